/** One request and its answer: what is read of it is checked, what is sent has one form, and a stream blocks nobody else. */
@NullMarked
package io.fairlead.server.http.exchange;

import org.jspecify.annotations.NullMarked;
