/** When a running job does nothing, since when, and what follows from it. */
@NullMarked
package io.fairlead.core.idle;

import org.jspecify.annotations.NullMarked;
