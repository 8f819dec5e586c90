package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is halted so that a job within its project's quota can start: of those who run over the quota of theirs, may be preempted
 * and have had their {@code minDuration}, a set with which it fits on one machine and without any of whom it does not. The
 * least loss first: what they used since they began to run, in GPU-seconds; of equals those who came last.
 */
final class Preemption {
    private final Clearings clearings;
    private final Quotas quotas;
    private final Instant now;
    /** By project those who hold something, leave it to nobody yet and may be preempted, who came first in front. */
    private final Map<String, List<Holder>> soft = new TreeMap<>();

    private final Map<String, Quota.Part> firm = new TreeMap<>();
    private Optional<Instant> laterAt = Optional.empty();

    /**
     * A set that would do.
     *
     * @param machine which the job could start on
     * @param gone when they have given back everything at the latest, seconds since 1970
     * @param loss in milli-GPU-seconds
     */
    record Choice(int machine, List<Holder> victims, long gone, long loss) {}

    Preemption(Clearings clearings, Quotas quotas, Instant now) {
        this.clearings = clearings;
        this.quotas = quotas;
        this.now = now;
        clearings.holders().stream()
                .flatMap(Collection::stream)
                .filter(holder -> !holder.isStopped())
                .sorted(Holder.FIRST)
                .forEach(this::enter);
    }

    private void enter(Holder holder) {
        String project = holder.held().owner().project();
        if (holder.held().firm()) {
            firm.merge(project, part(holder), Quota.Part::plus);
        } else {
            soft.computeIfAbsent(project, _ -> new ArrayList<>()).add(holder);
        }
    }

    private static Quota.Part part(Holder holder) {
        return holder.held().claimed().part();
    }

    /** When somebody has had his time who is not preempted before, and would have been looked at. */
    Optional<Instant> laterAt() {
        return laterAt;
    }

    /**
     * The sets that would do, each on another machine.
     *
     * @param barred machines that are kept for others
     * @return the least loss first; empty also where the job need only wait for those who leave already
     */
    List<Choice> choices(Waiting<Demand> job, Collection<Integer> barred) {
        List<Choice> choices = new ArrayList<>();
        for (int machine : clearings.open(job.demand())) {
            if (barred.contains(machine) || clearings.kept().containsKey(machine)) {
                continue;
            }
            List<Held> leaving = clearings.leaving(machine);
            if (fits(job.demand(), machine, leaving, List.of())) {
                return List.of();
            }
            victims(job.demand(), machine, leaving).ifPresent(choices::add);
        }
        choices.sort(Comparator.comparingLong(Choice::loss)
                .thenComparingInt(choice -> choice.victims().size())
                .thenComparingInt(Choice::machine));
        return choices;
    }

    private Optional<Choice> victims(Demand demand, int machine, List<Held> leaving) {
        Set<Holder> chosen = new HashSet<>();
        List<Holder> order = new ArrayList<>();
        for (Holder holder : byLoss(machine)) {
            if (!fits(demand, machine, leaving, order)
                    && isOver(holder, Optional.of(demand), chosen)
                    && hasHadItsTime(holder)) {
                chosen.add(holder);
                order.add(holder);
            }
        }
        if (!fits(demand, machine, leaving, order)) {
            return Optional.empty();
        }
        for (Holder holder : List.copyOf(order).reversed()) {
            List<Holder> fewer = new ArrayList<>(order);
            fewer.remove(holder);
            if (fits(demand, machine, leaving, fewer)) {
                order = fewer;
            }
        }
        long gone = gone(order);
        long loss = order.stream().mapToLong(holder -> holder.loss(now)).sum();
        return Optional.of(new Choice(machine, order, gone, loss));
    }

    /** But for those who are late already: nobody reckons with their end. */
    private List<Holder> byLoss(int machine) {
        return clearings.holders(machine).stream()
                .filter(holder -> !holder.isStopped() && !holder.held().firm())
                .filter(holder -> holder.held().until() >= Bounds.seconds(now))
                .sorted(Comparator.<Holder>comparingLong(holder -> holder.loss(now))
                        .thenComparing(Collections.reverseOrder(Holder.FIRST)))
                .toList();
    }

    private boolean hasHadItsTime(Holder holder) {
        Optional<Instant> until = holder.safeUntil(quotas);
        boolean has = until.filter(at -> !at.isAfter(now)).isPresent();
        if (!has) {
            until.filter(at -> laterAt.filter(at::isAfter).isEmpty()).ifPresent(at -> laterAt = Optional.of(at));
        }
        return has;
    }

    private boolean fits(Demand demand, int machine, List<Held> leaving, List<Holder> victims) {
        List<Held> all = new ArrayList<>(leaving);
        victims.forEach(holder -> all.add(holder.held()));
        long others = leaving.stream().mapToLong(Held::until).max().orElse(0);
        return clearings.without(machine, all).fits(clearings.shape(demand, Math.max(others, gone(victims))));
    }

    private long gone(List<Holder> victims) {
        return victims.stream()
                .mapToLong(holder -> Math.min(holder.held().until(), Bounds.halted(holder.job(), now)))
                .max()
                .orElse(0);
    }

    /**
     * Whether it is over the quota of its project, of those who would still hold something there: first those who may not be
     * preempted, then who came first.
     */
    private boolean isOver(Holder one, Optional<Demand> beneficiary, Set<Holder> gone) {
        String project = one.held().owner().project();
        Quota.Part before = firm.getOrDefault(project, Quota.Part.NONE);
        Optional<Demand> own =
                beneficiary.filter(it -> it.firm() && it.owner().project().equals(project));
        if (own.isPresent()) {
            before = before.plus(own.get().claimed().part());
        }
        for (Holder holder : soft.getOrDefault(project, List.of())) {
            if (holder.equals(one)) {
                return !quotas.of(project).covers(before, part(one));
            }
            before = gone.contains(holder) ? before : before.plus(part(holder));
        }
        throw new IllegalStateException("nothing is held by " + one.job().id());
    }

    /** Who of those that hold something runs over the quota of its project. */
    boolean isOver(Holder one) {
        return !one.held().firm() && !one.isStopped() && isOver(one, Optional.empty(), Set.of());
    }
}
