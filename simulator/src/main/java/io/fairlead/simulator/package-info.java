/** The core's scheduler on traces: benchmarks and what-if. */
@NullMarked
package io.fairlead.simulator;

import org.jspecify.annotations.NullMarked;
