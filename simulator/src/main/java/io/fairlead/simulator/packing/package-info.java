/** Packing: tasks of a trace arrive at a cluster one by one, and none leaves. */
@NullMarked
package io.fairlead.simulator.packing;

import org.jspecify.annotations.NullMarked;
