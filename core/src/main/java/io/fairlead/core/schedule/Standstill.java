package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Stock;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.limits.LimitTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is so after a pass beside a head whose promise stood before, in which nobody came to keep room: nobody who waited then can
 * start until something is given back, somebody is late or the promise is due. Starts of those who came later only take room. So
 * until then a pass may look at newcomers alone, and comes to the same.
 */
final class Standstill {
    private final Promised head;
    private final Stock.Reservation<Demand> room;
    /** Who was decided to start and has not been seen to. */
    private final Set<JobId> awaited = new HashSet<>();

    private long seen;

    private Standstill(Promised head, Stock.Reservation<Demand> room, long seen) {
        this.head = head;
        this.room = room;
        this.seen = seen;
    }

    /**
     * After a pass.
     *
     * @param waiting of each class one. Where a limit or a bucket may bar one of them, what they lack or keep is up to whose turn
     *     it is, which goes on changing
     * @return empty where that pass leaves something open
     */
    static Optional<Standstill> after(
            Plan plan, Easy.Pass<Demand, Held> pass, List<Waiting<Demand>> waiting, LimitTable limits, Instant now) {
        boolean open = !pass.settled()
                || plan.quotas().apply()
                || waiting.stream().anyMatch(it -> mayBar(it.demand(), limits));
        if (open) {
            return Optional.empty();
        }
        Optional<Standstill> still = plan.head()
                .flatMap(head -> pass.reservation().map(it -> new Standstill(head, it, Bounds.seconds(now))));
        still.ifPresent(it -> plan.starts().forEach(start -> it.awaited.add(start.job())));
        return still;
    }

    private static boolean mayBar(Demand demand, LimitTable limits) {
        return !demand.buckets().isEmpty()
                || limits.mayBoundWhatRuns(demand.owner().login());
    }

    /** Of the plan. */
    Promised head() {
        return head;
    }

    /**
     * Whether what was decided has become true, nobody is late by now, and the promise is not due.
     *
     * @param ends by second since 1970, to when something is held at the latest
     */
    boolean lasts(NavigableMap<Long, ?> ends, Instant now) {
        long then = Bounds.seconds(now);
        @Nullable Long end = ends.ceilingKey(seen);
        return awaited.isEmpty() && then >= seen && then < Bounds.seconds(head.start()) && (end == null || end >= then);
    }

    /**
     * Whether a change is none to it: somebody came, goes on as before, or started elsewhere than where room is kept,
     * and not for ever.
     *
     * @param was what it held before the change
     * @param is what it holds now
     */
    boolean outlasts(Yard yard, Optional<Job> before, Job after, Optional<Held> was, Optional<Held> is) {
        if (before.isEmpty()) {
            return is.isEmpty();
        }
        awaited.remove(after.id());
        return was.isPresent()
                ? was.equals(is)
                : before.get().state() == JobState.QUEUED
                        && is.filter(held -> held.until() < Waiting.UNBOUNDED && !yard.isOn(room, held))
                                .isPresent();
    }

    /**
     * Who of the newcomers starts.
     *
     * @return empty where that can not be said without everybody else
     */
    Optional<List<Easy.Started<Demand, Held>>> starts(Yard yard, List<Waiting<Demand>> came, Instant at) {
        long now = Bounds.seconds(at);
        List<Waiting<Demand>> fitting = new ArrayList<>();
        for (Waiting<Demand> job : came) {
            boolean fits = yard.fits(job.demand());
            if (yard.mayBar(job.demand())
                    || (fits ? job.limit() >= Waiting.UNBOUNDED : !yard.isReckoned(job.demand(), now))) {
                return Optional.empty();
            }
            if (fits) {
                fitting.add(job);
            }
        }
        if (fitting.size() > 1) {
            return Optional.empty();
        }
        seen = now;
        return Optional.of(
                fitting.stream().flatMap(job -> start(yard, job, now).stream()).toList());
    }

    private Optional<Easy.Started<Demand, Held>> start(Yard yard, Waiting<Demand> job, long now) {
        long until = now + job.limit();
        Optional<Held> held = until <= room.start()
                ? yard.take(job.demand(), until)
                : yard.takeBeside(job.demand(), until, yard.again(room, now));
        held.ifPresent(_ -> awaited.add(Order.id(job)));
        return held.map(it -> new Easy.Started<>(job, it));
    }
}
