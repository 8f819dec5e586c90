/** Tests of this room. */
@NullMarked
package io.fairlead.core.recipe;

import org.jspecify.annotations.NullMarked;
