/** What travels between a person's terminal and a process in a container: small typed messages, the same for both sides. */
@NullMarked
package io.fairlead.wire.terminal;

import org.jspecify.annotations.NullMarked;
