package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.pack.Corner;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** One node: its devices in the order of the machine's, who is there, and what of it will be free when. */
record Stall(NodeRef ref, List<Device> devices, List<Held> held) {
    /** One that is empty; of what will do the first is taken: the smallest MIG instance, before a whole device. */
    static Stall of(NodeUse use) {
        List<Device> devices = use.node().devices().stream()
                .sorted(Comparator.comparing((Device device) -> device.whole().each()))
                .toList();
        return new Stall(use.node().ref(), devices, new ArrayList<>());
    }

    /** The machine that it is: as large as it is or as what is held of it. */
    Machine empty(NodeUse use, Models models, List<Corner> corners) {
        Machine machine = new Machine(
                Math.max(use.node().cores().milli(), use.usedCores().milli()),
                Math.max(use.node().memory().count(), use.usedMemory().count()),
                devices.stream().mapToInt(device -> models.number(use, device)).toArray(),
                devices.stream().mapToInt(device -> device.spot().island()).toArray());
        machine.close(use.closed().isPresent());
        machine.keep(corners);
        return machine;
    }

    Stall copy() {
        return new Stall(ref, devices, new ArrayList<>(held));
    }

    /** Where a device is among them; -1 where it is not there any more. */
    int at(DeviceId device) {
        return IntStream.range(0, devices.size())
                .filter(i -> devices.get(i).id().equals(device))
                .findFirst()
                .orElse(-1);
    }

    /** Devices of the machine as bits, as far as they are still there. */
    long bits(List<DeviceId> some) {
        long bits = 0;
        for (DeviceId device : some) {
            int at = at(device);
            bits |= at < 0 ? 0 : 1L << at;
        }
        return bits;
    }

    /** Room from a moment on. */
    record Then(long start, Machine machine) {}

    /** Those who are late already may stay for ever: nobody reckons with their end. */
    static boolean ends(Held held, long now) {
        return held.until() >= now && held.until() < Waiting.UNBOUNDED;
    }

    /**
     * The machine when everybody has left who has a latest moment; empty where nobody has.
     *
     * @param more whether it is another one later in any case
     */
    Optional<Machine> emptied(Machine machine, long now, boolean more) {
        List<Held> ends = held.stream().filter(it -> ends(it, now)).toList();
        Machine then = machine.copy();
        ends.forEach(it -> then.giveBack(it.shape(), it.devices()));
        return Optional.of(then).filter(_ -> more || !ends.isEmpty());
    }

    /**
     * When there is room for such a job at the earliest, everybody staying to their latest moment.
     *
     * @param shape what it asks for where it starts at a moment
     * @param more moments at which there may be room, too, in order
     */
    Optional<Then> earliest(Machine machine, LongFunction<Shape> shape, long now, long[] more) {
        Machine then = machine.copy();
        List<Held> ends = held.stream()
                .filter(it -> ends(it, now))
                .sorted(Comparator.comparingLong(Held::until))
                .toList();
        int next = 0;
        int later = 0;
        while (next < ends.size() || later < more.length) {
            long end = next < ends.size() ? ends.get(next).until() : Long.MAX_VALUE;
            long time = later < more.length ? Math.min(end, more[later]) : end;
            while (next < ends.size() && ends.get(next).until() == time) {
                then.giveBack(ends.get(next).shape(), ends.get(next).devices());
                next++;
            }
            while (later < more.length && more[later] == time) {
                later++;
            }
            if (time >= now && then.fits(shape.apply(time))) {
                return Optional.of(new Then(time, then));
            }
        }
        return Optional.empty();
    }

    /** The machine at a moment to come. */
    Machine at(Machine machine, long now, long start) {
        Machine then = machine.copy();
        held.stream()
                .filter(it -> it.until() >= now && it.until() <= start)
                .forEach(it -> then.giveBack(it.shape(), it.devices()));
        return then;
    }
}
