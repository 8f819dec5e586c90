/** The part of Go's templates that people type after {@code --format}. */
@NullMarked
package io.fairlead.cli.gotemplate;

import org.jspecify.annotations.NullMarked;
