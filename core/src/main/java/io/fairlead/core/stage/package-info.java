/** The six stages of a job's way, cut from what was recorded, and what would tell that it stopped in one. */
@NullMarked
package io.fairlead.core.stage;

import org.jspecify.annotations.NullMarked;
