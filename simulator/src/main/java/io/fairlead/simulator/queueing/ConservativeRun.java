package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.Conservative;
import io.fairlead.core.backfill.Processors;
import io.fairlead.core.backfill.Waiting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** One log with a start planned for every job, and all of them planned anew at each event. */
final class ConservativeRun {
    private static final Comparator<Runs> BY_END = Comparator.comparingLong(Runs::end)
            .thenComparingLong(runs -> runs.job().number());

    private final Processors stock;
    private final Map<Waiting<Integer>, LogJob> queue = new LinkedHashMap<>();
    private final PriorityQueue<Runs> running = new PriorityQueue<>(BY_END);
    private final Outcomes outcomes;

    private record Runs(LogJob job, Processors.Held held, long end) {}

    private ConservativeRun(Queueing queueing, Outcomes outcomes) {
        this.outcomes = outcomes;
        stock = new Processors(queueing.processors());
    }

    static void play(Queueing queueing, List<LogJob> jobs, Outcomes outcomes) {
        ConservativeRun run = new ConservativeRun(queueing, outcomes);
        for (LogJob job : jobs) {
            run.until(job.submit());
            long limit = queueing.limit(job);
            run.queue.put(new Waiting<>(job.number(), job.processors(), limit, limit), job);
            run.pass(job.submit());
        }
        run.until(Long.MAX_VALUE);
    }

    private void until(long time) {
        while (!running.isEmpty() && running.element().end() <= time) {
            long now = running.element().end();
            while (!running.isEmpty() && running.element().end() == now) {
                stock.giveBack(running.remove().held());
            }
            pass(now);
        }
    }

    private void pass(long now) {
        List<Waiting<Integer>> waiting = List.copyOf(queue.keySet());
        List<Long> starts = Conservative.starts(now, stock.free(), stock.ends(), waiting);
        for (int i = 0; i < waiting.size(); i++) {
            if (starts.get(i) == now) {
                start(waiting.get(i), now);
            }
        }
    }

    private void start(Waiting<Integer> waiting, long now) {
        LogJob job = queue.remove(waiting);
        if (job == null) {
            throw new IllegalStateException("no job " + waiting.order());
        }
        Processors.Held held =
                stock.take(waiting.demand(), now + waiting.limit()).orElseThrow();
        running.add(new Runs(job, held, now + job.run()));
        outcomes.add(Outcome.of(job, now));
    }
}
