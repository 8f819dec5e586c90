package io.fairlead.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The file that holds the database, as it was when it was opened.
 *
 * <p>While a connection is open no other code of this process may open and close the file itself: closing any descriptor
 * of it drops the locks that SQLite holds.
 */
public final class DatabaseFile {
    private static final int WRITER_CACHE_KIB = 16 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    /** Up to here {@link Checkpoints} has the log moved into the database; a commit that finds it longer does it itself. */
    private static final int CHECKPOINT_PAGES = 16_000;

    private static final long LOG_KEPT_BYTES = 80L * 1024 * 1024;

    private final Path path;
    private final Duration busy;
    private final Object identity;

    /**
     * @param path exists
     * @param busy how long to wait for a lock that another process holds
     * @throws IOException where the file cannot be looked at
     */
    public DatabaseFile(Path path, Duration busy) throws IOException {
        this.path = path;
        this.busy = busy;
        Object key = identityNow();
        if (key == null) {
            throw new IOException("no such file: " + path);
        }
        identity = key;
    }

    public Path path() {
        return path;
    }

    /** Whether the path still names the file that was opened; false once it was deleted or another put in its place. */
    public boolean isTheSame() throws IOException {
        return identity.equals(identityNow());
    }

    private @Nullable Object identityNow() throws IOException {
        try {
            return Files.readAttributes(path, "unix:dev,ino");
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    /** A connection for the one writer: every commit is on disk when it returns. Transactions are begun by statement. */
    public Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setCacheSize(-WRITER_CACHE_KIB);
        // else a database that was taken away would be there again, empty
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setJournalSizeLimit((int) LOG_KEPT_BYTES);
        Connection connection = config.createConnection(url());
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** A connection that can change nothing. */
    public Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        config.setCacheSize(-READER_CACHE_KIB);
        return config.createConnection(url());
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) busy.toMillis());
        // else the driver asks for the key of the last row after every insert
        config.setGetGeneratedKeys(false);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + path;
    }
}
