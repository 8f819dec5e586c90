package io.fairlead.simulator.replay;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.schedule.Plan;
import io.fairlead.core.schedule.Scheduler;
import io.fairlead.core.schedule.Start;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Plays jobs of the past through the server's own admission and scheduling, on an empty site and its own clock. A job runs
 * as long as it did, wherever it is placed; whoever was halted comes back after its grace period, and one that is restartable
 * goes on where it was. What administrators set aside or reserved meanwhile is so here, too, where there is such a node; else nodes are
 * open all the time.
 */
public final class Replay {
    private static final ContainerNames NAMES = new ContainerNames("replayed");
    private static final Actor CLOCK = new Actor.Clock();

    private final Terms terms;
    private final Instant from;
    private final Instant to;
    private final Ledger ledger;
    private final Scheduler scheduler;
    private final Arrivals arrivals;
    private final Gauge gauge;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Queue<UpkeepRecord> said = new ArrayDeque<>();
    private final Queue<Job> ended = new ArrayDeque<>();
    private final Map<JobId, PastJob> past = new HashMap<>();
    private final Map<JobId, Left> left = new HashMap<>();
    private final Map<JobId, Instant> starts = new HashMap<>();
    private final Map<JobId, Problem> refused = new HashMap<>();
    private Plan plan = Plan.NONE;
    private long gpusMilli;
    private long coresMilli;
    private int arrived;

    /** What happens of itself; at the same instant in the order of these. */
    private enum Kind {
        ENDS,
        HALTED,
        IMAGE,
        ARRIVES
    }

    /** @param attempt 0 where it is of none */
    private record Event(Instant at, Kind kind, JobId job, int attempt) implements Comparable<Event> {
        private static final Comparator<Event> ORDER = Comparator.comparing(Event::at)
                .thenComparing(Event::kind)
                .thenComparing(Event::job)
                .thenComparingInt(Event::attempt);

        @Override
        public int compareTo(Event other) {
            return ORDER.compare(this, other);
        }
    }

    /** What a job still has to run, and since when it does. */
    private record Left(Duration run, Instant since) {}

    /**
     * @param jobs each once
     * @param upkeep all that administrators ever said of nodes, in order
     * @param from of this span usage and waiting are reported
     */
    public Replay(Terms terms, List<PastJob> jobs, List<UpkeepRecord> upkeep, Instant from, Instant to) {
        this.terms = terms;
        this.from = from;
        this.to = to;
        this.ledger = new Ledger(terms.nodes(), List.of());
        Instant first = jobs.stream()
                .map(PastJob::enters)
                .min(Comparator.naturalOrder())
                .orElse(from);
        said.addAll(upkeep);
        hears(first);
        this.scheduler = new Scheduler(ledger, NAMES, terms.limits(), new LastTwo(), terms.usage());
        this.arrivals = new Arrivals(terms, ledger);
        this.gauge = new Gauge(from, to);
        for (PastJob job : jobs) {
            past.put(job.id(), job);
            events.add(new Event(job.enters(), Kind.ARRIVES, job.id(), 0));
        }
    }

    /** Plays it through once. */
    public Replayed run(Progress progress) throws InterruptedException {
        gauge.begin(events.isEmpty() ? from : events.element().at());
        Optional<Instant> next = next(Instant.EPOCH);
        while (next.isPresent()) {
            Instant now = next.get();
            gauge.until(now, ledger.queued().size(), gpusMilli, coresMilli);
            while (!events.isEmpty() && !events.element().at().isAfter(now)) {
                happens(events.remove(), now);
            }
            if (hears(now)) {
                scheduler.nodesChanged(ledger);
            }
            ledger.tooLate(now).forEach(id -> record(Reconcile.tooLate(job(id)), now));
            pass(now);
            progress.at(arrived, past.size());
            if (Thread.interrupted()) {
                throw new InterruptedException("replay");
            }
            next = next(now);
        }
        gauge.until(to, ledger.queued().size(), gpusMilli, coresMilli);
        return Replayed.of(starts, refused, gauge, terms);
    }

    /** Whether administrators said anything up to now that was not heard before. */
    private boolean hears(Instant now) {
        boolean any = false;
        while (!said.isEmpty() && !said.element().at().isAfter(now)) {
            ledger.apply(said.remove());
            any = true;
        }
        return any;
    }

    /** When there is something to do; empty when nothing can change any more. */
    private Optional<Instant> next(Instant now) {
        if (events.isEmpty()) {
            return ledger.queued().isEmpty() ? Optional.empty() : idle(now);
        }
        Stream<Instant> both = Stream.concat(
                Stream.of(events.element().at()), said.stream().limit(1).map(UpkeepRecord::at));
        return Stream.concat(both, plan.wakeAt().filter(at -> at.isAfter(now)).stream())
                .min(Comparator.naturalOrder());
    }

