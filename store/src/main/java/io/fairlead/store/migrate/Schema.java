package io.fairlead.store.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of the database. Its version stands in the file's header, so that looking costs nothing; every script runs in
 * a transaction of its own together with the step of the version, so that a crash leaves the old schema or the new one.
 */
public final class Schema {
    /** Marks a file as ours: "FLD1" in the header. */
    public static final int APPLICATION_ID = 0x464c4431;

    private static final List<String> FILES = List.of(
            "0001-jobs.sql",
            "0002-promises.sql",
            "0003-usage.sql",
            "0004-retries.sql",
            "0005-preemption.sql",
            "0006-drains.sql",
            "0007-arrays.sql",
            "0008-reservations.sql",
            "0009-last-runs.sql",
            "0010-time-warnings.sql",
            "0011-alike.sql");

    private final List<Script> scripts;

    private Schema(List<Script> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The schema that this program works with. */
    public static Schema current() {
        Schema schema = new Schema(List.of());
        for (String file : FILES) {
            schema = schema.then(resource(file), connection -> {});
        }
        return schema;
    }

    /** The schema that one more script leads to. */
    public Schema then(String sql, Functions functions) {
        List<Script> more = new ArrayList<>(scripts);
        more.add(new Script(version() + 1, sql, functions));
        return new Schema(more);
    }

    static Schema of(List<Script> scripts) {
        return new Schema(scripts);
    }

    /** What the newest script leads to. */
    public int version() {
        return scripts.size();
    }

    /**
     * Brings a database to {@link #version()}.
     *
     * @param from what it is now; 0 for an empty one
     */
    public void migrate(Connection connection, int from) throws SQLException {
        for (Script script : scripts.subList(from, scripts.size())) {
            script.functions().define(connection);
            execute(connection, "BEGIN EXCLUSIVE");
            try {
                execute(connection, script.sql());
                execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
                execute(connection, "PRAGMA user_version = " + script.version());
                execute(connection, "COMMIT");
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no migration " + name + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read migration " + name, e);
        }
    }
}
