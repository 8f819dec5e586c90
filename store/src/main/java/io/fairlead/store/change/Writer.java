package io.fairlead.store.change;

import io.fairlead.core.job.Submission;
import io.fairlead.store.sqlite.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The one connection that writes, with its statements prepared once. After a failure it is thrown away as a whole. */
final class Writer implements AutoCloseable {
    private final Connection connection;
    private final Map<String, Command> commands = new HashMap<>();
    private Optional<Submitted> last = Optional.empty();

    /** @param number of the job with which it stands */
    private record Submitted(Submission submission, long number) {}

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

    /** Where the very same was written last by this connection; empty: somewhere else, or nowhere. */
    OptionalLong alike(Submission submission) {
        return last.isPresent() && last.get().submission().equals(submission)
                ? OptionalLong.of(last.get().number())
                : OptionalLong.empty();
    }

    /** What was submitted stands with the job of this number from now on. */
    void wrote(Submission submission, long number) {
        last = Optional.of(new Submitted(submission, number));
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
