/**
 * Speaks HTTP/1.1 as a client over Unix-domain sockets and TCP, with a deadline on every call and an answer to the
 * question that matters after a failure: may the peer have acted on the request, or certainly not.
 */
@NullMarked
package io.fairlead.net;

import org.jspecify.annotations.NullMarked;
