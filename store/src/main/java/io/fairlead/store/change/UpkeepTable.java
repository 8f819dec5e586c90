package io.fairlead.store.change;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Drain;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.sqlite.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of what administrators said, and what they say together. */
public final class UpkeepTable {
    private static final String WHOLE = "";
    private static final String DRAIN = """
            INSERT INTO drain (cluster, node, device, since, by_login, reason) VALUES (?,?,?,?,?,?)
            ON CONFLICT (cluster, node, device)
            DO UPDATE SET since = excluded.since, by_login = excluded.by_login, reason = excluded.reason""";
    private static final String RESUME = "DELETE FROM drain WHERE cluster = ? AND node = ? AND device = ?";
    private static final String RESUME_ALL = "DELETE FROM drain WHERE cluster = ? AND node = ?";
    private static final String DRAINS = "SELECT * FROM drain ORDER BY cluster, node, device";
    private static final String RESERVE =
            "INSERT INTO reservation (name, cluster, node, until_time, body) VALUES (?,?,?,?,?)";
    private static final String FORGET = "DELETE FROM reservation WHERE until_time <= ?";
    private static final String UNRESERVE = "DELETE FROM reservation WHERE name = ?";
    private static final String RESERVATIONS = "SELECT * FROM reservation ORDER BY name";

    private UpkeepTable() {}

    static void write(Writer writer, UpkeepRecord recorded) throws SQLException {
        switch (recorded.change()) {
            case UpkeepChange.NodeDrained it -> {
                if (it.devices().isEmpty()) {
                    drain(writer, it, WHOLE, recorded.at());
                }
                for (DeviceId device : it.devices()) {
                    drain(writer, it, device.text(), recorded.at());
                }
            }
            case UpkeepChange.NodeResumed it -> {
                if (it.devices().isEmpty()) {
                    named(writer.command(RESUME_ALL), it.node()).run();
                }
                for (DeviceId device : it.devices()) {
                    named(writer.command(RESUME), it.node()).text(device.text()).run();
                }
            }
            case UpkeepChange.Reserved(Reservation it) -> {
                writer.command(FORGET).time(recorded.at()).run();
                named(writer.command(RESERVE).text(it.name()), it.part().node())
                        .time(it.until())
                        .text(ReservationCodec.encode(it))
                        .run();
            }
            case UpkeepChange.Unreserved it ->
                writer.command(UNRESERVE).text(it.name()).run();
        }
    }

    private static void drain(Writer writer, UpkeepChange.NodeDrained it, String device, Instant at)
            throws SQLException {
        named(writer.command(DRAIN), it.node())
                .text(device)
                .time(at)
                .text(it.by())
                .text(it.reason())
                .run();
    }

    private static Command named(Command command, NodeRef node) throws SQLException {
        return command.number(node.cluster().number()).text(node.node());
    }

    /** All that holds. */
    public static Upkeep read(Connection connection) throws SQLException {
        TreeMap<NodeRef, Aside> asides = new TreeMap<>();
        try (Command drains = new Command(connection, DRAINS)) {
            drains.each(row -> {
                NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
                Drain drain = new Drain(row.time("since"), row.text("by_login"), row.text("reason"));
                String device = row.text("device");
                asides.merge(node, aside(device, drain), UpkeepTable::both);
            });
        }
        return new Upkeep(asides, reservations(connection));
    }

    private static SortedMap<String, Reservation> reservations(Connection connection) throws SQLException {
        TreeMap<String, Reservation> reservations = new TreeMap<>();
        try (Command kept = new Command(connection, RESERVATIONS)) {
            kept.each(row -> {
                NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
                reservations.put(row.text("name"), ReservationCodec.decode(node, row.text("body")));
            });
        }
        return reservations;
    }

    private static Aside aside(String device, Drain drain) {
        TreeMap<DeviceId, Drain> devices = new TreeMap<>();
        if (!device.equals(WHOLE)) {
            devices.put(new DeviceId(device), drain);
        }
        return new Aside(device.equals(WHOLE) ? Optional.of(drain) : Optional.empty(), devices);
    }

    private static Aside both(Aside one, Aside other) {
        TreeMap<DeviceId, Drain> devices = new TreeMap<>(one.devices());
        devices.putAll(other.devices());
        return new Aside(one.whole().or(other::whole), devices);
    }
}
