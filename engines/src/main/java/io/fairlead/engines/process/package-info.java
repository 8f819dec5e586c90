/** Processes of this machine, as engines need to know about them. */
@NullMarked
package io.fairlead.engines.process;

import org.jspecify.annotations.NullMarked;
