/** Tests of this room. */
@NullMarked
package io.fairlead.wire.archive;

import org.jspecify.annotations.NullMarked;
