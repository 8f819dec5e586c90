package io.fairlead.store.change;

import io.fairlead.store.sqlite.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The one connection that writes, with its statements prepared once. After a failure it is thrown away as a whole. */
final class Writer implements AutoCloseable {
    private final Connection connection;
    private final Map<String, Command> commands = new HashMap<>();

    Writer(Connection connection) {
        this.connection = connection;
    }

    /** The statement of this text, its parameters not yet given. */
    Command command(String sql) throws SQLException {
        Command known = commands.get(sql);
        if (known == null) {
            known = new Command(connection, sql);
            commands.put(sql, known);
        }
        return known;
    }

    Connection connection() {
        return connection;
    }

    void begin() throws SQLException {
        command("BEGIN IMMEDIATE").run();
    }

    void commit() throws SQLException {
        command("COMMIT").run();
    }

    void rollBack() throws SQLException {
        command("ROLLBACK").run();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // given up either way
        }
    }
}
