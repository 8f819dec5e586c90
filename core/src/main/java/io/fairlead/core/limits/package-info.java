/** Bounds that a site sets: on one job, and on what one user has waiting and running, each with where it comes from. */
@NullMarked
package io.fairlead.core.limits;

import org.jspecify.annotations.NullMarked;
