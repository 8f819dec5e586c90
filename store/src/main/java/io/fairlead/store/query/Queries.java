package io.fairlead.store.query;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.stage.Way;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.change.ChangeReader;
import io.fairlead.store.change.JobReader;
import io.fairlead.store.change.UpkeepLog;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Readers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Questions about everything stored. Each answer is of one snapshot, and what a caller was told is durable is in it. Safe
 * for use by many threads; every method throws {@link io.fairlead.core.problem.ProblemException} where the store cannot be
 * read now.
 */
public final class Queries {
    /** Fewer characters would not narrow anything down. */
    public static final int PREFIX_MIN_CHARS = 4;

    public static final int PAGE_MAX = 1_000;
    public static final int EVENTS_MAX = 1_000;
    static final int CANDIDATES_MAX = 10;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private static final String JOB = "SELECT " + JobRow.COLUMNS + " FROM job WHERE id = ?";
    private static final String USED = """
            SELECT value AS id FROM json_each(?) v
            WHERE EXISTS (SELECT 1 FROM job WHERE id >= v.value AND id < v.value || '/')
                OR EXISTS (SELECT 1 FROM retired WHERE id >= v.value AND id < v.value || '/')""";
    private static final String STARTING = "SELECT " + JobRow.COLUMNS
            + " FROM job WHERE id >= ? AND id < ? AND (array IS NULL OR array = number) AND (? OR owner_uid = ?) ORDER BY id LIMIT "
            + CANDIDATES_MAX;
    private static final String TEXT = """
            SELECT s.dialect, s.definition, coalesce(s.source, s.definition) AS source
            FROM job j JOIN submission s ON s.job = coalesce(j.alike, j.array, j.number) WHERE j.id = ?""";
    private static final String EVENTS = """
            SELECT c.*, j.id FROM change c JOIN job j ON j.number = c.job
            WHERE j.id = ? AND c.seq > ? ORDER BY c.seq LIMIT ?""";
    private static final String ALL_EVENTS = """
            SELECT c.*, j.id FROM change c JOIN job j ON j.number = c.job
            WHERE c.seq > ? ORDER BY c.seq LIMIT ?""";
    private static final String NUMBER = "SELECT number FROM job WHERE id = ?";
    private static final String NUMBERED =
            "SELECT id, array IS number AS is_array FROM job WHERE number = ? AND owner_uid = ? AND removed = 0";
    private static final String KEY = """
            SELECT k.body_sha256, j.id FROM submit_key k JOIN job j ON j.number = k.job WHERE k.uid = ? AND k.key = ?""";
    private static final String COUNTS =
            "SELECT state, count(*) AS jobs FROM job WHERE removed = 0 AND (? OR owner_uid = ?) GROUP BY state";

    private final Readers readers;
    private final JobReader reader;

    public Queries(Readers readers, JobReader reader) {
        this.readers = readers;
        this.reader = reader;
    }

    public Optional<JobRow> job(JobId id) {
        return readers.read(connection -> job(connection, id));
    }

    private static Optional<JobRow> job(Connection connection, JobId id) throws SQLException {
        try (Command command = new Command(connection, JOB)) {
            return command.text(id.text()).first(JobRow::of);
        }
    }

    /** Which of these ids a job or an array has, or had before it was taken away. */
    public Set<JobId> used(Set<JobId> ids) {
        String list = ids.stream().sorted().map(id -> '"' + id.text() + '"').collect(Collectors.joining(",", "[", "]"));
        return readers.read(connection -> {
            try (Command command = new Command(connection, USED)) {
                return Set.copyOf(command.text(list).list(row -> new JobId(row.text("id"))));
            }
        });
    }

