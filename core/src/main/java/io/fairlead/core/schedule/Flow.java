package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Turns;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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

    /** All that wait, nearly in the order in which turns come if everybody fits. @param yard is changed */
    static List<Waiting<Demand>> inTurn(Yard yard, Line<Demand> line) {
        Turns<Demand> turns = new Turns<>(yard);
        turns.addAll(line.jobs());
        List<Waiting<Demand>> order = new ArrayList<>(line.size());
        while (order.size() < line.size()) {
            List<Waiting<Demand>> next = turns.next(PEERS);
            next.forEach(job -> yard.charge(job.demand()));
            order.addAll(next);
        }
        return order;
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
