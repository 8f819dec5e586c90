/** HTTP/1.1 over Unix sockets and TCP, Upgrade and deadlines, on the JDK alone. */
@NullMarked
package io.fairlead.net;

import org.jspecify.annotations.NullMarked;
