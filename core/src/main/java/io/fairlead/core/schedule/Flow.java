package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * When jobs start that are too far down a long queue to be played pass by pass: reckoned by amounts, as if the open nodes were one
 * and everything on it could be divided. Each starts when what it asks for has been worked off of those before it.
 */
final class Flow {
    private static final int CORES = 0;
    private static final int MEMORY = 1;
    private static final int DEVICES = 2;

    /** Of so many jobs of one user in line one more starts with the first: the order of a very long queue, a little coarser. */
    private static final int PEERS = 64;

    private final long from;
    private final double[] there = new double[DEVICES + 1];
    /** Of each so much times seconds. */
    private final double[] ahead = new double[DEVICES + 1];

    /** @param from seconds since 1970 */
    Flow(Fleet fleet, long from) {
        this.from = from;
        for (int i = 0; i < fleet.size(); i++) {
            Machine machine = fleet.machine(i);
            if (!machine.closed()) {
                there[CORES] += machine.cores();
                there[MEMORY] += machine.memory();
                there[DEVICES] += (double) machine.gpus() * Shape.WHOLE;
            }
        }
    }

    /** Jobs of which none's turn overtakes another's, in their order, and the rank of the first. */
    private record Group(Rank rank, Deque<Waiting<Demand>> jobs) implements Comparable<Group> {
        static Group of(Yard yard, Deque<Waiting<Demand>> jobs) {
            return new Group(yard.rank(jobs.element()), jobs);
        }

        @Override
        public int compareTo(Group other) {
            int order = rank.compareTo(other.rank);
            order = order == 0
                    ? Long.compare(jobs.element().order(), other.jobs.element().order())
                    : order;
            return order == 0
                    ? Long.compare(jobs.element().tie(), other.jobs.element().tie())
                    : order;
        }
    }

    /**
     * All that wait, nearly in the order in which turns come if everybody fits.
     *
     * @param yard whose shares are changed
     */
    static List<Waiting<Demand>> inTurn(Yard yard, Line<Demand> line) {
        PriorityQueue<Group> groups = groups(yard, line);
        List<Waiting<Demand>> order = new ArrayList<>(line.size());
        while (!groups.isEmpty()) {
            Group then = groups.remove();
            Group now = Group.of(yard, then.jobs);
            for (int i = then.jobs.size() / PEERS; now.rank.compareTo(then.rank) <= 0 && i >= 0; i--) {
                Waiting<Demand> job = then.jobs.remove();
                yard.standing()
                        .take(job.demand().owner().account(), job.demand().claimed());
                order.add(job);
            }
            if (!then.jobs.isEmpty()) {
                groups.add(Group.of(yard, then.jobs));
            }
        }
        return order;
    }

    private static PriorityQueue<Group> groups(Yard yard, Line<Demand> line) {
        record Alike(Object peers, long second) {}
        Map<Alike, Deque<Waiting<Demand>>> alike = new HashMap<>();
        for (Waiting<Demand> job : line.jobs()) {
            Alike key = new Alike(yard.peers(job.demand()), yard.rank(job).second());
            alike.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(job);
        }
        PriorityQueue<Group> groups = new PriorityQueue<>();
        alike.values().forEach(jobs -> groups.add(Group.of(yard, jobs)));
        return groups;
    }

    /** One that takes so much for so long before whoever is asked about next. */
    void add(Shape shape, long seconds) {
        ahead[CORES] += (double) shape.cores() * seconds;
        ahead[MEMORY] += (double) shape.memory() * seconds;
        ahead[DEVICES] += (double) shape.gpuMilli() * seconds;
    }

    /** Seconds since 1970 at which such a job starts; empty where there is nothing of what it asks for. */
    OptionalLong start(Shape shape) {
        double wait = Math.max(
                delay(CORES, shape.cores()), Math.max(delay(MEMORY, shape.memory()), delay(DEVICES, shape.gpuMilli())));
        return wait < Waiting.UNBOUNDED ? OptionalLong.of(from + (long) Math.ceil(wait)) : OptionalLong.empty();
    }

    private double delay(int what, long asked) {
        return asked == 0 ? 0 : ahead[what] / there[what];
    }
}
