/** Tar archives, written: what travels as the context of a build. */
@NullMarked
package io.fairlead.wire.archive;

import org.jspecify.annotations.NullMarked;
