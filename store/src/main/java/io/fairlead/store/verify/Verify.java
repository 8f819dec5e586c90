package io.fairlead.store.verify;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.store.change.ChangeReader;
import io.fairlead.store.change.JobReader;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Readers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replays every change and compares what comes out with the state tables; looks at the file's pages and at what rows say
 * of one another. Reads one snapshot and changes nothing, so it may run beside a working server. One job at a time is in
 * memory.
 */
public final class Verify {
    public static final int DIFFERENCES_MAX = 1_000;

    private static final int PAGES_MAX = 20;
    private static final String OWN_COLUMNS = """
            SELECT owner_uid, owner, project_gid, project, name, labels, image, digest, cores_milli, gpus_milli, memory_bytes,
                array, ended, reason_code, cluster, node, started, exit_code
            FROM job WHERE number = ?""";

    private final Readers readers;
    private final JobReader jobs;

    public Verify(Readers readers, JobReader jobs) {
        this.readers = readers;
        this.jobs = jobs;
    }

    /** @throws io.fairlead.core.problem.ProblemException where the database cannot be read at all */
    public Report run() {
        return readers.read(connection -> new Pass(connection, jobs).report());
    }

    /** One snapshot. */
    private static final class Pass {
        private final Connection connection;
        private final JobReader jobs;
        private final Findings findings = new Findings();
        private final Devices devices;
        private long replayed;
        private long changes;

        Pass(Connection connection, JobReader jobs) {
            this.connection = connection;
            this.jobs = jobs;
            devices = new Devices(findings);
        }

        Report report() throws SQLException {
            file();
            try (ChangeReader reader = new ChangeReader(connection);
                    Command columns = new Command(connection, OWN_COLUMNS);
                    Command leases = new Command(connection, Devices.LEASES)) {
                jobs.all(connection, new JobReader.Each() {
                    @Override
                    public void job(long number, Job job, List<Attempt> attempts) throws SQLException {
                        replayed++;
                        Replay replay = replay(reader.of(number, job.id(), job.submission()), job.id());
                        compare(job, attempts, replay);
                        columns.number(number).each(row -> JobColumns.compare(job, row, findings));
                        devices.compare(leases, number, job.id().text(), replay.leases());
                    }

                    @Override
                    public void unreadable(String id, String cause) {
                        findings.add(new Difference("job", id, "rows", "readable", cause));
                    }
                });
            }
            devices.compare(connection);
            changes += UpkeepReplay.compare(connection, findings);
            sequence();
            return new Report(replayed, changes, count("SELECT count(*) AS n FROM retired"), findings.all());
        }

        private void file() throws SQLException {
            try (Command check = new Command(connection, "PRAGMA integrity_check(" + PAGES_MAX + ")")) {
                check.each(row -> findings.compare("file", "", "pages", "ok", row.text("integrity_check")));
            }
            try (Command check = new Command(connection, "PRAGMA foreign_key_check")) {
                check.each(row -> findings.add(new Difference(
                        row.text("table"),
                        row.maybeText("rowid").orElse(""),
                        "foreign key",
                        "a row of " + row.text("parent"),
                        "none")));
            }
        }

        private Replay replay(List<ChangeReader.Numbered> log, JobId id) {
            Replay replay = new Replay();
            long seq = 0;
            try {
                for (ChangeReader.Numbered numbered : log) {
                    seq = numbered.seq();
                    changes++;
                    replay.fold(numbered);
                }
            } catch (IllegalStateException e) {
                findings.add(new Difference(
                        "change", id.text(), "after seq " + seq, "a change that fits", String.valueOf(e.getMessage())));
            }
            return replay;
        }

        private void compare(Job stored, List<Attempt> attempts, Replay replay) {
            String id = stored.id().text();
            if (replay.job().isEmpty()) {
                findings.add(new Difference("job", id, "changes", "at least its submit", "none"));
                return;
            }
            findings.compareRecords("job", id, replay.job().get(), stored);
            attempts(id, replay.attempts(), attempts);
        }

        private void attempts(String id, List<Attempt> expected, List<Attempt> found) {
            Map<Integer, Attempt> left = new TreeMap<>();
            found.forEach(attempt -> left.put(attempt.number(), attempt));
            for (Attempt attempt : expected) {
                String row = id + " " + attempt.number();
                Attempt stored = left.remove(attempt.number());
                if (stored == null) {
                    findings.add(new Difference("attempt", row, "row", "present", "missing"));
                } else {
                    findings.compareRecords("attempt", row, attempt, stored);
                }
            }
            left.keySet()
                    .forEach(number ->
                            findings.add(new Difference("attempt", id + " " + number, "row", "none", "present")));
        }

        /** Changes are numbered without gaps; those that went with their job are counted in its summary. */
        private void sequence() throws SQLException {
            long newest = count("""
                    SELECT max(coalesce((SELECT max(seq) FROM change), 0),
                        coalesce((SELECT max(last_seq) FROM retired), 0)) AS n""");
            long there = count("SELECT count(*) AS n FROM change");
            long gone = count("SELECT coalesce(sum(changes), 0) AS n FROM retired");
            findings.compare("change", "1 to " + newest, "count", newest, there + gone);
            try (Command both = new Command(
                    connection, "SELECT r.id FROM retired r JOIN job j ON j.id = r.id OR j.number = r.number")) {
                both.each(row -> findings.add(
                        new Difference("retired", row.text("id"), "row", "no job of that id or number", "one")));
            }
            try (Command apart = new Command(connection, """
                    SELECT m.id FROM job m LEFT JOIN job f ON f.number = m.array
                    WHERE m.array IS NOT NULL AND substr(m.id, 1, 11) IS NOT substr(f.id, 1, 11)""")) {
                apart.each(row -> findings.add(
                        new Difference("job", row.text("id"), "array", "a member of the same", "another job")));
            }
            try (Command without = new Command(connection, """
                    SELECT id FROM job j WHERE NOT EXISTS
                        (SELECT 1 FROM submission s WHERE s.job = coalesce(j.alike, j.array, j.number))""")) {
                without.each(row -> findings.add(
                        new Difference("job", row.text("id"), "submission", "what was submitted", "none")));
            }
            try (Command strange =
                    new Command(connection, "SELECT seq, kind FROM change WHERE job IS NULL AND node IS NULL")) {
                strange.each(row -> findings.add(new Difference(
                        "change", row.text("seq"), "job", "a job or a node", "none, kind " + row.text("kind"))));
            }
        }

        private long count(String sql) throws SQLException {
            try (Command command = new Command(connection, sql)) {
                return command.first(row -> row.number("n")).orElse(0L);
            }
        }
    }
}
