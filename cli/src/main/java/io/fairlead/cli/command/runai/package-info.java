/** Run:AI's commands, on the caller's own jobs. */
@NullMarked
package io.fairlead.cli.command.runai;

import org.jspecify.annotations.NullMarked;
