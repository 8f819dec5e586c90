package io.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.store.migrate.Functions;
import io.fairlead.store.migrate.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/** A store with jobs in it, opened by a release that has one more script. */
final class UpgradeTest {
    private static final int OLD = Schema.current().version();
    private static final long SEED = 5;

    /** What releases do to a schema: new and changed columns, a table made anew, an index, a table dropped. */
    private static final List<String> STATEMENTS = List.of(
            "ALTER TABLE job ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'",
            "UPDATE job SET colour = 'blue' WHERE rowid % 2 = 0",
            "CREATE TABLE kept_again AS SELECT * FROM kept",
            "DROP TABLE kept",
            "ALTER TABLE kept_again RENAME TO kept",
            "CREATE TABLE census (jobs INTEGER NOT NULL, changes INTEGER NOT NULL)",
            "INSERT INTO census SELECT (SELECT count(*) FROM job), (SELECT count(*) FROM change)",
            "CREATE INDEX job_colour ON job (colour)");

    @TempDir
    Path home;

    private static Schema newer(List<String> statements, Functions functions) {
        return Schema.current().then(String.join(";\n", statements) + ";", functions);
    }

    /** Random jobs with their changes. */
    private Collection<Job> filled() {
        Histories histories = new Histories(SEED);
        try (Store store = Store.open(Samples.settings(home))) {
            for (int i = 0; i < 40; i++) {
                Histories.Step step = histories.next();
                store.journal().append(step.changes(), step.after(), step.keys());
            }
            store.journal().saw(Samples.NODE, "boot-1");
            store.journal().keep("a name", "a value");
        }
        assertThat(histories.jobs()).hasSizeGreaterThan(20);
        return histories.jobs().values();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("fairlead.db"));
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** Everything in the file: the shape and each row of each table. */
    private List<String> content() throws SQLException {
        try (Connection connection = connection()) {
            assertThat(rows(connection, "PRAGMA integrity_check")).containsExactly("ok|");
            List<String> all = rows(connection, "PRAGMA user_version");
            all.addAll(rows(connection, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"));
            for (String table : rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
                String name = table.substring(0, table.length() - 1);
                for (String row : rows(connection, "SELECT * FROM \"" + name + "\" ORDER BY 1, 2")) {
                    all.add(name + ": " + row);
                }
            }
            return all;
        }
    }

    /** By the release that has the script, in this process. */
    private void upgraded(Collection<Job> jobs) throws SQLException {
        try (Store store = Store.open(Samples.settings(home), newer(STATEMENTS, connection -> {}))) {
            assertThat(store.notices()).extracting(Problem::code).containsExactly("N-STORE-MIGRATED");
            assertThat(store.notices().getFirst().message()).contains(Integer.toString(OLD), Integer.toString(OLD + 1));
            assertThat(jobs).allSatisfy(job -> assertThat(store.job(job.id())).contains(job));
            assertThat(store.verify().differences()).isEmpty();
        }
        try (Connection connection = connection()) {
            assertThat(rows(connection, "SELECT jobs FROM census")).containsExactly(jobs.size() + "|");
            assertThat(rows(connection, "SELECT count(DISTINCT colour) FROM job"))
                    .containsExactly("2|");
            assertThat(rows(connection, "SELECT * FROM kept"))
                    .anySatisfy(row -> assertThat(row).contains("a name|a value"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void a_crash_after_so_many_statements_leaves_the_old_schema_and_the_next_start_makes_the_new_one(int statements)
            throws Exception {
        Collection<Job> jobs = filled();
        List<String> before = content();

        try (Child child = Child.start(Upgrade.class, home.toString(), Integer.toString(statements))) {
            assertThat(child.end(new ArrayList<>())).isEqualTo(Upgrade.HALTED);
        }

        assertThat(content()).isEqualTo(before);
        upgraded(jobs);
    }

    @Test
    void a_crash_after_the_last_step_leaves_the_new_schema_and_the_next_start_finds_nothing_to_do() throws Exception {
        Collection<Job> jobs = filled();
        try (Child child = Child.start(Upgrade.class, home.toString(), Integer.toString(Integer.MAX_VALUE))) {
            assertThat(child.end(new ArrayList<>())).isEqualTo(Upgrade.HALTED);
        }

        try (Store store = Store.open(Samples.settings(home), newer(STATEMENTS, connection -> {}))) {
            assertThat(store.notices()).isEmpty();
            assertThat(jobs).allSatisfy(job -> assertThat(store.job(job.id())).contains(job));
        }
        List<String> after = content();
        assertThat(after.getFirst()).isEqualTo(OLD + 1 + "|");
        assertThat(after).contains("census: " + jobs.size() + "|" + changes() + "|");
    }

    private String changes() throws SQLException {
        try (Connection connection = connection()) {
            return rows(connection, "SELECT count(*) FROM change").getFirst().replace("|", "");
        }
    }

    /** Opens the store with the script, and ends like a power cut after so many of its statements. */
    static final class Upgrade {
        static final int HALTED = 77;

        public static void main(String[] args) {
            List<String> statements = new ArrayList<>(STATEMENTS);
            int after = Integer.parseInt(args[1]);
            if (after <= statements.size()) {
                statements.add(after, "SELECT halt()");
            }
            Store store = Store.open(Samples.settings(Path.of(args[0])), newer(statements, Upgrade::halts));
            if (!store.notices().isEmpty()) {
                Runtime.getRuntime().halt(HALTED);
            }
        }

        private static void halts(Connection connection) throws SQLException {
            Function.create(connection, "halt", new Function() {
                @Override
                protected void xFunc() {
                    Runtime.getRuntime().halt(HALTED);
                }
            });
        }
    }
}
