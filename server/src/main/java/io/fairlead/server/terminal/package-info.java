/** Terminals of people in containers: who may have one is the door's business, what runs there, how it ends is told here. */
@NullMarked
package io.fairlead.server.terminal;

import org.jspecify.annotations.NullMarked;
