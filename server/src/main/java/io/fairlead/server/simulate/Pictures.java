package io.fairlead.server.simulate;

import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.chart.Curve;
import io.fairlead.simulator.chart.Panel;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.queueing.QueueCurves;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Simulations as pictures. */
final class Pictures {
    private static final double DAY = 86_400;
    private static final double HOUR = 3600;
    private static final double MINUTE = 60;
    /** Of a unit, in a log that is told in it. */
    private static final int UNITS_LEAST = 3;

    private static final double PERCENT = 100;

    private Pictures() {}

    static Chart packing(Packing simulation, List<Packing.Step> steps) {
        return new Chart(
                "Packing by " + simulation.policy().word() + ", "
                        + simulation.cluster().gpus() + " GPUs, mean of seeds "
                        + simulation.seeds(),
                List.of(
                        percent(
                                "GPUs allocated, %",
                                List.of(
                                        curve("allocated", steps, Packing.Step::allocated),
                                        curve("asked for", steps, step -> Math.min(PERCENT, step.arrived())))),
                        percent(
                                "GPUs that typical tasks cannot use, %",
                                List.of(curve("fragmented", steps, Packing.Step::fragmented)))));
    }

    private static Panel percent(String title, List<Curve> curves) {
        return new Panel(title, Panel.Scale.NUMBER, "% of the GPUs asked for", curves);
    }

    private static Curve curve(String name, List<Packing.Step> steps, ToDoubleFunction<Packing.Step> of) {
        return new Curve(
                name,
                steps.stream()
                        .map(step -> new Curve.Point(step.arrived(), of.applyAsDouble(step)))
                        .toList());
    }

    /** @param name of policy and log */
    static Chart queueing(String name, int processors, QueueCurves curves) {
        return new Chart(
                name,
                List.of(
                        overTime("jobs waiting", curves, QueueCurves.Part::waiting),
                        overTime("processors used, %", curves, part -> PERCENT * part.processors() / processors),
                        new Panel(
                                "hours that so many of the jobs waited at most",
                                Panel.Scale.NUMBER,
                                "% of the jobs, the shortest waits first",
                                List.of(waits(curves.waits())))));
    }

    /** Seconds of the unit in which times of so long a log are told. */
    private static double unit(List<QueueCurves.Part> parts) {
        long length =
                parts.isEmpty() ? 0 : parts.getLast().from() - parts.getFirst().from();
        return length >= UNITS_LEAST * DAY ? DAY : length >= UNITS_LEAST * HOUR ? HOUR : MINUTE;
    }

    private static Panel overTime(String title, QueueCurves curves, ToDoubleFunction<QueueCurves.Part> of) {
        double unit = unit(curves.parts());
        String word = unit == DAY ? "days" : unit == HOUR ? "hours" : "minutes";
        List<Curve.Point> points = curves.parts().stream()
                .map(part -> new Curve.Point(part.from() / unit, of.applyAsDouble(part)))
                .toList();
        return new Panel(title, Panel.Scale.NUMBER, word + " of the log", List.of(new Curve("mean", points)));
    }

    private static Curve waits(List<Long> waits) {
        List<Curve.Point> points = new ArrayList<>();
        for (int i = 0; i < waits.size(); i++) {
            points.add(new Curve.Point(PERCENT * i / (waits.size() - 1), waits.get(i) / HOUR));
        }
        return new Curve("wait", points);
    }
}
