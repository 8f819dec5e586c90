package io.fairlead.cli.command.reservation;

import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.World;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.api.ReservationList.ReservationView.ReservedDevice;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of a reservation. */
public record ReservationText(World world) {
    String state(ReservationView one) {
        Instant now = world.clock().instant();
        return one.from().isAfter(now) ? "coming" : one.until().isAfter(now) ? "in force" : "over";
    }

    String time(Instant at) {
        return Ago.local(at, world.zone());
    }

    /** As in {@code 2 × A100 (GPU 0, 1)}. */
    static String devices(ReservationView one) {
        if (one.devices().isEmpty()) {
            return "none";
        }
        String models =
                one.devices().stream().map(ReservedDevice::model).distinct().collect(Collectors.joining(", "));
        String indexes = one.devices().stream()
                .map(device -> Integer.toString(device.index()))
                .collect(Collectors.joining(", "));
        return one.devices().size() + " × " + models + " (GPU " + indexes + ")";
    }

    static String members(ReservationView one) {
        if (one.members().isEmpty()) {
            return "others";
        }
        var members = one.members().get();
        String all = Stream.of(
                        members.users().stream().map(name -> "user:" + name),
                        members.projects().stream().map(name -> "project:" + name),
                        members.groups().stream().map(name -> "group:" + name))
                .flatMap(names -> names)
                .collect(Collectors.joining(","));
        return all.isEmpty() ? "nobody" : all;
    }

    /** What of a node is reserved from when until when. */
    public String ofNode(ReservationView one) {
        String gpus = one.devices().isEmpty() ? Amount.of(one.cpus(), "CPU") : devices(one);
        return "reservation " + one.name() + ": " + gpus + " from " + time(one.from()) + " until " + time(one.until());
    }

    /** One sentence. */
    String sentence(ReservationView one) {
        return "reservation " + one.name() + ": " + devices(one) + ", " + Amount.of(one.cpus(), "CPU") + " and "
                + Amount.bytes(one.memoryBytes()) + " of node " + one.node() + " from " + time(one.from()) + " until "
                + time(one.until()) + " for " + members(one);
    }
}