    /**
     * The job whose id begins so. Of an array the first member.
     *
     * @param prefix {@value #PREFIX_MIN_CHARS} to 10 characters; a shorter or malformed one finds nothing
     * @param owner whose jobs are looked at; empty: everybody's
     */
    public Found find(String prefix, OptionalLong owner) {
        if (prefix.length() < PREFIX_MIN_CHARS || !JobId.isPrefix(prefix)) {
            return new Found.None();
        }
        String behind = prefix + Character.MAX_VALUE;
        List<JobRow> jobs = readers.read(connection -> {
            try (Command command = new Command(connection, STARTING)) {
                return command.text(prefix)
                        .text(behind)
                        .flag(owner.isEmpty())
                        .number(owner.orElse(0))
                        .list(JobRow::of);
            }
        });
        return switch (jobs.size()) {
            case 0 -> new Found.None();
            case 1 -> new Found.One(jobs.getFirst());
            default ->
                new Found.Several(
                        jobs.stream().map(job -> job.id().job().array()).toList());
        };
    }

    /**
     * A page of a list, newest first, ties by id.
     *
     * @param after where the page before ended; empty for the first one
     * @param limit 1 to {@value #PAGE_MAX}
     */
    public Page list(JobFilter filter, Optional<Cursor> after, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        return readers.read(connection -> JobList.page(connection, filter, after, size));
    }

    /** The numbers by which Slurm's names know these jobs; one that is not there is left out. */
    public Map<JobId, Long> numbers(Collection<JobId> ids) {
        return readers.read(connection -> {
            Map<JobId, Long> numbers = new LinkedHashMap<>();
            try (Command command = new Command(connection, NUMBER)) {
                for (JobId id : ids) {
                    command.text(id.text())
                            .first(row -> row.number("number"))
                            .ifPresent(number -> numbers.put(id, number));
                }
            }
            return numbers;
        });
    }

