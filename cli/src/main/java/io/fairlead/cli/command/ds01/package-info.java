/** What DS01's users type and no other command does: containers of their own image, with the workspace in it. */
@NullMarked
package io.fairlead.cli.command.ds01;

import org.jspecify.annotations.NullMarked;
