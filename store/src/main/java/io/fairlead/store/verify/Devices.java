package io.fairlead.store.verify;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Portion;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What jobs hold and held of devices: by the changes, by the leases, and by the devices' own counts. */
final class Devices {
    static final String LEASES = "SELECT * FROM lease WHERE job = ?";
    private static final String COUNTS = "SELECT * FROM device";

    private record Place(NodeRef node, DeviceId device) {
        @Override
        public String toString() {
            return node + " " + device;
        }
    }

    private record Span(long taken, long released, Portion portion, String job) {}

    /** A row of a lease, but for its key. */
    private record Stored(Place place, String kind, int milli, Instant taken, Optional<Instant> released) {}

    private final Findings findings;
    private final Map<Place, List<Span>> spans = new HashMap<>();

    Devices(Findings findings) {
        this.findings = findings;
    }

    /**
     * The leases of one job.
     *
     * @param leases the prepared {@link #LEASES}
     */
    void compare(Command leases, long number, String id, List<Replay.Lease> expected) throws SQLException {
        Map<Replay.Key, Stored> found = new HashMap<>();
        leases.number(number).each(row -> found.put(key(row), lease(row)));
        for (Replay.Lease lease : expected) {
            Place place = new Place(lease.placement().where(), lease.device());
            Portion portion = lease.placement().portion();
            spans.computeIfAbsent(place, _ -> new ArrayList<>())
                    .add(new Span(lease.held().takenSeq(), lease.held().releasedSeq(), portion, id));
            Stored should = new Stored(
                    place,
                    portion.kind().word(),
                    portion.each().milli(),
                    lease.held().taken(),
                    lease.held().released());
            String row = id + " " + lease.key().attempt() + " " + place;
            Stored stored = found.remove(lease.key());
            if (stored == null) {
                findings.add(new Difference("lease", row, "row", "present", "missing"));
            } else {
                findings.compareRecords("lease", row, should, stored);
            }
        }
        found.forEach((key, lease) -> findings.add(
                new Difference("lease", id + " " + key.attempt() + " " + lease.place(), "row", "none", "present")));
    }

    private static Replay.Key key(Row row) throws SQLException {
        return new Replay.Key(row.small("attempt"), row.small("rank"), row.small("position"));
    }

    private static Stored lease(Row row) throws SQLException {
        NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
        return new Stored(
                new Place(node, new DeviceId(row.text("device"))),
                row.text("kind"),
                row.small("milli"),
                row.time("taken"),
                row.maybeTime("released"));
    }

    /** The devices, once every job was looked at. */
    void compare(Connection connection) throws SQLException {
        Map<Place, Integer> expected = new HashMap<>();
        spans.forEach((place, held) -> {
            int open = held.stream()
                    .filter(span -> span.released() == 0)
                    .mapToInt(span -> span.portion().each().milli())
                    .sum();
            expected.put(place, open);
            overlap(place, held);
        });
        try (Command command = new Command(connection, COUNTS)) {
            command.each(row -> {
                NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
                Place place = new Place(node, new DeviceId(row.text("id")));
                int used = Optional.ofNullable(expected.remove(place)).orElse(0);
                findings.compare("device", place.toString(), "used_milli", used, row.small("used_milli"));
            });
        }
        expected.forEach((place, used) -> {
            if (used > 0) {
                findings.add(new Difference("device", place.toString(), "row", "used " + used, "missing"));
            }
        });
    }

    /** By the log's own order: of a device no more is given than is left of it. */
    private void overlap(Place place, List<Span> held) {
        held.sort(Comparator.comparingLong(Span::taken));
        List<Span> open = new ArrayList<>();
        for (Span next : held) {
            open.removeIf(span -> span.released() != 0 && span.released() <= next.taken());
            open.add(next);
            if (open.stream().mapToInt(span -> span.portion().held()).sum() > Portion.FULL) {
                Span before = open.getFirst();
                findings.add(new Difference(
                        "change",
                        Long.toString(next.taken()),
                        "device " + place,
                        "free when given to " + next.job(),
                        "held by " + before.job()));
            }
        }
    }
}
