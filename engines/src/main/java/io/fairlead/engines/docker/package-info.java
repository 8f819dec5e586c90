/** Docker Engine as an engine of ours, over the some 25 calls of its API that we use. */
@NullMarked
package io.fairlead.engines.docker;

import org.jspecify.annotations.NullMarked;
