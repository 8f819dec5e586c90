package io.fairlead.bench.tables;

import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import java.util.List;

/** Ten sequences of Lublin-1 (Zhang et al., "RLScheduler", SC 2020), and the whole of it. */
final class LublinTables {
    static final int PROCESSORS = 256;

    private static final List<Integer> WINDOWS = List.of(1981, 2756, 4299, 8850, 3316, 2714, 5228, 7762, 4022, 7085);
    private static final List<QueuePolicy> SCORED =
            List.of(QueuePolicy.FCFS, QueuePolicy.WFP3, QueuePolicy.UNICEP, QueuePolicy.SJF, QueuePolicy.F1);
    private static final List<Double> PUBLISHED = List.of(7273.77, 19753.53, 22274.74, 277.35, 258.37);
    private static final List<Double> PUBLISHED_STRICT = List.of(235.82, 133.87, 307.23, 73.31, 75.07);
    private static final double WITHIN = 0.001;

    private final Sheet sheet;
    private final Log log;

    LublinTables(Sheet sheet, Log log) {
        this.sheet = sheet;
        this.log = log;
    }

    void print() {
        sheet.head("Lublin-1, 256 processors, ten sequences of 1,024 jobs, mean bounded slowdown");
        for (boolean strict : List.of(false, true)) {
            List<Double> published = strict ? PUBLISHED_STRICT : PUBLISHED;
            for (int i = 0; i < SCORED.size(); i++) {
                QueuePolicy policy = SCORED.get(i);
                double found = slowdown(policy, strict, WINDOWS);
                sheet.row(
                        policy.word() + (strict ? " with backfilling" : ""),
                        Sheet.two(found),
                        Sheet.two(published.get(i)),
                        Sheet.near(found, published.get(i), WITHIN));
            }
        }
        sheet.row("default", Sheet.two(slowdown(QueuePolicy.DEFAULT, false, WINDOWS)), "");
        sheet.text("  all 10,000 jobs; not published; another simulator gave:");
        whole(QueuePolicy.EASY, "590.1 (equal ends at once)");
        whole(QueuePolicy.EASY_SJBF, "219.6 (equal ends at once)");
        whole(QueuePolicy.CONSERVATIVE, "489.2");
        sheet.row("default", Sheet.two(slowdown(QueuePolicy.DEFAULT, false, List.of())), "");
    }

    private void whole(QueuePolicy policy, String other) {
        sheet.row(policy.word(), Sheet.two(slowdown(policy, false, List.of())), other);
    }

    private double slowdown(QueuePolicy policy, boolean strict, List<Integer> windows) {
        return new Queueing(PROCESSORS, policy, strict, Prediction.REQUESTED, false, false, false, windows)
                .run(log)
                .averageBoundedSlowdown();
    }
}
