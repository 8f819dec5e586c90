/** The door: listens, routes, and turns what the house says into HTTP; decides nothing. */
@NullMarked
package io.fairlead.server.http;

import org.jspecify.annotations.NullMarked;
