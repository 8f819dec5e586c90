package io.fairlead.store.query;

import static io.fairlead.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import io.fairlead.store.verify.Difference;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays as rows: each member has one, and what was submitted stands with the first. */
final class ArrayRowTest {
    private static final JobId ARRAY = new JobId("4x9k2m7q1d");
    private static final JobId OTHER = new JobId("4y9k2m7q1d");
    private static final Actor USER = new Actor.User(1001);

    @TempDir
    Path directory;

    private final List<Job> members = new ArrayList<>();
    private Store store;

    @BeforeEach
    void submitted() {
        store = Store.open(Samples.settings(directory));
        Submission submission = Samples.submission("sweep", 1);
        append(Samples.queued(OTHER, Samples.submission("alone", 1), NOON));
        for (int index : new int[] {0, 2, 10}) {
            members.add(Samples.queued(ARRAY.member(index), submission, NOON.plusSeconds(1)));
        }
        append(members.toArray(Job[]::new));
    }

    private void append(Job... jobs) {
        List<Recorded> changes = List.of(jobs).stream()
                .map(job -> new Recorded(job.submittedAt(), USER, new Change.Submitted(job)))
                .toList();
        store.journal().append(changes, List.of(jobs), List.<SubmitKey>of());
    }

    private void cancel(int place) {
        Recorded end = new Recorded(
                NOON.plusSeconds(2),
                USER,
                new Change.Ended(members.get(place).id(), 0, JobState.CANCELLED, Optional.empty()));
        members.set(place, members.get(place).after(end));
        store.journal().append(List.of(end), List.of(members.get(place)), List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void each_member_is_a_job_and_their_submission_is_kept_once() throws Exception {
        assertThat(store.jobs(store.queries().members(ARRAY))).isEqualTo(members);
        assertThat(store.job(ARRAY)).isEmpty();
        List<Job> live = store.journal().load().jobs();
        assertThat(live).hasSize(4).containsAll(members);
        assertThat(live.get(3).submission()).isSameAs(live.get(2).submission());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM submission")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        assertThat(store.verify().differences()).isEmpty();
    }

    @Test
    void an_array_says_how_its_members_stand_and_has_the_number_of_the_first() {
        cancel(0);
        ArrayRow row = store.queries().array(ARRAY).orElseThrow();

        assertThat(row.states()).isEqualTo(Map.of(JobState.QUEUED, List.of(2, 10), JobState.CANCELLED, List.of(0)));
        assertThat(row.number()).isEqualTo(2);
        assertThat(store.queries().numbered(2, 1001)).contains(ARRAY);
        assertThat(store.queries().numbered(3, 1001)).contains(ARRAY.member(2));
        assertThat(store.queries().numbered(1, 1001)).contains(OTHER);
        assertThat(store.queries().array(OTHER)).isEmpty();
        assertThat(store.queries().members(OTHER)).isEmpty();
    }

    @Test
    void a_list_has_one_line_for_an_array_wherever_any_member_would_be() {
        cancel(0);
        JobFilter grouped = JobFilter.ALL.owner(1001).oneForEachArray();

        assertThat(ids(JobFilter.ALL)).hasSize(4);
        assertThat(ids(grouped)).containsExactly(ARRAY.member(0), OTHER);
        assertThat(ids(grouped.states(Set.of(JobState.QUEUED)))).containsExactly(ARRAY.member(0), OTHER);
        assertThat(ids(grouped.states(Set.of(JobState.CANCELLED)))).containsExactly(ARRAY.member(0));
        assertThat(ids(grouped.states(Set.of(JobState.RUNNING)))).isEmpty();
        Page first = store.queries().list(grouped, Optional.empty(), 1);
        assertThat(store.queries().list(grouped, first.next(), 1).jobs())
                .extracting(row -> row.id().job())
                .containsExactly(OTHER);
    }

    private List<JobId> ids(JobFilter filter) {
        return store.queries().list(filter, Optional.empty(), 10).jobs().stream()
                .map(row -> row.id().job())
                .toList();
    }

    @Test
    void an_id_and_what_it_begins_with_lead_to_the_array() {
        assertThat(store.queries().find("4x9k", OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        Found.One.class,
                        one -> assertThat(one.job().id().job().array()).isEqualTo(ARRAY));
        assertThat(store.queries().used(Set.of(ARRAY, OTHER, new JobId("zzzzzzzzzz"))))
                .containsExactlyInAnyOrder(ARRAY, OTHER);
    }

    @Test
    void what_happened_to_its_members_is_told_in_order() {
        cancel(2);
        cancel(1);

        assertThat(store.queries().changesOfArray(ARRAY, 0, 100))
                .extracting(it -> it.recorded().change().job().text())
                .containsExactly(ARRAY + ".0", ARRAY + ".2", ARRAY + ".10", ARRAY + ".10", ARRAY + ".2");
        assertThat(store.queries().changesOfArray(ARRAY, 4, 1)).hasSize(1);
        assertThat(store.queries().changesOfArray(OTHER, 0, 100)).isEmpty();
    }

    @Test
    void a_member_that_lost_its_array_is_found() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE job SET array = 1 WHERE number = 3");
        }

        assertThat(store.verify().differences())
                .extracting(Difference::row)
                .contains(ARRAY.member(2).text());
    }
}
