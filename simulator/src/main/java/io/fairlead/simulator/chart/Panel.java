package io.fairlead.simulator.chart;

import java.util.List;

/**
 * Curves over one pair of axes; the upright one begins at 0.
 *
 * @param title what the upright axis counts
 * @param across what the other one does; empty of a time
 */
public record Panel(String title, Scale scale, String across, List<Curve> curves) {
    public Panel {
        curves = List.copyOf(curves);
    }

    /** What runs from left to right. */
    public enum Scale {
        NUMBER,
        /** Seconds since 1970, shown in UTC. */
        TIME
    }
}
