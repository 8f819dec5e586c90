package io.fairlead.simulator.chart;

import java.util.List;

/** A line through points, from left to right. */
public record Curve(String name, List<Point> points) {
    public Curve {
        points = List.copyOf(points);
    }

    /** @param x of a time, seconds since 1970 */
    public record Point(double x, double y) {}
}
