/** Knows who asks: the uid behind a connection, its account and groups, and what it is called inside a container. */
@NullMarked
package io.fairlead.server.auth;

import org.jspecify.annotations.NullMarked;
