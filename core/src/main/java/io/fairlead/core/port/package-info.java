/** What the core asks of the world, as values: engines, the change log, ids. */
@NullMarked
package io.fairlead.core.port;

import org.jspecify.annotations.NullMarked;
