/** What {@code docker run} asks for, as a job definition. */
@NullMarked
package io.fairlead.wire.dialect.docker;

import org.jspecify.annotations.NullMarked;
