/** What the clusters and the storage that a definition names are at this site. */
@NullMarked
package io.fairlead.core.site;

import org.jspecify.annotations.NullMarked;
