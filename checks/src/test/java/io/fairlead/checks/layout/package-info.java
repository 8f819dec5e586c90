/** Holds the arrows between modules and rooms, the core's purity, and where adapters, clocks and chance may come from. */
@NullMarked
package io.fairlead.checks.layout;

import org.jspecify.annotations.NullMarked;
