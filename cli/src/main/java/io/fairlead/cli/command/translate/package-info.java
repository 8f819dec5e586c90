/** Commands that turn lines of other systems into definitions, and definitions into such lines. */
@NullMarked
package io.fairlead.cli.command.translate;

import org.jspecify.annotations.NullMarked;
