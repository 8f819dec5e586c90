/** The command that tries scheduling on recorded work. */
@NullMarked
package io.fairlead.server.simulate;

import org.jspecify.annotations.NullMarked;
