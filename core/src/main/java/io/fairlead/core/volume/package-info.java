/** Where storage may appear inside a container, and by which names it is asked for. */
@NullMarked
package io.fairlead.core.volume;

import org.jspecify.annotations.NullMarked;
