package io.fairlead.store.change;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.sqlite.Checkpoints;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.DatabaseFile;
import io.fairlead.store.sqlite.Failure;
import io.fairlead.store.sqlite.Readers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The journal in a SQLite database. One transaction per call; when it returns {@code Durable}, the write-ahead log was
 * synced.
 *
 * <p>After any failure of a transaction its connection is thrown away, because SQLite may have rolled back by itself and the
 * driver then disagrees with it about what is open. The next call opens another one, so that a disk which has room again
 * needs no restart. After a failed sync, a damaged page or a replaced file nothing is written any more until a restart.
 */
public final class SqliteChangeLog implements Journal, AutoCloseable {
    private static final String NEWEST = """
            SELECT max(coalesce((SELECT max(seq) FROM change), 0), coalesce((SELECT max(last_seq) FROM retired), 0)) AS seq,
                max(coalesce((SELECT max(number) FROM job), 0), coalesce((SELECT max(number) FROM retired), 0)) AS number
            """;
    private static final String BOOT_IDS = "SELECT cluster, name, boot_id FROM node";
    private static final String SAW = """
            INSERT INTO node (cluster, name, boot_id) VALUES (?, ?, ?)
            ON CONFLICT (cluster, name) DO UPDATE SET boot_id = excluded.boot_id""";
    private static final String KEEP =
            "INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    /**
     * Once the log has grown by so many pages, as reckoned here, it is moved into the database. Most of them are the same few pages
     * again and again, of which only the last is moved: the fewer at a time, the more is written, and each time commits
     * wait for a disk that syncs the database.
     */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** A commit writes the last page of each table and index that it adds to, */
    private static final int PAGES_OF_A_COMMIT = 8;
    /** and a new one for some of its changes. */
    private static final int CHANGES_OF_A_PAGE = 2;

    /** What is done within one transaction. @return the newest numbers once it is committed */
    @FunctionalInterface
    private interface Work {
        Batch.Counters on(Writer writer, Batch.Counters counters) throws SQLException;
    }

    private final DatabaseFile file;
    private final Readers readers;
    private final Batch.Tables tables;
    private final Checkpoints checkpoints;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Writer writer;
    private Batch.@Nullable Counters counters;
    private long unmoved;
    private @Nullable Problem lasting;

    /**
     * @param parse reads a canonical definition
     * @param epoch the fencing number of this run, greater than that of every run before it
     */
    public SqliteChangeLog(DatabaseFile file, Readers readers, Function<String, JobDefinition> parse, long epoch) {
        this.file = file;
        this.readers = readers;
        checkpoints = new Checkpoints(file, this::lost);
        tables = new Batch.Tables(
                new ChangeCodec(), new JobTable(new SubmissionCodec(parse)), new JobReader(parse), epoch);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where the database refused a row that contradicts what is stored, such as a device
     *     given twice or a terminal state changed: a bug; nothing was saved
     */
    @Override
    public Outcome append(List<Recorded> changes, List<Job> after, List<SubmitKey> keys, List<UpkeepRecord> upkeep) {
        return transact((into, now) -> {
            Batch.Counters next = new Batch(into, tables, now).write(upkeep);
            return new Batch(into, tables, next).write(changes, after, keys);
        });
    }

    @Override
    public Outcome saw(NodeRef node, String bootId) {
        return transact((into, now) -> {
            into.command(SAW)
                    .number(node.cluster().number())
                    .text(node.node())
                    .text(bootId)
                    .run();
            return now;
        });
    }

    @Override
    public Outcome keep(String key, String value) {
        return transact((into, now) -> {
            into.command(KEEP).text(key).text(value).run();
            return now;
        });
    }

    @Override
    public LiveState load() {
        return readers.read(connection -> new LiveState(
                tables.reader().live(connection),
                bootIds(connection),
                UpkeepTable.read(connection),
                newest(connection).seq()));
    }

    @Override
    public Optional<Problem> broken() {
        lock.lock();
        try {
            return Optional.ofNullable(lasting);
        } finally {
            lock.unlock();
        }
    }

    private static SortedMap<NodeRef, String> bootIds(Connection connection) throws SQLException {
        SortedMap<NodeRef, String> ids = new TreeMap<>();
        try (Command command = new Command(connection, BOOT_IDS)) {
            command.each(row ->
                    ids.put(new NodeRef(new ClusterId(row.small("cluster")), row.text("name")), row.text("boot_id")));
        }
        return ids;
    }

    private static Batch.Counters newest(Connection connection) throws SQLException {
        try (Command command = new Command(connection, NEWEST)) {
            return command.first(row -> new Batch.Counters(row.number("seq"), row.number("number")))
                    .orElseThrow();
        }
    }

    private Outcome transact(Work work) {
        lock.lock();
        try {
            if (lasting == null && !isInPlace()) {
                lasting = Failure.replaced(file.path()).problem();
                discard();
            }
            return lasting == null ? attempted(work) : new Outcome.NothingSaved(lasting);
        } finally {
            lock.unlock();
        }
    }

    private boolean isInPlace() {
        try {
            return file.isTheSame();
        } catch (IOException _) {
            return false;
        }
    }

    private Outcome attempted(Work work) {
        Batch.@Nullable Counters next = null;
        try {
            Writer open = open();
            Batch.Counters before = newest();
            open.begin();
            next = work.on(open, before);
            open.commit();
            counters = next;
            moveAfter(next.seq() - before.seq());
            return new Outcome.Durable();
        } catch (SQLException e) {
            discard();
            if (Failure.isRefusal(e)) {
                throw new IllegalStateException("the database refused a contradiction: " + e.getMessage(), e);
            }
            return failed(Failure.of(e, file.path()), Optional.ofNullable(next));
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
    }

    /** @param next the numbers that the transaction would have left, if it came as far as its commit */
    private Outcome failed(Failure failure, Optional<Batch.Counters> next) {
        Failure judged = failure;
        if (!failure.certain() && !failure.lasting() && next.isPresent()) {
            try {
                if (readers.read(SqliteChangeLog::newest).equals(next.get())) {
                    return new Outcome.Durable();
                }
            } catch (RuntimeException _) {
                judged = failure.uncertain(file.path());
            }
        }
        if (judged.lasting()) {
            lasting = judged.problem();
        }
        return new Outcome.NothingSaved(judged.problem());
    }

    private void moveAfter(long changes) {
        unmoved += PAGES_OF_A_COMMIT + changes / CHANGES_OF_A_PAGE;
        if (unmoved >= CHECKPOINT_PAGES) {
            unmoved = 0;
            checkpoints.begin();
        }
    }

    private void lost(Failure failure) {
        lock.lock();
        try {
            lasting = failure.problem();
        } finally {
            lock.unlock();
        }
    }

    private Writer open() throws SQLException {
        Writer open = writer;
        if (open == null) {
            Connection connection = file.writer();
            open = new Writer(connection);
            writer = open;
            counters = newest(connection);
        }
        return open;
    }

    private Batch.Counters newest() {
        if (counters == null) {
            throw new IllegalStateException("no open connection");
        }
        return counters;
    }

    private void discard() {
        Writer old = writer;
        writer = null;
        counters = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        checkpoints.close();
        lock.lock();
        try {
            discard();
        } finally {
            lock.unlock();
        }
    }
}
