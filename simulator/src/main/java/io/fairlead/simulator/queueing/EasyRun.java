package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Forecast;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Processors;
import io.fairlead.core.backfill.Waiting;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** One log under the server's passes: one pass for each event, ends before submits of the same instant. */
final class EasyRun {
    private static final Comparator<Runs> BY_END = Comparator.comparingLong(Runs::end)
            .thenComparingLong(runs -> runs.job().number());

    private final Queueing queueing;
    private final LastTwo history = new LastTwo();
    private final Processors stock;
    private final Line<Integer> line;
    private final Easy<Integer, Processors.Held> easy;
    private final PriorityQueue<Runs> running = new PriorityQueue<>(BY_END);
    private final Map<Long, Told> told = new HashMap<>();
    private final Outcomes outcomes;

    /** What is known of a waiting job besides what the pass sees. */
    private static final class Told {
        private final LogJob job;
        private long promise = -1;
        private long estimate = -1;
        private long estimateByRequest = -1;

        private Told(LogJob job) {
            this.job = job;
        }
    }

    private record Runs(LogJob job, Waiting<Integer> waiting, Processors.Held held, long start) {
        long end() {
            return start + job.run();
        }
    }

    private EasyRun(Queueing queueing, Outcomes outcomes) {
        this.outcomes = outcomes;
        this.queueing = queueing;
        stock = new Processors(queueing.processors());
        line = new Line<>(queueing.passing());
        easy = new Easy<>(stock, line, queueing.slip(), queueing.planned());
    }

    static void play(Queueing queueing, List<LogJob> jobs, Outcomes outcomes) {
        EasyRun run = new EasyRun(queueing, outcomes);
        for (LogJob job : jobs) {
            run.until(job.submit());
            run.submit(job);
        }
        run.until(Long.MAX_VALUE);
    }

    private void until(long time) {
        while (!running.isEmpty() && running.element().end() <= time) {
            Runs ended = running.remove();
            stock.giveBack(ended.held());
            history.ended(ended.job().user(), ended.job().run());
            pass(ended.end());
        }
    }

    private void submit(LogJob job) {
        Told mine = new Told(job);
        told.put(job.number(), mine);
        long limit = queueing.limit(job);
        long predicted = queueing.predict().of(job, limit, history);
        long reckoned = queueing.predictionsReserve() ? predicted : limit;
        Waiting<Integer> waiting = new Waiting<>(job.number(), job.processors(), reckoned, predicted);
        line.add(waiting);
        pass(job.submit());
        if (queueing.estimates() && told.containsKey(job.number())) {
            mine.estimate = estimate(waiting, job.submit(), Waiting::predicted);
            mine.estimateByRequest = estimate(waiting, job.submit(), Waiting::limit);
        }
    }

    private long estimate(Waiting<Integer> job, long now, ToLongFunction<Waiting<Integer>> expected) {
        List<Forecast.Running<Integer, Processors.Held>> ends = running.stream()
                .map(runs -> new Forecast.Running<>(
                        runs.waiting(),
                        runs.held(),
                        Forecast.end(
                                now,
                                runs.start(),
                                expected.applyAsLong(runs.waiting()),
                                runs.held().until())))
                .toList();
        return new Forecast<>(easy, stock, line, ends, expected).startOf(job).orElse(now);
    }

    private void pass(long now) {
        if (queueing.predictionsReserve()) {
            prolong(now);
        }
        Easy.Pass<Integer, Processors.Held> pass = easy.pass(now);
        pass.promised().filter(it -> known(it.job()).promise < 0).ifPresent(it -> known(it.job()).promise = it.start());
        for (Easy.Started<Integer, Processors.Held> started : pass.starts()) {
            Told of = known(started.job());
            told.remove(started.job().order());
            running.add(new Runs(of.job, started.job(), started.held(), now));
            outcomes.add(new Outcome(of.job, now, of.promise, of.estimate, of.estimateByRequest));
        }
    }

    private Told known(Waiting<Integer> job) {
        Told known = told.get(job.order());
        if (known == null) {
            throw new IllegalStateException("no job " + job.order());
        }
        return known;
    }

    /** Jobs that outlive their prediction are reckoned to take all that they asked for. */
    private void prolong(long now) {
        for (Runs runs : List.copyOf(running)) {
            if (runs.held().until() <= now) {
                running.remove(runs);
                stock.giveBack(runs.held());
                long until = Math.max(now + 1, runs.start() + runs.job().requested());
                Processors.Held held =
                        stock.take(runs.job().processors(), until).orElseThrow();
                running.add(new Runs(runs.job(), runs.waiting(), held, runs.start()));
            }
        }
    }
}
