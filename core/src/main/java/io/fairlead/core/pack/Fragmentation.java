package io.fairlead.core.pack;

/**
 * Fragmentation gradient descent: takes the machine on which the task adds the least of what typical tasks could not use
 * any more (ATC 2023, as in {@link Policy}). The fragmentation of a machine is, over the typical tasks and weighed by
 * their shares, the idle device thousandths that the task cannot use: all of them where it needs no device or does not
 * fit, otherwise those on devices too full for it.
 */
public final class Fragmentation implements Policy {
    private static final int BEST = 100;

    private final Shape[] typical;
    private final double[] shares;

    /** @param workload what tasks here are like; at least one shape */
    public Fragmentation(Workload workload) {
        typical = workload.shapes().toArray(Shape[]::new);
        shares = workload.shares().stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public int rank(Machine machine, Shape shape) {
        double now = of(machine);
        long devices = devices(machine, shape, now);
        return score(now - after(machine, shape, devices));
    }

    @Override
    public long devices(Machine machine, Shape shape) {
        return devices(machine, shape, of(machine));
    }

    private long devices(Machine machine, Shape shape, double now) {
        if (!shape.shared()) {
            return machine.firstIdle(shape);
        }
        long best = 0;
        int most = -1;
        long seen = 0;
        for (int i = 0; i < machine.free.length; i++) {
            // Devices with as much free as one that was tried give the same.
            boolean whole = machine.free[i] == Shape.WHOLE;
            if (!machine.has(i, shape) || (whole && seen != 0)) {
                continue;
            }
            seen |= whole ? 1 : 0;
            int score = score(now - after(machine, shape, 1L << i));
            if (score > most) {
                most = score;
                best = 1L << i;
            }
        }
        return best;
    }

    private static int score(double decrease) {
        return (int) (BEST / (1 + Math.exp(-decrease / Shape.WHOLE)));
    }

    private double after(Machine machine, Shape shape, long devices) {
        machine.take(shape, devices);
        try {
            return of(machine);
        } finally {
            machine.giveBack(shape, devices);
        }
    }

    /** The fragmentation of a machine in thousandths of a device. */
    public double of(Machine machine) {
        double sum = 0;
        for (int i = 0; i < typical.length; i++) {
            sum += shares[i] * unusable(machine, typical[i]);
        }
        return sum;
    }

    private static int unusable(Machine machine, Shape task) {
        if (task.gpus() == 0 || !machine.fits(task)) {
            return machine.freeMilli;
        }
        int unusable = 0;
        for (int left : machine.free) {
            unusable += left < task.milli() ? left : 0;
        }
        return unusable;
    }
}
