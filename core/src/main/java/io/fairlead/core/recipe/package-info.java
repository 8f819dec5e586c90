/** What an image of one's own is made from: recipes, requirement files, Dockerfiles, and the names of what comes of it. */
@NullMarked
package io.fairlead.core.recipe;

import org.jspecify.annotations.NullMarked;
