package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * For whom others are halted, after a pass in which nobody started: the first within its project's quota for whom that helps, and
 * by which nobody who keeps nodes for himself is passed there, and no promise is broken, but to one who would run over a quota where
 * there is no other way.
 */
final class Halting {
    private final Yard yard;
    private final Line<Demand> line;
    private final Clearings clearings;
    private final Snapshot snapshot;
    private final Instant now;

    /** @param clearings with which the pass was made, and not yet ended */
    Halting(Yard yard, Line<Demand> line, Clearings clearings, Snapshot snapshot, Instant now) {
        this.yard = yard;
        this.line = line;
        this.clearings = clearings;
        this.snapshot = snapshot;
        this.now = now;
    }

    /** The plan with those who are halted in addition, or with when to look again. */
    Plan upon(Plan plan, Easy<Demand, Held> easy, Easy.Pass<Demand, Held> pass) {
        // What heads lacked since they themselves keep it says nothing any more.
        yard.beginAgain();
        Preemption preemption = new Preemption(clearings, yard.standing().quotas(), now);
        Set<Integer> barred = new TreeSet<>();
        for (Waiting<Demand> job : inTurn()) {
            if (mayPreempt(job)) {
                Optional<Plan> halting = upon(plan, job, preemption.choices(job, barred), easy, pass);
                if (halting.isPresent()) {
                    return halting.get();
                }
            }
            if (pass.kept().contains(job)) {
                job.demand().zone().machines(yard.fleet().size()).forEach(barred::add);
            }
        }
        return waking(plan, preemption.laterAt());
    }

    /** The first choice that costs nobody a promised start, else the first that costs it one who would run over a quota. */
    private Optional<Plan> upon(
            Plan plan,
            Waiting<Demand> job,
            List<Preemption.Choice> choices,
            Easy<Demand, Held> easy,
            Easy.Pass<Demand, Held> pass) {
        Optional<Plan> second = Optional.empty();
        for (Preemption.Choice choice : choices) {
            if (startsBefore(easy, job, choice.gone())) {
                return Optional.empty();
            }
            Trial trial = trial(job, choice, easy, pass);
            if (trial.fair() && trial.broken().isEmpty()) {
                return Optional.of(halting(plan, job, choice, Optional.empty()));
            }
            if (trial.fair()
                    && second.isEmpty()
                    && plan.broken().isEmpty()
                    && trial.broken().filter(this::wouldBeOver).isPresent()) {
                second = Optional.of(halting(plan, job, choice, trial.broken()));
            }
        }
        return second;
    }

    private List<Waiting<Demand>> inTurn() {
        record Ranked(Rank rank, Waiting<Demand> job) {}
        return line.firsts().stream()
                .map(job -> new Ranked(yard.rank(job), job))
                .sorted(Comparator.comparing(Ranked::rank)
                        .thenComparingLong(it -> it.job().order())
                        .thenComparingLong(it -> it.job().tie()))
                .map(Ranked::job)
                .toList();
    }

    private boolean mayPreempt(Waiting<Demand> job) {
        return !wouldBeOver(job) && !yard.bars(job.demand());
    }

    private boolean wouldBeOver(Waiting<Demand> job) {
        Demand demand = job.demand();
        return yard.standing().isOver(demand.owner().project(), demand.claimed());
    }

    /** Whether it was promised a start that is as early. */
    private static boolean startsBefore(Easy<Demand, Held> easy, Waiting<Demand> job, long gone) {
        return easy.promise()
                .filter(it -> it.job().equals(job) && it.start() <= gone)
                .isPresent();
    }

    /**
     * What a pass on trial comes to.
     *
     * @param fair whether everybody who keeps nodes for himself goes on to
     * @param broken who loses a promised start
     */
    private record Trial(boolean fair, Optional<Waiting<Demand>> broken) {}

    /** A pass with the machine kept for the job. */
    private Trial trial(
            Waiting<Demand> job, Preemption.Choice choice, Easy<Demand, Held> easy, Easy.Pass<Demand, Held> before) {
        int mark = clearings.mark();
        List<Held> leaving = new ArrayList<>(clearings.leaving(choice.machine()));
        choice.victims().forEach(victim -> leaving.add(victim.held()));
        clearings.keep(job, choice.machine(), leaving, choice.gone());
        Easy<Demand, Held> trial =
                easy.promising(yard, line, easy.promise().filter(it -> !it.job().equals(job)));
        // A pass asks everybody anew: what was lacked by those who came before the job must not bar the one who was
        // promised a start.
        Set<String> lacking = Set.copyOf(yard.standing().lacking());
        Map<Long, Map<Aggregate, Problem>> wanting = Map.copyOf(yard.wanting());
        yard.beginAgain();
        Easy.Pass<Demand, Held> after = trial.pass(Bounds.seconds(now));
        yard.beginAgain();
        yard.standing().lacking().addAll(lacking);
        yard.wanting().putAll(wanting);
        Set<Waiting<Demand>> started = new HashSet<>();
        after.starts().forEach(it -> {
            yard.giveBack(it.held());
            line.add(it.job());
            started.add(it.job());
        });
        clearings.backTo(mark, choice.machine());
        boolean fair = before.kept().stream()
                .allMatch(it ->
                        it.equals(job) || started.contains(it) || after.kept().contains(it));
        return new Trial(fair, after.broken().map(Easy.Promise::job));
    }

    /** @param loser whose promise is not kept */
    private Plan halting(
            Plan plan, Waiting<Demand> beneficiary, Preemption.Choice choice, Optional<Waiting<Demand>> loser) {
        Job job = snapshot.job(Order.id(beneficiary)).orElseThrow();
        NodeRef node = yard.node(choice.machine());
        String other = job.submission().project().name();
        List<Plan.Broken> victims = choice.victims().stream()
                .map(victim -> new Plan.Broken(
                        victim.job().id(),
                        ScheduleProblems.preempted(victim.held().owner().project(), node, other)))
                .toList();
        Optional<Job> losing = loser.flatMap(it -> snapshot.job(Order.id(it)));
        Optional<Plan.Broken> promise = losing.isEmpty()
                ? job.promise().map(start -> new Plan.Broken(job.id(), ScheduleProblems.promiseClearing(start, node)))
                : losing.flatMap(it -> it.promise()
                        .map(start -> new Plan.Broken(it.id(), ScheduleProblems.promiseQuota(start, other))));
        Predicate<Promised> stands = it -> !it.job().equals(job.id())
                && losing.filter(lost -> lost.id().equals(it.job())).isEmpty();
        return new Plan(
                plan.starts(),
                plan.broken().or(() -> promise),
                plan.promised().filter(stands),
                plan.head().filter(stands),
                plan.kept(),
                plan.wakeAt(),
                plan.wanting(),
                new Plan.ByQuota(
                        true,
                        plan.quotas().voids(),
                        Optional.of(new Plan.Halt(job.id(), node, victims)),
                        plan.quotas().lacking()),
                plan.reserved());
    }

    private Plan waking(Plan plan, Optional<Instant> laterAt) {
        Optional<Instant> leave =
                clearings.nextLeave().map(at -> Instant.ofEpochSecond(at).plusMillis(1));
        Optional<Instant> first = Stream.of(plan.wakeAt(), laterAt, leave)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new Plan(
                plan.starts(),
                plan.broken(),
                plan.promised(),
                plan.head(),
                plan.kept(),
                first,
                plan.wanting(),
                plan.quotas(),
                plan.reserved());
    }
}
