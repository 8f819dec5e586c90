/** Curves as a picture: axes, lines and their names, in SVG. */
@NullMarked
package io.fairlead.simulator.chart;

import org.jspecify.annotations.NullMarked;
