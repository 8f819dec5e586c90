/** Quantities as types: an amount never travels as a bare number, so units cannot be mixed up. */
@NullMarked
package io.fairlead.core.unit;

import org.jspecify.annotations.NullMarked;
