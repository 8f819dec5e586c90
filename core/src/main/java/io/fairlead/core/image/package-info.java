/** How images are named, and who may fetch them. */
@NullMarked
package io.fairlead.core.image;

import org.jspecify.annotations.NullMarked;
