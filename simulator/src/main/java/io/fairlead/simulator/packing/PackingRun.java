package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Fragmentation;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Policy;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.pack.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One seed of a packing simulation. */
final class PackingRun {
    private final List<Machine> machines;
    private final Optional<Fleet> fleet;
    private final Random random;

    /** @param policy empty for a machine drawn from those that fit */
    private PackingRun(List<Machine> machines, Optional<Policy> policy, Random random) {
        this.machines = machines;
        this.fleet = policy.map(it -> new Fleet(machines, it));
        this.random = random;
    }

    /**
     * What came of one seed.
     *
     * @param allocated thousandths of devices at the end
     * @param at the same when {@link Packing#MARKS} percent of the capacity had arrived; empty where it never did
     * @param fragmented thousandths of devices that typical tasks could not use at the end
     * @param nanos that the decisions took
     */
    record Outcome(
            long seed,
            long allocated,
            List<Optional<Long>> at,
            double fragmented,
            int placed,
            int dropped,
            long nanos) {
        Outcome {
            at = List.copyOf(at);
        }
    }

    static Outcome of(Packing packing, Workload typical, long seed) {
        Random random = new Random(seed);
        long capacity = packing.cluster().capacityMilli();
        List<Shape> arrivals = packing.tasks().arrivals(random, packing.arrive() * capacity);
        PackingRun run = new PackingRun(
                packing.cluster().machines(), packing.policy().policy(typical, packing.history()), random);
        long start = System.nanoTime();
        List<Optional<Long>> at = new ArrayList<>();
        long arrived = 0;
        long allocated = 0;
        int placed = 0;
        for (Shape shape : arrivals) {
            arrived += shape.gpuMilli();
            if (run.place(shape).isPresent()) {
                allocated += shape.gpuMilli();
                placed++;
            }
            while (at.size() < Packing.MARKS.size() && arrived * 100 >= Packing.MARKS.get(at.size()) * capacity) {
                at.add(Optional.of(allocated));
            }
        }
        long nanos = System.nanoTime() - start;
        while (at.size() < Packing.MARKS.size()) {
            at.add(Optional.empty());
        }
        Fragmentation fragmentation = new Fragmentation(typical);
        double fragmented = run.machines.stream().mapToDouble(fragmentation::of).sum();
        return new Outcome(seed, allocated, at, fragmented, placed, arrivals.size() - placed, nanos);
    }

    /** What is allocated, and what nobody could use, on the way. */
    static List<Packing.Step> steps(Packing packing, Workload typical, long seed) {
        Random random = new Random(seed);
        double capacity = packing.cluster().capacityMilli();
        List<Shape> arrivals = packing.tasks().arrivals(random, packing.arrive() * capacity);
        PackingRun run = new PackingRun(
                packing.cluster().machines(), packing.policy().policy(typical, packing.history()), random);
        Fragmentation fragmentation = new Fragmentation(typical);
        List<Packing.Step> steps = new ArrayList<>();
        double arrived = 0;
        double allocated = 0;
        for (Shape shape : arrivals) {
            while (arrived * Packing.PERCENT >= (double) steps.size() * Packing.STEP * capacity) {
                double fragmented =
                        run.machines.stream().mapToDouble(fragmentation::of).sum();
                steps.add(new Packing.Step(
                        (double) steps.size() * Packing.STEP,
                        Packing.PERCENT * allocated / capacity,
                        Packing.PERCENT * fragmented / capacity));
            }
            arrived += shape.gpuMilli();
            allocated += run.place(shape).isPresent() ? shape.gpuMilli() : 0;
        }
        return steps;
    }

    /** Where each task went, in the order in which they came; empty where it was dropped. */
    static List<Placed> placements(Packing packing, Workload typical, long seed) {
        Random random = new Random(seed);
        List<Shape> arrivals = packing.tasks()
                .arrivals(random, packing.arrive() * packing.cluster().capacityMilli());
        PackingRun run = new PackingRun(
                packing.cluster().machines(), packing.policy().policy(typical, packing.history()), random);
        return arrivals.stream()
                .map(shape -> new Placed(shape, run.place(shape)))
                .toList();
    }

    /** The machine by its place in the order of names, and the devices. */
    private Optional<Fleet.Place> place(Shape shape) {
        if (fleet.isPresent()) {
            return fleet.get().place(shape);
        }
        List<Machine> fitting =
                machines.stream().filter(machine -> machine.fits(shape)).toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        Machine machine = fitting.get(random.nextInt(fitting.size()));
        Policy any = (_, _) -> 0;
        long devices = any.devices(machine, shape);
        machine.take(shape, devices);
        return Optional.of(new Fleet.Place(machines.indexOf(machine), devices));
    }
}
