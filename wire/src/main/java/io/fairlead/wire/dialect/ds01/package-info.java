/** What DS01 keeps in files: its limits, with the lists of members and the exceptions beside them. */
@NullMarked
package io.fairlead.wire.dialect.ds01;

import org.jspecify.annotations.NullMarked;
