package io.fairlead.core.pack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Machines and a policy. A task is placed in a time that does not grow with their number: each shape keeps its ranking,
 * and only machines that changed since are ranked anew. Not for several threads.
 */
public final class Fleet {
    private static final int UNFIT = -1;

    /** Rankings that are kept; beyond, those that are still asked for are made anew. */
    private static final int RANKINGS_MAX = 4096;

    private final Machine[] machines;
    private final Policy policy;
    private final Map<Wanted, Ranking> rankings = new HashMap<>();
    /** Machines in the order in which they changed, a ring. */
    private final int[] changed;

    /** Of each machine the number of its last change. */
    private final long[] last;

    private long changes;

    private record Wanted(Shape shape, Zone zone) {}

    /** @param machines in the order that decides between equals; at least one */
    public Fleet(List<Machine> machines, Policy policy) {
        this.machines = machines.toArray(Machine[]::new);
        this.policy = policy;
        changed = new int[Math.max(1, this.machines.length)];
        last = new long[this.machines.length];
    }

    /**
     * Where a task went.
     *
     * @param machine its place in the fleet's order
     * @param devices as bits
     */
    public record Place(int machine, long devices) {}

    /** Finds the best machine and takes what the task asks for; empty where it fits nowhere. */
    public Optional<Place> place(Shape shape) {
        return place(shape, Zone.EVERYWHERE);
    }

    /** The same, among the machines of a zone. */
    public Optional<Place> place(Shape shape, Zone zone) {
        return placeAt(ranking(shape, zone).best(), shape);
    }

    /** The same, but not on this machine. */
    public Optional<Place> placeBut(int machine, Shape shape, Zone zone) {
        return placeAt(ranking(shape, zone).bestBut(machine), shape);
    }

    private Optional<Place> placeAt(int best, Shape shape) {
        if (best < 0) {
            return Optional.empty();
        }
        long devices = policy.devices(machines[best], shape);
        take(best, shape, devices);
        return Optional.of(new Place(best, devices));
    }

    /** Whether it could be placed now. */
    public boolean fits(Shape shape, Zone zone) {
        return ranking(shape, zone).best() >= 0;
    }

    /** How well a task would go on a machine, more being better; negative where it does not fit now. */
    public int rank(int machine, Shape shape) {
        return machines[machine].fits(shape) ? policy.rank(machines[machine], shape) : UNFIT;
    }

    /** Which devices of a machine that it fits the task would get, as bits. */
    public long devices(int machine, Shape shape) {
        return policy.devices(machines[machine], shape);
    }

    /** The same of a machine that is not as it is now. */
    public long devices(Machine then, Shape shape) {
        return policy.devices(then, shape);
    }

    /** As it is now; to be looked at or copied. */
    public Machine machine(int index) {
        return machines[index];
    }

    public int size() {
        return machines.length;
    }

    /** Closes a machine to whatever is placed, or opens it. */
    public void close(int machine, boolean closed) {
        if (machines[machine].closed() != closed) {
            machines[machine].close(closed);
            note(machine);
        }
    }

    /** The same machines in the same state, on their own. */
    public Fleet copy() {
        return new Fleet(Arrays.stream(machines).map(Machine::copy).toList(), policy);
    }

    /** Takes it where somebody else has decided. */
    public void take(int machine, Shape shape, long devices) {
        machines[machine].take(shape, devices);
        note(machine);
    }

    public void giveBack(Shape shape, Place place) {
        machines[place.machine()].giveBack(shape, place.devices());
        note(place.machine());
    }

    private void note(int machine) {
        changed[(int) (changes % changed.length)] = machine;
        last[machine] = changes;
        changes++;
    }

    private Ranking ranking(Shape shape, Zone zone) {
        Wanted wanted = new Wanted(shape, zone);
        Ranking known = rankings.get(wanted);
        if (known == null && rankings.size() >= RANKINGS_MAX) {
            rankings.clear();
        }
        if (known == null || changes - known.seen > changed.length / 2) {
            Ranking fresh = known == null ? new Ranking(machines.length) : known;
            for (int i = 0; i < machines.length; i++) {
                fresh.set(i, rank(i, wanted));
            }
            fresh.play();
            fresh.seen = changes;
            rankings.put(wanted, fresh);
            return fresh;
        }
        while (known.seen < changes) {
            int machine = changed[(int) (known.seen % changed.length)];
            if (last[machine] == known.seen) {
                known.update(machine, rank(machine, wanted));
            }
            known.seen++;
        }
        return known;
    }

    private int rank(int machine, Wanted wanted) {
        return wanted.zone().holds(machine) ? rank(machine, wanted.shape()) : UNFIT;
    }
}
