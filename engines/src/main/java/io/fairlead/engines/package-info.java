/** Acts: container engines, process runner, registry. */
@NullMarked
package io.fairlead.engines;

import org.jspecify.annotations.NullMarked;
