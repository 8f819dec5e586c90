/** Asks a server: typed calls over its socket, repeated where that is safe, and streams that lose and repeat nothing. */
@NullMarked
package io.fairlead.wire.client;

import org.jspecify.annotations.NullMarked;
