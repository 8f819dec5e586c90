/** What the readers of other systems' command lines share: words, flags, sizes, and the definition that they make. */
@NullMarked
package io.fairlead.wire.dialect;

import org.jspecify.annotations.NullMarked;
