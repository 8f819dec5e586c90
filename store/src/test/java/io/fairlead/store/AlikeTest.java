package io.fairlead.store;

import static io.fairlead.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was submitted is kept once of jobs that were submitted alike. */
final class AlikeTest {
    private final Random random = new Random(3);
    private final List<Job> jobs = new ArrayList<>();

    @TempDir
    private Path home;

    private Job submitted(Store store, Submission submission) {
        Job job = Samples.queued(Samples.id(random), submission, NOON.plusSeconds(jobs.size()));
        store.journal().append(List.of(submit(job)), List.of(job), List.of());
        jobs.add(job);
        return job;
    }

    private static Recorded submit(Job job) {
        return new Recorded(job.submittedAt(), new Actor.User(1001), new Change.Submitted(job));
    }

    private static Submission one() {
        return Samples.submission("one", 1);
    }

    private long submissions() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("fairlead.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM submission")) {
            return rows.getLong(1);
        }
    }

    private void assertAllAreThere() {
        try (Store store = Store.open(Samples.settings(home))) {
            assertThat(jobs).allSatisfy(job -> assertThat(store.job(job.id())).contains(job));
            assertThat(store.journal().load().jobs()).containsExactlyElementsOf(jobs);
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    @Test
    void equal_submissions_one_after_the_other_are_one_row() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            submitted(store, one());
            submitted(store, one());
            submitted(store, one());
            assertThat(submissions()).isEqualTo(1);
        }
        assertAllAreThere();
    }

    @Test
    void another_definition_or_another_owner_is_another_row() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            submitted(store, one());
            submitted(store, Samples.submission("two", 1));
            submitted(store, Samples.submission(1002, "two", 1, ""));
            submitted(store, Samples.submission(1002, "two", 1, "labelled"));
            assertThat(submissions()).isEqualTo(4);
        }
        assertAllAreThere();
    }

    @Test
    void after_a_start_the_first_one_is_written_anew() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Store store = Store.open(Samples.settings(home))) {
                submitted(store, one());
                submitted(store, one());
            }
        }
        assertThat(submissions()).isEqualTo(2);
        assertAllAreThere();
    }

    @Test
    void nobody_stands_by_a_submission_whose_transaction_was_not_saved() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            Job first = submitted(store, Samples.submission("first", 1));
            Job lost = Samples.queued(Samples.id(random), one(), NOON);
            assertThatThrownBy(() -> store.journal()
                            .append(List.of(submit(lost), submit(first)), List.of(lost, first), List.of()))
                    .isInstanceOf(IllegalStateException.class);

            submitted(store, one());

            assertThat(store.job(lost.id())).isEmpty();
            assertThat(submissions()).isEqualTo(2);
        }
        assertAllAreThere();
    }

    @Test
    void an_end_without_its_time_is_refused_by_the_database_as_before() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            submitted(store, one());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("fairlead.db"));
                var statement = connection.createStatement()) {
            for (String state : List.of("FINISHED", "FAILED", "CANCELLED")) {
                assertThatThrownBy(() -> statement.executeUpdate("UPDATE job SET state = '" + state + "'"))
                        .hasMessageContaining("CHECK");
            }
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE job SET ended = 1"))
                    .hasMessageContaining("CHECK");
            assertThat(statement.executeUpdate("UPDATE job SET ended = 1, state = 'FAILED'"))
                    .isEqualTo(1);
        }
    }
}
