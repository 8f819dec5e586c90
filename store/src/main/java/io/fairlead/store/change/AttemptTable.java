package io.fairlead.store.change;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Timeline;
import io.fairlead.store.sqlite.Command;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts, what they were given and what they hold, as rows. Devices are counted by the database itself. */
final class AttemptTable {
    private static final String INSERT = """
            INSERT INTO attempt (job, number, state, holding, assigned, logs_complete)
            VALUES (?, ?, 'ASSIGNED', 1, ?, 0)""";
    private static final String UPDATE = """
            UPDATE attempt SET state = ?, holding = ?, assigned = ?, starting = ?, created = ?, bound = ?, running = ?,
                exited = ?, ended = ?, stop_cause = ?, stop_asked = ?, stop_warned = ?, stop_signalled = ?,
                stop_killed = ?,
                exit_code = ?, exit_oom = ?, exit_at = ?, exit_error = ?, logs_complete = ?, warned = ?
            WHERE job = ? AND number = ?""";
    private static final String PLACEMENT = """
            INSERT INTO placement (job, attempt, rank, cluster, node, cores_milli, memory_bytes, container)
            VALUES (?,?,?,?,?,?,?,?)""";
    private static final String LEASE = """
            INSERT INTO lease (job, attempt, rank, position, cluster, node, device, kind, milli, taken)
            VALUES (?,?,?,?,?,?,?,?,?,?)""";
    private static final String RELEASE =
            "UPDATE lease SET released = ? WHERE job = ? AND attempt = ? AND released IS NULL";

    private AttemptTable() {}

    /** Takes everything that the placements say. */
    static void assign(Writer writer, long job, int attempt, List<Placement> placements, Instant at)
            throws SQLException {
        writer.command(INSERT).number(job).number(attempt).time(at).run();
        for (Placement placement : placements) {
            writer.command(PLACEMENT)
                    .number(job)
                    .number(attempt)
                    .number(placement.rank())
                    .number(placement.where().cluster().number())
                    .text(placement.where().node())
                    .number(placement.cores().milli())
                    .number(placement.memory().count())
                    .text(placement.container().text())
                    .run();
            lease(writer, job, attempt, placement, at);
        }
    }

    private static void lease(Writer writer, long job, int attempt, Placement placement, Instant at)
            throws SQLException {
        int position = 0;
        for (DeviceId device : placement.devices()) {
            writer.command(LEASE)
                    .number(job)
                    .number(attempt)
                    .number(placement.rank())
                    .number(position++)
                    .number(placement.where().cluster().number())
                    .text(placement.where().node())
                    .text(device.text())
                    .text(placement.portion().kind().word())
                    .number(placement.portion().each().milli())
                    .time(at)
                    .run();
        }
    }

    /** Gives back what the attempt still holds; nothing where it was given back before. */
    static void release(Writer writer, long job, int attempt, Instant at) throws SQLException {
        writer.command(RELEASE).time(at).number(job).number(attempt).run();
    }

    static void update(Writer writer, long job, Attempt attempt) throws SQLException {
        Command command = writer.command(UPDATE).text(attempt.state().name()).flag(attempt.holding());
        times(command, attempt.times());
        stop(command, attempt.stop());
        exit(command, attempt.exit());
        command.flag(attempt.logsComplete())
                .number(attempt.warned())
                .number(job)
                .number(attempt.number())
                .run();
    }

    private static void times(Command command, Timeline times) throws SQLException {
        command.time(times.assigned())
                .time(times.starting())
                .time(times.created())
                .time(times.bound())
                .time(times.running())
                .time(times.exited())
                .time(times.ended());
    }

    private static void stop(Command command, Optional<Stop> stop) throws SQLException {
        command.text(stop.map(it -> it.cause().name()))
                .time(stop.map(Stop::askedAt))
                .time(stop.flatMap(Stop::warnedAt))
                .time(stop.flatMap(Stop::signalledAt))
                .time(stop.flatMap(Stop::killedAt));
    }

    private static void exit(Command command, Optional<Exit> exit) throws SQLException {
        if (exit.isEmpty()) {
            command.missing().missing().missing().missing();
            return;
        }
        command.number(exit.get().code())
                .flag(exit.get().outOfMemory())
                .time(exit.get().at())
                .text(exit.get().error());
    }
}
