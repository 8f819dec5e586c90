package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * A queueing simulation.
 *
 * @param processors of the machine
 * @param strict with a scored policy: others may start before the chosen one if they end before its reserved start
 * @param predictionsReserve promises are made of predictions, which breaks some; never the server's way
 * @param clairvoyant requested times are the run times
 * @param estimates each job that waits is told its probable start at its submit
 * @param windows where sequences of {@link #WINDOW} jobs begin, each on an empty machine; empty: the whole log
 */
public record Queueing(
        int processors,
        QueuePolicy policy,
        boolean strict,
        Prediction predict,
        boolean predictionsReserve,
        boolean clairvoyant,
        boolean estimates,
        List<Integer> windows) {
    /** Jobs of one sequence. */
    public static final int WINDOW = 1024;

    public Queueing {
        windows = List.copyOf(windows);
    }

    Line.Passing passing() {
        return switch (policy) {
            case EASY_SJBF -> Line.Passing.SHORTEST;
            case DEFAULT -> Line.Passing.PROBABLY_SHORTEST;
            default -> Line.Passing.IN_ORDER;
        };
    }

    Easy.Slip slip() {
        return policy == QueuePolicy.DEFAULT && !predictionsReserve ? Easy.Slip.TO_THE_PROMISE : Easy.Slip.NEVER;
    }

    /** Seconds after which the job is stopped. */
    long limit(LogJob job) {
        return clairvoyant ? job.run() : job.requested();
    }

    /** Plays it through. */
    public QueueFigures run(Log log) {
        return QueueFigures.of(outcomes(log), processors);
    }

    /**
     * The figures, and how it went on.
     *
     * @param curves of all sequences on one axis of time
     */
    public record Played(QueueFigures figures, QueueCurves curves) {}

    /** The same, with how it went on. */
    public Played play(Log log) {
        List<List<Outcome>> outcomes = outcomes(log);
        return new Played(
                QueueFigures.of(outcomes, processors),
                QueueCurves.of(outcomes.stream().flatMap(List::stream).toList()));
    }

    private List<List<Outcome>> outcomes(Log log) {
        List<List<LogJob>> sequences = new ArrayList<>();
        for (int start : windows) {
            sequences.add(log.jobs().subList(start, start + WINDOW));
        }
        if (windows.isEmpty()) {
            sequences.add(log.jobs());
        }
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (List<LogJob> sequence : sequences) {
            outcomes.add(run(sequence));
        }
        return outcomes;
    }

    private List<Outcome> run(List<LogJob> jobs) {
        if (policy.scored()) {
            return ScoredRun.of(this, jobs);
        }
        return policy == QueuePolicy.CONSERVATIVE ? ConservativeRun.of(this, jobs) : EasyRun.of(this, jobs);
    }
}
