/** One class per command, and the table of their names. */
@NullMarked
package io.fairlead.cli.command;

import org.jspecify.annotations.NullMarked;
