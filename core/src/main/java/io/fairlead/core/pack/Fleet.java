package io.fairlead.core.pack;

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

    private final Machine[] machines;
    private final Policy policy;
    private final Map<Shape, Ranking> rankings = new HashMap<>();
    /** Machines in the order in which they changed, a ring. */
    private final int[] changed;

    /** Of each machine the number of its last change. */
    private final long[] last;

    private long changes;

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
        int best = ranking(shape).best();
        if (best < 0) {
            return Optional.empty();
        }
        long devices = policy.devices(machines[best], shape);
        take(best, shape, devices);
        return Optional.of(new Place(best, devices));
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

    private Ranking ranking(Shape shape) {
        Ranking known = rankings.get(shape);
        if (known == null || changes - known.seen > changed.length / 2) {
            Ranking fresh = known == null ? new Ranking(machines.length) : known;
            for (int i = 0; i < machines.length; i++) {
                fresh.set(i, rank(machines[i], shape));
            }
            fresh.play();
            fresh.seen = changes;
            rankings.put(shape, fresh);
            return fresh;
        }
        while (known.seen < changes) {
            int machine = changed[(int) (known.seen % changed.length)];
            if (last[machine] == known.seen) {
                known.update(machine, rank(machines[machine], shape));
            }
            known.seen++;
        }
        return known;
    }

    private int rank(Machine machine, Shape shape) {
        return machine.fits(shape) ? policy.rank(machine, shape) : UNFIT;
    }
}
