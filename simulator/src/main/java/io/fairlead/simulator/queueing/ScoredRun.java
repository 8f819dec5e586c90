package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.Processors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * One log under a score: the waiting job with the lowest one is chosen, and everybody waits until it starts, as in Zhang et
 * al., "RLScheduler", SC 2020. The machine then chooses again.
 */
final class ScoredRun {
    private static final Comparator<LogJob> BY_SUBMIT =
            Comparator.comparingLong(LogJob::submit).thenComparingLong(LogJob::number);
    private static final Comparator<Runs> BY_END = Comparator.comparingLong(Runs::end)
            .thenComparingLong(runs -> runs.job().number());
    private static final double F1_SUBMIT = 870;

    private final Queueing queueing;
    private final List<LogJob> jobs;
    private final Processors stock;
    private final TreeSet<LogJob> queue = new TreeSet<>(BY_SUBMIT);
    private final PriorityQueue<Runs> running = new PriorityQueue<>(BY_END);
    private final Outcomes outcomes;
    private int arrived;
    private long now;

    private record Runs(LogJob job, Processors.Held held, long end) {}

    private ScoredRun(Queueing queueing, List<LogJob> jobs, Outcomes outcomes) {
        this.outcomes = outcomes;
        this.queueing = queueing;
        this.jobs = jobs;
        stock = new Processors(queueing.processors());
    }

    static void play(Queueing queueing, List<LogJob> jobs, Outcomes outcomes) {
        ScoredRun run = new ScoredRun(queueing, jobs, outcomes);
        Comparator<LogJob> best = Comparator.comparingDouble(run.score()).thenComparing(BY_SUBMIT);
        while (outcomes.size() < jobs.size()) {
            if (run.queue.isEmpty()) {
                run.advance();
            } else {
                run.serve(run.queue.stream().min(best).orElseThrow());
            }
        }
    }

    /** Lower goes first. The waiting time in two of them is reckoned to a start at -1, as the published figures are. */
    private ToDoubleFunction<LogJob> score() {
        return switch (queueing.policy()) {
            case SJF -> queueing::limit;
            case WFP3 -> job -> -Math.pow(waited(job) / queueing.limit(job), 3) * job.processors();
            case UNICEP -> job -> -waited(job) / (Math.log(job.processors()) / Math.log(2) * queueing.limit(job));
            case F1 ->
                job -> Math.log10((double) queueing.limit(job)) * job.processors()
                        + F1_SUBMIT * Math.log10((double) job.submit());
            default -> LogJob::submit;
        };
    }

    private static double waited(LogJob job) {
        return -1.0 - job.submit();
    }

    private void serve(LogJob chosen) {
        while (chosen.processors() > stock.free()) {
            if (queueing.strict()) {
                backfill(chosen);
            }
            advance();
        }
        start(chosen);
    }

    private void backfill(LogJob chosen) {
        long reserved = stock.reserve(chosen.processors(), now, Optional.empty())
                .orElseThrow()
                .start();
        for (LogJob job : List.copyOf(queue)) {
            boolean ends = now + queueing.limit(job) < reserved;
            if (!job.equals(chosen) && ends && job.processors() <= stock.free()) {
                start(job);
            }
        }
    }

    private void start(LogJob job) {
        queue.remove(job);
        Processors.Held held =
                stock.take(job.processors(), now + queueing.limit(job)).orElseThrow();
        running.add(new Runs(job, held, now + job.run()));
        outcomes.add(Outcome.of(job, now));
    }

    /** To the next event: here, as in the published figures, a submit before an end of the same instant. */
    private void advance() {
        long submit = arrived < jobs.size() ? jobs.get(arrived).submit() : Long.MAX_VALUE;
        if (!running.isEmpty() && running.element().end() < submit) {
            Runs ended = running.remove();
            now = ended.end();
            stock.giveBack(ended.held());
        } else {
            now = submit;
            queue.add(jobs.get(arrived));
            arrived++;
        }
    }
}
