/** Job files: the one format of a job definition, read from JSON or YAML, and written as canonical JSON. */
@NullMarked
package io.fairlead.wire.jobfile;

import org.jspecify.annotations.NullMarked;
