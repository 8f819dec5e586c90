/** Queueing: jobs of a workload log arrive at a machine, wait, run and leave. */
@NullMarked
package io.fairlead.simulator.queueing;

import org.jspecify.annotations.NullMarked;
