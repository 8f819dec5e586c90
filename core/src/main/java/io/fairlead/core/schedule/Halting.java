package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.ledger.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * For whom others are halted, after a pass in which nobody started: the first within its project's quota for whom that helps, and
 * by which no promise is broken and nobody who keeps nodes for himself is passed there.
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
    Plan upon(Plan plan, Easy<Demand, Yard.Held> easy, Easy.Pass<Demand, Yard.Held> pass) {
        // What heads lacked since they themselves keep it says nothing any more.
        yard.beginAgain();
        Preemption preemption = new Preemption(clearings, yard.standing().quotas(), now);
        Set<Integer> barred = new TreeSet<>();
        for (Waiting<Demand> job : inTurn()) {
            if (mayPreempt(job)) {
                for (Preemption.Choice choice : preemption.choices(job, barred)) {
                    if (startsBefore(easy, job, choice.gone())) {
                        break;
                    }
                    if (breaksNothing(job, choice, easy, pass)) {
                        return halting(plan, job, choice);
                    }
                }
            }
            if (pass.kept().contains(job)) {
                job.demand().zone().machines(yard.fleet().size()).forEach(barred::add);
            }
        }
        return waking(plan, preemption.laterAt());
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
        Demand demand = job.demand();
        return !yard.standing().isOver(demand.owner().project(), demand.claimed()) && !yard.bars(demand);
    }

    /** Whether it was promised a start that is as early. */
    private static boolean startsBefore(Easy<Demand, Yard.Held> easy, Waiting<Demand> job, long gone) {
        return easy.promise()
                .filter(it -> it.job().equals(job) && it.start() <= gone)
                .isPresent();
    }

    /** A pass with the machine kept for the job, on trial. */
    private boolean breaksNothing(
            Waiting<Demand> job,
            Preemption.Choice choice,
            Easy<Demand, Yard.Held> easy,
            Easy.Pass<Demand, Yard.Held> before) {
        int mark = clearings.mark();
        List<Yard.Held> leaving = new ArrayList<>(clearings.leaving(choice.machine()));
        choice.victims().forEach(victim -> leaving.add(victim.held()));
        clearings.keep(job, choice.machine(), leaving, choice.gone());
        Easy<Demand, Yard.Held> trial = new Easy<>(yard, line, Easy.Slip.TO_THE_PROMISE);
        easy.promise().filter(it -> !it.job().equals(job)).ifPresent(trial::promised);
        Easy.Pass<Demand, Yard.Held> after = trial.pass(Bounds.seconds(now));
        Set<Waiting<Demand>> started = new HashSet<>();
        after.starts().forEach(it -> {
            yard.giveBack(it.held());
            line.add(it.job());
            started.add(it.job());
        });
        clearings.backTo(mark, choice.machine());
        return after.broken().isEmpty()
                && before.kept().stream()
                        .allMatch(it -> it.equals(job)
                                || started.contains(it)
                                || after.kept().contains(it));
    }

    private Plan halting(Plan plan, Waiting<Demand> beneficiary, Preemption.Choice choice) {
        Job job = snapshot.job(Order.id(beneficiary)).orElseThrow();
        NodeRef node = yard.node(choice.machine());
        String other = job.submission().project().name();
        List<Plan.Broken> victims = choice.victims().stream()
                .map(victim -> new Plan.Broken(
                        victim.job().id(),
                        ScheduleProblems.preempted(victim.held().owner().project(), node, other)))
                .toList();
        Optional<Plan.Broken> promise =
                job.promise().map(start -> new Plan.Broken(job.id(), ScheduleProblems.promiseClearing(start, node)));
        return new Plan(
                plan.starts(),
                plan.broken().or(() -> promise),
                plan.promised().filter(it -> !it.job().equals(job.id())),
                plan.head().filter(it -> !it.job().equals(job.id())),
                plan.kept(),
                plan.wakeAt(),
                plan.wanting(),
                new Plan.ByQuota(
                        true,
                        plan.quotas().voids(),
                        Optional.of(new Plan.Halt(job.id(), node, victims)),
                        plan.quotas().lacking()));
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
                plan.quotas());
    }
}
