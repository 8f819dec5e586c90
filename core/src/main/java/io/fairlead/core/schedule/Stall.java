package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One node: its devices in the order of the machine's, who is there, and what of it will be free when. */
record Stall(NodeRef ref, List<Device> devices, List<Yard.Held> held) {
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

    /** Room from a moment on. */
    record Then(long start, Machine machine) {}

    /** Those who are late already may stay for ever: nobody reckons with their end. */
    private static boolean ends(Yard.Held held, long now) {
        return held.until() >= now && held.until() < Waiting.UNBOUNDED;
    }

    /** The machine when everybody has left who has a latest moment; empty where nobody has. */
    Optional<Machine> emptied(Machine machine, long now) {
        List<Yard.Held> ends = held.stream().filter(it -> ends(it, now)).toList();
        Machine then = machine.copy();
        ends.forEach(it -> then.giveBack(it.shape(), it.devices()));
        return Optional.of(then).filter(_ -> !ends.isEmpty());
    }

    /** When there is room for such a job at the earliest, everybody staying to their latest moment. */
    Optional<Then> earliest(Machine machine, Shape shape, long now) {
        Machine then = machine.copy();
        List<Yard.Held> ends = held.stream()
                .filter(it -> ends(it, now))
                .sorted(Comparator.comparingLong(Yard.Held::until))
                .toList();
        for (int i = 0; i < ends.size(); i++) {
            Yard.Held next = ends.get(i);
            then.giveBack(next.shape(), next.devices());
            boolean moreThen = i + 1 < ends.size() && ends.get(i + 1).until() == next.until();
            if (!moreThen && then.fits(shape)) {
                return Optional.of(new Then(next.until(), then));
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
