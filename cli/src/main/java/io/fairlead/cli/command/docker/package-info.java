/** Docker's commands, on the caller's own jobs and images. */
@NullMarked
package io.fairlead.cli.command.docker;

import org.jspecify.annotations.NullMarked;
