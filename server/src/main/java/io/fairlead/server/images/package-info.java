/** What references mean, which images are there, what is inside them, and how they get there. */
@NullMarked
package io.fairlead.server.images;

import org.jspecify.annotations.NullMarked;
