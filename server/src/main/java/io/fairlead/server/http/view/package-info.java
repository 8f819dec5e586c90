/** Shows what the house knows in the words of the API; pure functions. */
@NullMarked
package io.fairlead.server.http.view;

import org.jspecify.annotations.NullMarked;
