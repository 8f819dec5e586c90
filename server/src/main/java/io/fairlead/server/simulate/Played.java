package io.fairlead.server.simulate;

import io.fairlead.simulator.chart.Chart;
import java.util.List;
import java.util.Optional;

/**
 * What came of a simulation.
 *
 * @param report for programs
 * @param rows name and value of each figure, for people
 * @param chart where it was to be drawn
 * @param unused flags that changed nothing
 */
record Played(Record report, List<List<String>> rows, Optional<Chart> chart, List<String> unused) {
    Played {
        rows = List.copyOf(rows);
        unused = List.copyOf(unused);
    }
}
