/** What the format of a job file is: its keys with their meaning, its bounds, and how it writes durations. */
@NullMarked
package io.fairlead.wire.jobfile.keys;

import org.jspecify.annotations.NullMarked;
