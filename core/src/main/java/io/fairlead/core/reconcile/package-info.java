/** What must happen next so that engines have what is recorded, and what an observation means. */
@NullMarked
package io.fairlead.core.reconcile;

import org.jspecify.annotations.NullMarked;