    /** The job of that number, if it is this user's; that of the first member is its array's. */
    public Optional<JobId> numbered(long number, long uid) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, NUMBERED)) {
                return command.number(number).number(uid).first(row -> {
                    JobId id = new JobId(row.text("id"));
                    return row.flag("is_array") ? id.array() : id;
                });
            }
        });
    }

    /** What was submitted. */
    public Optional<JobText> text(JobId id) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, TEXT)) {
                return command.text(id.text())
                        .first(row -> new JobText(row.text("dialect"), row.text("definition"), row.text("source")));
            }
        });
    }

    /**
     * What happened to a job, in order.
     *
     * @param after the {@code seq} of the newest one known; 0 for all
     * @param limit 1 to {@value #EVENTS_MAX}
     */
    public List<EventRow> events(JobId id, long after, int limit) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, EVENTS)) {
                return command.text(id.text())
                        .number(after)
                        .number(Math.clamp(limit, 1, EVENTS_MAX))
                        .list(EventRow::of);
            }
        });
    }

    /** The same as values of the core; none for an unknown job. */
    public List<ChangeReader.Numbered> changes(JobId id) {
        return readers.read(connection -> {
            Optional<JobRow> row = job(connection, id);
            Optional<Job> job = reader.job(connection, id);
            if (row.isEmpty() || job.isEmpty()) {
                return List.of();
            }
            try (ChangeReader changes = new ChangeReader(connection)) {
                return changes.of(row.get().id().number(), id, job.get().submission());
            }
        });
    }

    /**
     * The same of all members of an array.
     *
     * @param most of them, counted from the first behind {@code after}
     */
    public List<ChangeReader.Numbered> changesOfArray(JobId array, long after, int most) {
        return readers.read(connection -> {
            Optional<ArrayRow> row = ArrayRow.of(connection, array);
            Optional<Job> job = row.isEmpty()
                    ? Optional.empty()
                    : reader.job(connection, row.get().any());
            if (row.isEmpty() || job.isEmpty()) {
                return List.of();
            }
            try (ChangeReader changes = new ChangeReader(connection)) {
                return changes.ofArray(
                        connection, row.get().number(), job.get().submission(), new ChangeReader.Part(after, most));
            }
        });
    }

    /** How the members of an array stand; empty where there is none. */
    public Optional<ArrayRow> array(JobId id) {
        return readers.read(connection -> ArrayRow.of(connection, id));
    }

    /** The members of an array, by index; none for another id. */
    public List<JobId> members(JobId array) {
        return readers.read(connection -> ArrayRow.members(connection, array));
    }

    /** The same of all jobs. */
    public List<EventRow> events(long after, int limit) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, ALL_EVENTS)) {
                return command.number(after)
                        .number(Math.clamp(limit, 1, EVENTS_MAX))
                        .list(EventRow::of);
            }
        });
    }

    /** What a submit with this key led to. */
    public Optional<SubmitKey> submitKey(long uid, String key) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, KEY)) {
                return command.number(uid)
                        .text(key)
                        .first(row -> new SubmitKey(
                                uid,
                                key,
                                HexFormat.of().formatHex(row.bytes("body_sha256")),
                                new JobId(row.text("id"))));
            }
        });
    }

    /**
     * The ways of jobs that have ended and were not removed, newest submit first.
     *
     * @param owner whose jobs; empty: everybody's
     */
    public List<Way> ways(OptionalLong owner, Instant since, int most) {
        return readers.read(connection -> Ways.ended(connection, owner, since, most));
    }

    /**
     * What attempts used that have ended since, of all jobs, also of those that were taken out of view.
     *
     * @param step attempts that began and ended in the same one are summed up; whole seconds, 1 or more
     */
    public List<Spent> spent(Instant since, Duration step) {
        return spent(since, END_OF_TIME, step);
    }

    /** The same of those that had ended before {@code until}. */
    public List<Spent> spent(Instant since, Instant until, Duration step) {
        return readers.read(connection -> Spent.between(connection, since, until, step));
    }

    /**
     * How long the last jobs of each user of each project ran, of all that have ended, in the order of their ends.
     *
     * @param most of each
     */
    public List<LastRun> lastRuns(int most) {
        return readers.read(connection -> LastRun.each(connection, most));
    }

    /**
     * Jobs that held a place since, newest submit first, also those that were taken out of view. Looks at every job.
     *
     * @param now until when those hold theirs that still do
     */
    public List<Ran> ran(Instant since, Instant now, int most) {
        return readers.read(connection -> Ran.since(connection, since, now, most));
    }

    /** All that administrators ever said of nodes, in order. */
    public List<UpkeepRecord> upkeep() {
        return readers.read(connection -> {
            List<UpkeepRecord> said = new ArrayList<>();
            UpkeepLog.each(connection, row -> said.add(UpkeepLog.of(row)));
            return said;
        });
    }

    /** All tries of a job, the first one first; none for an unknown job. */
    public List<Attempt> attempts(JobId id) {
        return readers.read(connection -> {
            Optional<JobRow> job = job(connection, id);
            return job.isEmpty()
                    ? List.of()
                    : reader.attempts(connection, job.get().id().number());
        });
    }

    /**
     * How many jobs are in each state; a state without jobs is left out. Looks at every job.
     *
     * @param owner whose jobs; empty: everybody's
     */
    public SortedMap<JobState, Long> counts(OptionalLong owner) {
        return readers.read(connection -> {
            SortedMap<JobState, Long> counts = new TreeMap<>();
            try (Command command = new Command(connection, COUNTS)) {
                command.flag(owner.isEmpty())
                        .number(owner.orElse(0))
                        .each(row -> counts.put(JobState.valueOf(row.text("state")), row.number("jobs")));
            }
            return counts;
        });
    }

    /** What was kept under this key. */
    public Optional<String> kept(String key) {
        return readers.read(connection -> {
            try (Command command = new Command(connection, "SELECT value FROM kept WHERE key = ?")) {
                return command.text(key).first(row -> row.text("value"));
            }
        });
    }
}
