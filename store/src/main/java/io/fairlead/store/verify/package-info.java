/** Proves that the state tables say what the change log says. */
@NullMarked
package io.fairlead.store.verify;

import org.jspecify.annotations.NullMarked;
