/** Engines with their nodes and devices, and what an attempt is given of them. */
@NullMarked
package io.fairlead.core.cluster;

import org.jspecify.annotations.NullMarked;
