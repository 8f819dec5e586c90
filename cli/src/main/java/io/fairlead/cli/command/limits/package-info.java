/** What one may have and has. */
@NullMarked
package io.fairlead.cli.command.limits;

import org.jspecify.annotations.NullMarked;
