package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

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

    /** The same where promises are made of limits alone, and nobody is told a start. */
    public Queueing promisingByLimits() {
        return new Queueing(processors, policy, strict, predict, false, clairvoyant, false, windows);
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

    /** How many behind the head nobody may delay. */
    int planned() {
        return policy == QueuePolicy.CONSERVATIVE ? Integer.MAX_VALUE : 0;
    }

    /** Seconds after which the job is stopped. */
    long limit(LogJob job) {
        return clairvoyant ? job.run() : job.requested();
    }

    /** Plays it through. */
    public QueueFigures run(Log log) {
        return QueueFigures.of(outcomes(log, _ -> {}), processors);
    }

    /**
     * The figures, and how it went on.
     *
     * @param curves of all sequences on one axis of time
     */
    public record Played(QueueFigures figures, QueueCurves curves) {}

    /** Jobs that are played, of all sequences. */
    public int jobs(Log log) {
        return windows.isEmpty() ? log.jobs().size() : windows.size() * WINDOW;
    }

    /**
     * The same, with how it went on.
     *
     * @param progress told how many have started, at each start
     */
    public Played play(Log log, IntConsumer progress) {
        List<List<Outcome>> outcomes = outcomes(log, progress);
        return new Played(
                QueueFigures.of(outcomes, processors),
                QueueCurves.of(outcomes.stream().flatMap(List::stream).toList()));
    }

    private List<List<Outcome>> outcomes(Log log, IntConsumer progress) {
        List<List<LogJob>> sequences = new ArrayList<>();
        for (int start : windows) {
            sequences.add(log.jobs().subList(start, start + WINDOW));
        }
        if (windows.isEmpty()) {
            sequences.add(log.jobs());
        }
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (List<LogJob> sequence : sequences) {
            int before = outcomes.size() * WINDOW;
            outcomes.add(sequence(sequence, started -> progress.accept(before + started)));
        }
        return outcomes;
    }

    /** One sequence, on an empty machine. */
    List<Outcome> sequence(List<LogJob> jobs, IntConsumer progress) {
        Outcomes outcomes = new Outcomes(progress);
        if (policy.scored()) {
            ScoredRun.play(this, jobs, outcomes);
        } else {
            EasyRun.play(this, jobs, outcomes);
        }
        return outcomes.all();
    }
}
