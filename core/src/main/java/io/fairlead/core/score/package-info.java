/** What would keep a run of a job from being identical to the one before. */
@NullMarked
package io.fairlead.core.score;

import org.jspecify.annotations.NullMarked;
