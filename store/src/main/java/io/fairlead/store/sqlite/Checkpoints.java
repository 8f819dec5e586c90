package io.fairlead.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Moves what is in the write-ahead log into the database beside the one who writes, so that no commit waits for it. Only a
 * log that grows faster than that is, in the end, moved by a commit; most of it is done then.
 */
public final class Checkpoints implements AutoCloseable {
    private final DatabaseFile file;
    private final Consumer<Failure> lasting;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("checkpoint").daemon().factory());

    /** @param lasting told what makes it unsafe to write on, such as a failed sync of the database */
    public Checkpoints(DatabaseFile file, Consumer<Failure> lasting) {
        this.file = file;
        this.lasting = lasting;
    }

    /** Begins one, unless one is about to begin. */
    public void begin() {
        if (asked.compareAndSet(false, true)) {
            thread.execute(this::move);
        }
    }

    private void move() {
        asked.set(false);
        try (Connection connection = file.writer();
                Command command = new Command(connection, "PRAGMA wal_checkpoint(PASSIVE)")) {
            command.each(_ -> {});
        } catch (SQLException e) {
            // What was not moved stays in the log, and is moved the next time; what a sync lost does not.
            Failure failure = Failure.of(e, file.path());
            if (failure.lasting()) {
                lasting.accept(failure);
            }
        }
    }

    /** Returns once none is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
