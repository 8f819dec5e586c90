/** What {@code runai submit} asks for, as a job definition, and back. */
@NullMarked
package io.fairlead.wire.dialect.runai;

import org.jspecify.annotations.NullMarked;
