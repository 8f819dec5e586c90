/** When a waiting job starts: heads in order, a promise for the first that does not fit, and what may pass it. */
@NullMarked
package io.fairlead.core.backfill;

import org.jspecify.annotations.NullMarked;
