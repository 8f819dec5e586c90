package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nodes that are kept for jobs while others leave there. During a pass such a job holds what it will need beside what those
 * have who leave, and takes part in nothing else; what they have is reckoned to be its own from then on.
 */
final class Clearings {
    private final Yard yard;
    private final Line<Demand> line;
    private final Map<Integer, List<Holder>> holders;
    private final long now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Map<Integer, Waiting<Demand>> kept = new TreeMap<>();
    private final List<Easy.Started<Demand, Held>> starts = new ArrayList<>();
    private final List<Lost> voids = new ArrayList<>();

    /** One for which its node is not kept any more. */
    record Lost(Waiting<Demand> job, Problem cause) {}

    /** @param holders by machine */
    Clearings(Yard yard, Line<Demand> line, Map<Integer, List<Holder>> holders, long now) {
        this.yard = yard;
        this.line = line;
        this.holders = holders;
        this.now = now;
    }

    /** Its node is not there any more. */
    void lost(Waiting<Demand> job, NodeRef node) {
        voids.add(new Lost(job, ScheduleProblems.clearingVoid(node, "there is no such node any more")));
    }

    /** Starts it on its machine where it fits by now, else keeps that for it, or finds that this is of no use. */
    void settle(Waiting<Demand> job, int machine) {
        Demand demand = job.demand();
        Optional<String> obstacle = obstacle(demand, machine);
        if (obstacle.isPresent()) {
            voids.add(new Lost(job, ScheduleProblems.clearingVoid(yard.node(machine), obstacle.get())));
        } else if (yard.fleet().machine(machine).fits(yard.shape(demand))) {
            line.remove(job);
            starts.add(new Easy.Started<>(job, yard.takeOn(machine, demand, now + job.limit())));
        } else {
            List<Held> leaving = leaving(machine);
            keep(job, machine, leaving, gone(leaving));
        }
    }

    private Optional<String> obstacle(Demand demand, int machine) {
        if (yard.bars(demand)) {
            return Optional.of("a limit of its owner, its bucket or its project's quota leaves it nothing");
        }
        if (yard.standing().isOver(demand.owner().project(), demand.claimed())) {
            return Optional.of("it would run over the quota of its project now");
        }
        if (yard.fleet().machine(machine).closed()) {
            return Optional.of("the node takes no jobs at present");
        }
        List<Held> leaving = leaving(machine);
        if (without(machine, leaving).fits(shape(demand, gone(leaving)))) {
            return Optional.empty();
        }
        return without(machine, leaving).fits(demand.shape())
                ? Optional.of("what it was to get is reserved")
                : Optional.of("those who were to leave have not, or left too little");
    }

    /** When these have left at the latest. */
    private long gone(Collection<Held> leaving) {
        return leaving.stream().mapToLong(Held::until).max().orElse(now);
    }

    /** What a job asks for where it starts when those who leave have gone. */
    Shape shape(Demand demand, long gone) {
        return yard.reserves().shape(demand, Math.max(now, gone));
    }

    /** Those who leave a machine in time. */
    List<Held> leaving(int machine) {
        return holders.getOrDefault(machine, List.of()).stream()
                .filter(holder -> holder.leaves(now))
                .map(Holder::held)
                .toList();
    }

    /** The open machines where it may run. */
    int[] open(Demand demand) {
        return demand.zone()
                .machines(yard.fleet().size())
                .filter(machine -> !yard.fleet().machine(machine).closed())
                .toArray();
    }

    /** A machine as it is when these have left. */
    Machine without(int machine, Collection<Held> leaving) {
        Machine then = yard.fleet().machine(machine).copy();
        leaving.forEach(held -> then.giveBack(held.shape(), held.devices()));
        return then;
    }

    /**
     * Keeps a machine for a job that fits there when these have left.
     *
     * @param gone when they have at the latest
     */
    void keep(Waiting<Demand> job, int machine, Collection<Held> leaving, long gone) {
        long until = Math.max(now, gone) + job.limit();
        line.remove(job);
        undo.push(() -> line.add(job));
        yard.charge(job.demand());
        undo.push(() -> yard.uncharge(job.demand()));
        beside(job, machine, leaving, until).forEach(held -> {
            yard.put(held);
            undo.push(() -> yard.leave(held));
        });
        for (Held held : leaving) {
            yard.leave(held);
            yard.put(held.until(until));
            undo.push(() -> {
                yard.leave(held.until(until));
                yard.put(held);
            });
        }
        kept.put(machine, job);
    }

    /** What a job needs beside what these have: cores, memory and whole devices, then parts of devices one by one. */
    private List<Held> beside(Waiting<Demand> job, int machine, Collection<Held> leaving, long until) {
        Demand demand = job.demand();
        Shape shape = shape(demand, until - job.limit());
        Machine here = yard.fleet().machine(machine);
        Machine then = without(machine, leaving);
        long devices = shape.gpus() == 0 ? 0 : yard.fleet().devices(then, shape);
        long whole = 0;
        List<Held> parts = new ArrayList<>();
        for (long rest = devices; rest != 0; rest &= rest - 1) {
            int device = Long.numberOfTrailingZeros(rest);
            int more = Math.max(0, shape.milli() - (then.free(device) - here.free(device)));
            if (more == Shape.WHOLE) {
                whole |= 1L << device;
            } else if (more > 0) {
                Shape part = new Shape(0, 0, 1, more, 0);
                parts.add(new Held(machine, part, 1L << device, until, demand.owner(), UserUse.NONE, List.of(), false));
            }
        }
        Shape most = new Shape(
                Math.max(0, shape.cores() - sum(leaving, true)),
                Math.max(0, shape.memory() - sum(leaving, false)),
                Long.bitCount(whole),
                Shape.WHOLE,
                0);
        parts.add(new Held(machine, most, whole, until, demand.owner(), demand.use(), demand.buckets(), demand.firm()));
        return parts;
    }

    private static long sum(Collection<Held> all, boolean cores) {
        return all.stream()
                .mapToLong(held -> cores ? held.shape().cores() : held.shape().memory())
                .sum();
    }

    /** By machine, for whom it is kept. */
    Map<Integer, Waiting<Demand>> kept() {
        return kept;
    }

    List<Easy.Started<Demand, Held>> starts() {
        return starts;
    }

    List<Lost> voids() {
        return voids;
    }

    /** Those of a machine who hold something. */
    List<Holder> holders(int machine) {
        return holders.getOrDefault(machine, List.of());
    }

    Collection<List<Holder>> holders() {
        return holders.values();
    }

    /** When the first of those who are waited for should have left: after that nobody reckons with it. */
    Optional<Long> nextLeave() {
        return kept.keySet().stream()
                .flatMap(machine -> holders(machine).stream())
                .filter(holder -> holder.leaves(now))
                .map(holder -> holder.held().until())
                .filter(until -> until < Waiting.UNBOUNDED)
                .min(Long::compare);
    }

    /** Undoes everything but starts. */
    void end() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        kept.clear();
    }

    /** A mark to which {@link #backTo} goes back. */
    int mark() {
        return undo.size();
    }

    void backTo(int mark, int machine) {
        while (undo.size() > mark) {
            undo.pop().run();
        }
        kept.remove(machine);
    }
}
