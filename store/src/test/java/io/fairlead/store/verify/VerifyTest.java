package io.fairlead.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.Histories;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Differences planted behind the store's back. */
final class VerifyTest {
    private static final int TRANSACTIONS = 80;

    @TempDir
    static Path original;

    @TempDir
    Path directory;

    @BeforeAll
    static void history() {
        var histories = new Histories(42);
        try (Store store = Store.open(Samples.settings(original))) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                var step = histories.next();
                store.journal().append(step.changes(), step.after(), step.keys());
            }
        }
    }

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of("fairlead.db", "instance")) {
            Files.copy(original.resolve(file), directory.resolve(file));
        }
    }

    private Report verified() {
        try (Store store = Store.open(Samples.settings(directory))) {
            return store.verify();
        }
    }

    private void plant(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP TRIGGER job_terminal; DROP TRIGGER lease_released; DROP TRIGGER lease_taken;"
                    + " DROP INDEX lease_whole;");
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    @Test
    void a_true_store_has_no_differences() {
        Report report = verified();

        assertThat(report.differences()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.jobs()).isGreaterThan(50);
        assertThat(report.changes()).isGreaterThan(300);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "job | state | UPDATE job SET state = 'FINISHED' WHERE number = (SELECT min(number) FROM job WHERE state ="
                        + " 'FAILED')",
                "job | since | UPDATE job SET since = since + 1 WHERE number = 3",
                "job | owner_uid | UPDATE job SET owner_uid = 7 WHERE number = 2",
                "job | labels | UPDATE job SET labels = '{}' WHERE number = 2",
                "job | digest | UPDATE job SET digest = 'sha256:00' WHERE number = 2",
                "job | exit_code | UPDATE job SET exit_code = 9 WHERE number = (SELECT min(number) FROM job WHERE"
                        + " exit_code = 0)",
                "job | node | UPDATE job SET node = 'elsewhere' WHERE number = (SELECT min(number) FROM job WHERE node IS"
                        + " NOT NULL)",
                "job | changes | DELETE FROM change WHERE job = 2",
                "job | submission | PRAGMA foreign_keys = OFF; DELETE FROM submission WHERE job = (SELECT max(job) FROM"
                        + " submission)",
                "job | owner_uid | UPDATE job SET alike = (SELECT number FROM job o WHERE o.owner_uid <> job.owner_uid"
                        + " LIMIT 1) WHERE number = 2",
                "change | count | DELETE FROM change WHERE seq = (SELECT max(seq) - 5 FROM change)",
                "change | after seq | UPDATE change SET kind = 'running', json = '{\"startedAt\":1}', attempt = 9 WHERE"
                        + " seq = (SELECT min(seq) FROM change WHERE kind = 'held')",
                "change | device | UPDATE change SET json = replace(replace(json, 'GPU-a2', 'GPU-a0'), 'GPU-a3',"
                        + " 'GPU-a0') WHERE kind = 'assigned'",
                "attempt | state | UPDATE attempt SET state = 'HALTED' WHERE job = (SELECT min(job) FROM attempt)",
                "attempt | times | UPDATE attempt SET assigned = assigned - 1 WHERE job = (SELECT min(job) FROM attempt)",
                "job | rows | INSERT INTO attempt (job, number, state, holding, assigned, logs_complete) VALUES (1, 99,"
                        + " 'FAILED', 0, 0, 0)",
                "lease | released | UPDATE lease SET released = NULL WHERE released = (SELECT max(released) FROM lease)",
                "lease | row | DELETE FROM lease WHERE taken = (SELECT min(taken) FROM lease)",
                "device | used_milli | UPDATE device SET used_milli = 1000 - used_milli WHERE id = 'GPU-a1'",
                "submission | foreign key | INSERT INTO submission VALUES (9999, 'd', 'x', NULL, 1, '{}')",
                "retired | row | INSERT INTO retired SELECT number, id, 1, 'p', 'FAILED', 1, 2, 3, 4, 5 FROM job LIMIT 1",
            })
    void a_planted_difference_is_found(String table, String field, String sql) throws Exception {
        plant(sql);

        assertThat(verified().differences()).anySatisfy(difference -> {
            assertThat(difference.table()).isEqualTo(table);
            assertThat(difference.field()).startsWith(field);
            assertThat(difference.expected()).isNotEqualTo(difference.found());
        });
    }

    @Test
    void what_retention_took_away_is_known_by_its_summary() throws Exception {
        plant("""
                PRAGMA foreign_keys = OFF;
                INSERT INTO retired
                    SELECT j.number, j.id, j.owner_uid, j.project, j.state, j.submitted, j.ended, 0,
                        (SELECT count(*) FROM change c WHERE c.job = j.number),
                        (SELECT max(seq) FROM change c WHERE c.job = j.number)
                    FROM job j WHERE j.ended IS NOT NULL;
                DELETE FROM submit_key WHERE job IN (SELECT number FROM retired);
                DELETE FROM change WHERE job IN (SELECT number FROM retired);
                DELETE FROM lease WHERE job IN (SELECT number FROM retired);
                DELETE FROM placement WHERE job IN (SELECT number FROM retired);
                DELETE FROM attempt WHERE job IN (SELECT number FROM retired);
                DELETE FROM submission WHERE job IN (SELECT number FROM retired);
                DELETE FROM job WHERE number IN (SELECT number FROM retired);
                """);

        Report report = verified();

        assertThat(report.differences()).isEmpty();
        assertThat(report.retired()).isGreaterThan(10);
    }
}
