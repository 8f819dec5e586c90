/** The schema by numbered scripts, from one version to the next. */
@NullMarked
package io.fairlead.store.migrate;

import org.jspecify.annotations.NullMarked;
