/** Bounds that a site sets, each with its default. */
@NullMarked
package io.fairlead.core.limits;

import org.jspecify.annotations.NullMarked;
