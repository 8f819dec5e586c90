/** Who runs, who waits, and until when. */
@NullMarked
package io.fairlead.cli.command.queue;

import org.jspecify.annotations.NullMarked;
