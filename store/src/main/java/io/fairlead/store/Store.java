package io.fairlead.store;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.store.change.JobReader;
import io.fairlead.store.change.Journal;
import io.fairlead.store.change.SqliteChangeLog;
import io.fairlead.store.migrate.Schema;
import io.fairlead.store.query.Queries;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.DatabaseFile;
import io.fairlead.store.sqlite.Failure;
import io.fairlead.store.sqlite.Readers;
import io.fairlead.store.verify.Report;
import io.fairlead.store.verify.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Everything that a server remembers, opened by one server at a time. */
public final class Store implements AutoCloseable {
    /** Up to here every page is looked at before a start; a larger file is looked at by {@link #check()}. */
    private static final long CHECKED_AT_START_BYTES = 32L * 1024 * 1024;

    /** The code of the refusal while another process has the store. */
    public static final String LOCKED_CODE = StoreProblems.LOCKED.code();

    private static final String ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String META = "SELECT value FROM meta WHERE key = ?";
    private static final String PUT =
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    private static final String INSTANCE_KEY = "instance";
    private static final String EPOCH_KEY = "epoch";

    private final StoreLock lock;
    private final Instance instance;
    private final List<Problem> notices;
    private final Readers readers;
    private final SqliteChangeLog journal;
    private final StoreFiles files;
    private final JobReader jobs;
    private final Queries queries;

    private Store(StoreLock lock, Opened opened, StoreSettings settings) {
        this.lock = lock;
        files = opened.files();
        instance = opened.instance();
        notices = List.copyOf(opened.notices());
        readers = new Readers(opened.database());
        jobs = new JobReader(settings.parse());
        queries = new Queries(readers, jobs);
        journal = new SqliteChangeLog(opened.database(), readers, settings.parse(), instance.epoch());
    }

    private record Opened(StoreFiles files, DatabaseFile database, Instance instance, List<Problem> notices) {}

    /**
     * Opens a store, or makes one where there was none.
     *
     * @throws ProblemException where it is held by another server, is not a store that this release can use, or cannot be
     *     written; nothing was changed then
     */
    public static Store open(StoreSettings settings) {
        return open(settings, Schema.current());
    }

