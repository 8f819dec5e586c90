package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.EventSink;
import io.fairlead.wire.client.JobQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays at the door: one line in lists, and members by their index. */
@Timeout(60)
class ArrayRoutesTest {
    private static final JobId ARRAY = new JobId("abcdefgh12");
    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor();
        Submission plain = SampleJobs.submission(1001, "sweep");
        Submission submission = new Submission(
                plain.owner(),
                plain.project(),
                plain.definition().arrayed(JobArray.ofSize(3, Optional.of(2))),
                plain.texts(),
                plain.dialect(),
                plain.image(),
                plain.mounts(),
                plain.nodes(),
                Optional.empty());
        for (int index = 0; index < 3; index++) {
            door.house.add(Job.admitted(ARRAY.member(index), submission, false, true, SampleJobs.START));
        }
        door.house.happen(ARRAY.member(1), SampleJobs.life(ARRAY.member(1), 3));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void a_list_has_one_line_with_the_states_of_all_members() throws Exception {
        JobSummary job = door.client().jobs(JobQuery.MINE).jobs().getFirst();

        assertThat(door.client().jobs(JobQuery.MINE).jobs()).hasSize(1);
        assertThat(job.id()).isEqualTo(ARRAY.text());
        assertThat(job.state()).isEqualTo("QUEUED");
        assertThat(job.array())
                .contains(new ArrayView(
                        ARRAY.text(),
                        Optional.of(1L),
                        3,
                        Optional.of(2),
                        Optional.empty(),
                        List.of(new ArrayView.Share("QUEUED", 2, "0,2"), new ArrayView.Share("FAILED", 1, "1"))));
        assertThat(door.client()
                        .jobs(JobQuery.MINE.in(List.of("FAILED")))
                        .jobs()
                        .getFirst()
                        .state())
                .isEqualTo("FAILED");
    }

    @Test
    void its_members_are_listed_and_shown_by_their_index() throws Exception {
        assertThat(door.client().jobs(JobQuery.MINE.membersOf("abcd")).jobs())
                .extracting(JobSummary::id)
                .containsExactly(ARRAY + ".0", ARRAY + ".1", ARRAY + ".2");
        assertThat(door.client().jobs(JobQuery.MINE.each()).jobs()).hasSize(3);
        JobSummary member = door.client().job("abcd.1").job();
        assertThat(member.id()).isEqualTo(ARRAY + ".1");
        assertThat(member.array().flatMap(ArrayView::index)).contains(1);
        assertThat(door.client().job("_1_1").job().id()).isEqualTo(ARRAY + ".1");
        assertThat(door.client().job("_1").job().id()).isEqualTo(ARRAY.text());
        assertThat(door.client().job("_2").job().id()).isEqualTo(ARRAY + ".1");
        assertThat(door.client().why(ARRAY.text()).summary()).startsWith("member 0 waits");
        for (String none : List.of("abcd.3", "abcd.01", "abcd.x", "_1_7")) {
            Assertions.assertThatExceptionOfType(ApiRefusal.class)
                    .isThrownBy(() -> door.client().job(none))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("E-JOB-NOT-FOUND"));
        }
    }

    @Test
    void what_only_one_job_has_is_asked_of_a_member() {
        Assertions.assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> door.client().runRecord(ARRAY.text()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("E-JOB-IS-ARRAY"))
                .withMessageContaining(ARRAY + " is an array");
    }

    @Test
    void what_is_done_to_an_array_is_done_to_it_as_a_whole() throws Exception {
        door.client().cancel(ARRAY.text());
        door.client().hold(ARRAY + ".2");
        door.client().rerun(ARRAY + ".1", "key");

        assertThat(door.house.asked)
                .containsExactly("cancel 1001 " + ARRAY, "hold 1001 " + ARRAY + ".2", "rerun 1001 " + ARRAY + ".1");
    }

    @Test
    void its_events_are_those_of_all_members_until_the_last_has_ended() throws Exception {
        List<EventView> events = new ArrayList<>();
        door.house.happen(ARRAY.member(0), SampleJobs.life(ARRAY.member(0), 0));
        door.house.happen(ARRAY.member(2), SampleJobs.life(ARRAY.member(2), 0));
        EventSink sink = new EventSink() {
            @Override
            public void event(EventView event) {
                events.add(event);
            }

            @Override
            public void interrupted(int tries) {
                throw new IllegalStateException("interrupted");
            }
        };

        assertThat(door.client().watch(ARRAY.text(), 0, sink).map(EventView::job))
                .contains(ARRAY + ".2");
        assertThat(events).hasSize(3 * 9);
        assertThat(events).filteredOn(it -> it.kind().equals("ended")).hasSize(3);
    }
}
