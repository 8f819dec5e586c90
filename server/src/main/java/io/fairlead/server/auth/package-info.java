/** Knows who asks, from the credentials that the kernel gives of the process at the other end of a socket. */
@NullMarked
package io.fairlead.server.auth;

import org.jspecify.annotations.NullMarked;
