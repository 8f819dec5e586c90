package io.fairlead.store.sqlite;

import io.fairlead.core.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections for reading, opened when first needed. Safe for use by many threads. */
public final class Readers implements AutoCloseable {
    public static final int CONNECTIONS_MAX = 4;
    public static final int WAIT_MAX_SECONDS = 5;

    /** What is asked of one snapshot of the database. */
    @FunctionalInterface
    public interface Question<T> {
        T answer(Connection connection) throws SQLException;
    }

    private final DatabaseFile file;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    public Readers(DatabaseFile file) {
        this.file = file;
    }

    /**
     * Answers from one snapshot: no commit made meanwhile is seen.
     *
     * @throws ProblemException where the database cannot be read now
     */
    public <T> T read(Question<T> question) {
        enter();
        try {
            return answered(question);
        } finally {
            free.release();
        }
    }

    private void enter() {
        try {
            if (!free.tryAcquire(WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(SqliteProblems.READERS_BUSY.reason("seconds", WAIT_MAX_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProblemException(SqliteProblems.READERS_BUSY.reason("seconds", 0));
        }
    }

    private <T> T answered(Question<T> question) {
        Connection connection = null;
        try {
            connection = idle.poll();
            if (connection == null) {
                connection = file.reader();
            }
            execute(connection, "BEGIN");
            T answer = question.answer(connection);
            execute(connection, "COMMIT");
            idle.push(connection);
            return answer;
        } catch (SQLException e) {
            discard(connection);
            throw new ProblemException(Failure.of(e, file.path()).problem());
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection that failed is never used again; what its close says changes nothing. */
    private static void discard(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException _) {
            // the connection is given up either way
        }
    }

    /** Closes what is idle; to be called when nobody asks any more. */
    @Override
    public void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            discard(connection);
        }
    }
}
