/** Images of one's own, as they cross the network. */
@NullMarked
package io.fairlead.wire.image;

import org.jspecify.annotations.NullMarked;
