package io.fairlead.core.backfill;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A number of processors, any of which will do: the machine of the workload archives, and one machine's CPUs. */
public final class Processors implements Stock<Integer, Processors.Held> {
    private final SortedMap<Long, Integer> ends;
    private int free;
    /** Who is planned, from the first that is until the end of the pass. */
    private @Nullable Profile plans;

    /** @param count all of them, free */
    public Processors(int count) {
        this(count, new TreeMap<>());
    }

    private Processors(int free, SortedMap<Long, Integer> ends) {
        this.free = free;
        this.ends = ends;
    }

    /**
     * What one job holds.
     *
     * @param until at the latest
     */
    public record Held(int count, long until) {}

    private static final class Kept implements Reservation<Integer> {
        private final long start;
        private int spare;

        private Kept(long start, int spare) {
            this.start = start;
            this.spare = spare;
        }

        @Override
        public long start() {
            return start;
        }
    }

    public int free() {
        return free;
    }

    /** What is given back at each moment at the latest. */
    public SortedMap<Long, Integer> ends() {
        return Collections.unmodifiableSortedMap(ends);
    }

    @Override
    public boolean fits(Integer demand) {
        return demand <= free;
    }

    @Override
    public boolean isReckoned(Integer demand, long now) {
        return true;
    }

    @Override
    public Optional<Held> take(Integer demand, long until) {
        if (demand > free) {
            return Optional.empty();
        }
        free -= demand;
        ends.merge(until, demand, Integer::sum);
        return Optional.of(new Held(demand, until));
    }

    @Override
    public Optional<Held> takeBeside(Integer demand, long until, Reservation<Integer> reservation) {
        Kept kept = (Kept) reservation;
        if (demand > kept.spare || demand > free) {
            return Optional.empty();
        }
        kept.spare -= demand;
        return take(demand, until);
    }

    @Override
    public boolean mayTakeBeside(Integer demand, Reservation<Integer> reservation) {
        return demand <= ((Kept) reservation).spare;
    }

    @Override
    public void giveBack(Held held) {
        free += held.count();
        ends.merge(held.until(), -held.count(), Integer::sum);
        ends.remove(held.until(), 0);
    }

    @Override
    public Optional<Reservation<Integer>> reserve(Integer demand, long now, Optional<Long> recorded) {
        int then = free;
        long start = now;
        for (Map.Entry<Long, Integer> end : ends.entrySet()) {
            boolean enough = then >= demand;
            if (enough && (recorded.isEmpty() || end.getKey() > recorded.get())) {
                break;
            }
            then += end.getValue();
            start = Math.max(start, end.getKey());
        }
        return Optional.of(new Kept(Math.max(start, recorded.orElse(start)), then - demand));
    }

    @Override
    public void planHead(Integer demand, long now, long limit, Reservation<Integer> reservation) {
        plans = new Profile(now, free, ends);
        plans.take(demand, reservation.start(), reservation.start() + limit);
    }

    @Override
    public boolean plan(Integer demand, long now, long limit) {
        plans().place(demand, limit);
        return true;
    }

    private Profile plans() {
        if (plans == null) {
            throw new IllegalStateException("nobody is planned");
        }
        return plans;
    }

    @Override
    public Optional<Held> takeAmong(Integer demand, long now, long until) {
        if (!plans().has(demand, until)) {
            return Optional.empty();
        }
        plans().take(demand, now, until);
        return take(demand, until);
    }

    @Override
    public void keepNothing() {
        plans = null;
    }

    @Override
    public Processors copy() {
        return new Processors(free, new TreeMap<>(ends));
    }
}