    /** @param schema what the database is brought to */
    static Store open(StoreSettings settings, Schema schema) {
        StoreFiles files = new StoreFiles(settings.directory());
        files.prepare();
        try {
            StoreLock lock = StoreLock.take(files.directory(), settings.clock().instant());
            try {
                return new Store(lock, opened(files, settings, schema), settings);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ProblemException(StoreProblems.DIRECTORY.reason(
                    "uid", "of this server", "directory", files.directory(), "cause", StoreFiles.cause(e)));
        }
    }

    private static Opened opened(StoreFiles files, StoreSettings settings, Schema schema) throws IOException {
        List<Problem> notices = new ArrayList<>();
        files.networkNotice().ifPresent(notices::add);
        Optional<Instance> known = files.instance();
        if (!Files.exists(files.database())) {
            if (known.isPresent()) {
                throw files.missing(known.get());
            }
            create(files, settings, schema);
        }
        int version = files.schemaVersion(schema);
        boolean small = Files.size(files.database()) <= CHECKED_AT_START_BYTES;
        DatabaseFile database = new DatabaseFile(files.database(), settings.busy());
        try (Connection connection = database.writer()) {
            if (small) {
                checkPages(connection).ifPresent(damage -> {
                    throw files.damaged(damage);
                });
            }
            if (version < schema.version()) {
                schema.migrate(connection, version);
                notices.add(StoreProblems.MIGRATED.reason(
                        "file", files.database(), "from", version, "to", schema.version()));
            }
            Instance instance = nextRun(files, known, connection, notices);
            return new Opened(files, database, instance, notices);
        } catch (SQLException e) {
            throw new ProblemException(Failure.of(e, files.database()).problem());
        }
    }

    /** A new database appears under its name only when it is whole. */
    private static void create(StoreFiles files, StoreSettings settings, Schema schema) throws IOException {
        Path fresh = files.directory().resolve("fairlead.db.new");
        PrivateFiles.empty(fresh);
        try (Connection connection = new DatabaseFile(fresh, settings.busy()).writer()) {
            schema.migrate(connection, 0);
            put(connection, INSTANCE_KEY, newId(settings.random()));
            put(connection, EPOCH_KEY, "0");
        } catch (SQLException e) {
            throw new ProblemException(Failure.of(e, fresh).problem());
        }
        PrivateFiles.move(fresh, files.database());
    }

    private static String newId(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < Instance.ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        return id.toString();
    }

    private static Instance nextRun(
            StoreFiles files, Optional<Instance> known, Connection connection, List<Problem> notices)
            throws SQLException, IOException {
        String id = meta(connection, INSTANCE_KEY).orElseThrow();
        long epoch = Long.parseLong(meta(connection, EPOCH_KEY).orElseThrow());
        if (known.isPresent()) {
            if (!known.get().id().equals(id)) {
                throw files.otherInstance(known.get(), id);
            }
            if (known.get().epoch() > epoch) {
                notices.add(StoreProblems.RESTORED.reason(
                        "file",
                        files.database(),
                        "found",
                        epoch,
                        "known",
                        known.get().epoch()));
            }
        }
        Instance next =
                new Instance(id, Math.max(epoch, known.map(Instance::epoch).orElse(0L)) + 1);
        put(connection, EPOCH_KEY, Long.toString(next.epoch()));
        files.write(next);
        return next;
    }

    private static Optional<String> meta(Connection connection, String key) throws SQLException {
        try (Command command = new Command(connection, META)) {
            return command.text(key).first(row -> row.text("value"));
        }
    }

    private static void put(Connection connection, String key, String value) throws SQLException {
        try (Command command = new Command(connection, PUT)) {
            command.text(key).text(value).run();
        }
    }

    private static Optional<String> checkPages(Connection connection) throws SQLException {
        try (Command command = new Command(connection, "PRAGMA quick_check(1)")) {
            return command.first(row -> row.text("quick_check")).filter(found -> !found.equals("ok"));
        }
    }

    /** Who this is. */
    public Instance instance() {
        return instance;
    }

    /** What is worth saying about how the store was found; stops nothing. */
    public List<Problem> notices() {
        return notices;
    }

    /** Where changes are made durable; for the one writer. */
    public Journal journal() {
        return journal;
    }

    /** Those of these jobs that there are, in the same order, from one snapshot. */
    public List<Job> jobs(List<JobId> ids) {
        return readers.read(connection -> jobs.jobs(connection, ids));
    }

    /** Questions about everything stored. */
    public Queries queries() {
        return queries;
    }

    /**
     * Verifies a store from another process than its server's, whether that runs or not; changes nothing.
     *
     * @throws ProblemException where there is no database of this release's schema, or it cannot be read at all
     */
    public static Report inspect(StoreSettings settings) {
        StoreFiles files = new StoreFiles(settings.directory());
        try {
            if (StoreLock.isOpenHere(files.directory())) {
                throw new IllegalStateException("this process has the store open: ask the store itself");
            }
            Schema schema = Schema.current();
            int version = files.schemaVersion(schema);
            if (version < schema.version()) {
                throw new ProblemException(StoreProblems.OLDER.reason(
                        "file", files.database(), "found", version, "known", schema.version()));
            }
            try (Readers readers = new Readers(new DatabaseFile(files.database(), settings.busy()))) {
                return new Verify(readers, new JobReader(settings.parse())).run();
            }
        } catch (IOException e) {
            throw new ProblemException(
                    StoreProblems.UNREADABLE.reason("directory", files.directory(), "cause", StoreFiles.cause(e)));
        }
    }

    /** Replays the whole change log and compares; some seconds for each 100,000 jobs. */
    public Report verify() {
        return new Verify(readers, jobs).run();
    }

    /** One job as a value of the core, ended or not. */
    public Optional<Job> job(JobId id) {
        return readers.read(connection -> jobs.job(connection, id));
    }

    /**
     * Looks at every page of the file, a second or more for each 100 MB; to be called in the background after a start and
     * once a day.
     *
     * @return the damage, where there is some
     */
    public Optional<Problem> check() {
        return readers.read(Store::checkPages)
                .map(damage -> files.damaged(damage).problems().getFirst());
    }

    /** Ends everything. Nobody may use what this store gave out any more. */
    @Override
    public void close() {
        journal.close();
        readers.close();
        try {
            lock.close();
        } catch (IOException _) {
            // the lock ends with the process at the latest
        }
    }
}