    /** Nobody runs: whoever waits for anything but a time, or an administrator's word, waits for ever. */
    private Optional<Instant> idle(Instant now) {
        Stream<Instant> wished = ledger.queued().stream()
                .flatMap(job -> job.submission().definition().scheduling().window().notBefore().stream());
        Stream<Instant> reserved = ledger.reservations().stream().flatMap(it -> Stream.of(it.from(), it.until()));
        return Stream.concat(
                        Stream.concat(wished, reserved), said.stream().limit(1).map(UpkeepRecord::at))
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private void happens(Event event, Instant now) {
        switch (event.kind()) {
            case ARRIVES -> arrives(past(event.job()), now);
            case IMAGE -> {
                if (ledger.job(event.job()).isPresent()) {
                    record(new Change.ImageArrived(event.job()), now);
                }
            }
            case ENDS -> {
                if (runs(event)) {
                    record(
                            new Change.Ended(
                                    event.job(),
                                    event.attempt(),
                                    past(event.job()).as(),
                                    Optional.empty()),
                            now);
                }
            }
            case HALTED -> {
                if (runs(event)) {
                    halted(event, now);
                }
            }
        }
    }

    private boolean runs(Event event) {
        return ledger.job(event.job())
                .flatMap(Job::attempt)
                .filter(attempt -> attempt.number() == event.attempt() && attempt.holding())
                .isPresent();
    }

    private void halted(Event event, Instant now) {
        Job job = job(event.job());
        Left before = left(job.id());
        boolean goesOn = job.submission().definition().scheduling().restartable();
        Duration ran = Duration.between(before.since(), now);
        left.put(
                job.id(),
                new Left(goesOn ? before.run().minus(ran) : past(job.id()).holds(), now));
        record(
                new Change.Requeued(
                        job.id(),
                        event.attempt(),
                        AttemptState.HALTED,
                        job.reason().orElseThrow(),
                        false),
                now);
    }

    private void arrives(PastJob job, Instant now) {
        arrived++;
        switch (arrivals.judge(job)) {
            case Arrivals.Judged.Refused(Problem why) -> refused.put(job.id(), why);
            case Arrivals.Judged.Admitted(var submission, var holds) -> {
                left.put(job.id(), new Left(holds, now));
                enters(job, Job.admitted(job.id(), submission, false, job.pull().isZero(), now), now);
            }
        }
    }

    private void enters(PastJob job, Job admitted, Instant now) {
        if (admitted.submission().definition().scheduling().interactive()) {
            pass(now);
            switch (scheduler.placeNow(ledger, plan, admitted)) {
                case Scheduler.Placing.NoRoom(Problem why) -> refused.put(job.id(), why);
                case Scheduler.Placing.Placed(Start start) -> {
                    record(new Change.Submitted(admitted), now);
                    start(start, now);
                }
            }
            return;
        }
        record(new Change.Submitted(admitted), now);
        if (!job.pull().isZero()) {
            events.add(new Event(now.plus(job.pull()), Kind.IMAGE, job.id(), 0));
        }
    }

    private void pass(Instant now) {
        do {
            plan = scheduler.pass(ledger, now);
            plan.quotas().voids().forEach(it -> record(new Change.ClearingVoid(it.job(), it.cause()), now));
            plan.broken().ifPresent(it -> record(new Change.PromiseBroken(it.job(), it.cause()), now));
            plan.starts().forEach(it -> start(it, now));
            plan.promised().ifPresent(it -> record(new Change.Promised(it.job(), it.start()), now));
            plan.quotas().halt().ifPresent(it -> halt(it, now));
        } while (plan.mayGoOn());
    }

    private void start(Start start, Instant now) {
        record(new Change.Assigned(start.job(), start.attempt(), start.placements()), now);
        record(new Change.Starting(start.job(), start.attempt()), now);
        record(new Change.Running(start.job(), start.attempt(), now), now);
        starts.putIfAbsent(start.job(), now);
        Duration run = left(start.job()).run();
        left.put(start.job(), new Left(run, now));
        events.add(new Event(now.plus(run), Kind.ENDS, start.job(), start.attempt()));
    }

    private void halt(Plan.Halt halt, Instant now) {
        List<JobId> victims = halt.victims().stream().map(Plan.Broken::job).toList();
        record(new Change.Clearing(halt.job(), halt.node(), victims), now);
        for (Plan.Broken victim : halt.victims()) {
            Job job = job(victim.job());
            Reconcile.halt(job, Optional.of(halt.job()), victim.cause()).forEach(change -> record(change, now));
            var scheduling = job.submission().definition().scheduling();
            Instant gone = scheduling.allowHaltWithoutSignal() ? now : now.plus(scheduling.gracePeriod());
            events.add(new Event(gone, Kind.HALTED, job.id(), job.attempts()));
        }
    }

    private void record(Change change, Instant now) {
        Optional<Job> before = ledger.job(change.job());
        Job after = ledger.apply(new Recorded(now, CLOCK, change));
        scheduler.moved(before, after);
        count(before, -1);
        count(Optional.of(after), 1);
        if (after.state().isTerminal() && !ledger.dependents(after.id()).isEmpty()) {
            ended.add(after);
            settle(now);
        }
    }

    private void settle(Instant now) {
        while (!ended.isEmpty()) {
            Job job = ended.remove();
            for (JobId id : ledger.dependents(job.id())) {
                Reconcile.after(job, job(id)).ifPresent(end -> record(end, now));
            }
        }
    }

    private void count(Optional<Job> job, int sign) {
        job.flatMap(Job::attempt).filter(Attempt::holding).ifPresent(attempt -> {
            for (Placement placement : attempt.placements()) {
                gpusMilli += (long) sign * placement.gpus().milli();
                coresMilli += (long) sign * placement.cores().milli();
            }
        });
    }

    private Job job(JobId id) {
        return ledger.job(id).orElseThrow();
    }

    private PastJob past(JobId id) {
        return Optional.ofNullable(past.get(id)).orElseThrow();
    }

    private Left left(JobId id) {
        return Optional.ofNullable(left.get(id)).orElseThrow();
    }
}
