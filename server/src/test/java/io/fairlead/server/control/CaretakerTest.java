package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nodes and devices that are set aside, of the one node with two GPUs. */
final class CaretakerTest {
    private static final Message.Administrator ANNA = new Message.Administrator(0, "anna");

    private final MemoryChangeLog store = new MemoryChangeLog();
    private final List<UpkeepRecord> said = new ArrayList<>();
    private ControlLoop loop = Given.loop(store);

    private void turn() {
        Turn turn = loop.endTurn(Given.NOON);
        store.append(turn.changes(), turn.after(), turn.keys(), turn.upkeep());
        said.addAll(turn.upkeep());
        turn.answer();
    }

    private Given.Answered submit(int gpus) {
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(
                        Given.candidate(1001, gpus, Scheduling.DEFAULT, true), false, Optional.empty(), answer),
                Given.NOON);
        turn();
        return answer;
    }

    private Job submitted(int gpus) {
        return store.job(submit(gpus).job()).orElseThrow();
    }

    private Reply drain(String reason, String... devices) {
        return told(answer -> new Message.Drain(Given.node().ref().node(), List.of(devices), reason, ANNA, answer));
    }

    private Reply resume(String... devices) {
        return told(answer -> new Message.Resume(Given.node().ref().node(), List.of(devices), ANNA, answer));
    }

    private Reply told(java.util.function.Function<Message.Answer, Message> message) {
        List<Reply> replies = new ArrayList<>();
        loop.handle(message.apply(replies::add), Given.NOON);
        turn();
        return replies.getFirst();
    }

    private Problem reason(Job job) {
        return loop.reason(loop.snapshot().job(job.id()).orElseThrow(), 0);
    }

    private JobState state(Job job) {
        return store.job(job.id()).orElseThrow().state();
    }

    private static List<String> codes(Reply reply) {
        return ((Reply.Refused) reply).problems().stream().map(Problem::code).toList();
    }

    @Test
    void on_a_drained_node_jobs_go_on_none_starts_and_none_is_refused() {
        Job before = submitted(1);
        assertThat(drain("new fans")).isEqualTo(new Reply.NodeKept(Given.node().ref()));
        Job after = submitted(1);

        assertThat(state(before)).isEqualTo(JobState.STARTING);
        assertThat(state(after)).isEqualTo(JobState.QUEUED);
        assertThat(reason(after).code()).isEqualTo("E-NODE-DRAINED");
        assertThat(reason(after).message())
                .contains(Given.node().ref().node(), "anna", "new fans", Given.NOON.toString());

        resume();
        assertThat(state(after)).isEqualTo(JobState.STARTING);
    }

    @Test
    void an_interactive_job_is_refused_with_who_set_the_node_aside() {
        drain("new fans");
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(
                        Given.candidate(1001, 0, Given.interactive(), true), false, Optional.empty(), answer),
                Given.NOON);
        turn();

        assertThat(((Reply.Conflict) answer.replies.getFirst()).problem().message())
                .contains("anna", "new fans");
    }

    @Test
    void of_single_devices_that_are_set_aside_the_others_are_given() {
        drain("bad memory", "0");
        Job one = submitted(1);
        Job two = submitted(2);

        assertThat(state(one)).isEqualTo(JobState.STARTING);
        assertThat(store.job(one.id())
                        .orElseThrow()
                        .attempt()
                        .orElseThrow()
                        .placements()
                        .getFirst()
                        .devices())
                .containsExactly(Given.node().devices().get(1).id());
        assertThat(state(two)).isEqualTo(JobState.QUEUED);
        loop.handle(new Message.Cancel(one.id(), new Actor.User(1001), _ -> {}), Given.NOON);
        turn();
        assertThat(reason(two).code()).isEqualTo("E-NO-FREE-GPUS");
    }

    @Test
    void one_that_needs_what_is_set_aside_waits_for_that_and_says_who_did_it() {
        drain("bad memory", "0");
        Job both = submitted(2);

        assertThat(reason(both).code()).isEqualTo("E-DEVICES-DRAINED");
        assertThat(reason(both).message()).contains("anna", "bad memory");
        resume("0");
        assertThat(state(both)).isEqualTo(JobState.STARTING);
    }

    @Test
    void the_next_server_knows_what_is_set_aside() {
        drain("new fans");
        drain("bad memory", "1");
        loop = Given.loop(store);
        Job job = submitted(1);

        assertThat(reason(job).message()).contains("new fans");
        resume();
        assertThat(state(job)).isEqualTo(JobState.STARTING);
        loop = Given.loop(store);
        assertThat(loop.snapshot().nodes().iterator().next().aside().isNothing())
                .isTrue();
    }

    @Test
    void what_was_said_is_kept_with_who_said_it() {
        drain("new fans", "GPU-1", "1");
        drain("newer fans");
        resume();

        assertThat(said)
                .extracting(UpkeepRecord::change)
                .containsExactly(
                        new UpkeepChange.NodeDrained(
                                Given.node().ref(),
                                List.of(Given.node().devices().get(1).id()),
                                "anna",
                                "new fans"),
                        new UpkeepChange.NodeDrained(Given.node().ref(), List.of(), "anna", "newer fans"),
                        new UpkeepChange.NodeResumed(Given.node().ref(), List.of()));
        assertThat(said).extracting(UpkeepRecord::actor).containsOnly(new Actor.Admin(0));
    }

    @Test
    void what_is_not_there_or_not_set_aside_is_refused_with_what_there_is() {
        assertThat(codes(resume())).containsExactly("E-NOT-DRAINED");
        assertThat(codes(drain("", "0", "7", "x"))).containsExactly("E-NO-DEVICE", "E-NO-DEVICE");
        drain("", "0");
        assertThat(codes(resume("1"))).containsExactly("E-NOT-DRAINED");
        Reply unknown = told(answer -> new Message.Drain("elsewhere", List.of(), "", ANNA, answer));

        assertThat(codes(unknown)).containsExactly("E-NO-NODE");
        Problem problem = ((Reply.Refused) unknown).problems().getFirst();
        assertThat(problem.given()).isEqualTo("elsewhere");
        assertThat(problem.message()).contains(Given.node().ref().node());
    }

    @Test
    void what_is_wrong_with_a_device_holds_for_the_loop_that_is_made_anew_and_is_told_to_who_has_it() {
        Job has = submitted(1);
        DeviceId device = store.job(has.id())
                .orElseThrow()
                .attempt()
                .orElseThrow()
                .placements()
                .getFirst()
                .devices()
                .getFirst();
        Message seen = new Message.DevicesSeen(
                Given.node().ref(), new TreeMap<>(Map.of(device, new Defect(Defect.Kind.LOST, "is lost"))));
        Standing standing = new Standing();
        standing.note(seen);
        standing.replay(loop, Given.NOON);
        turn();

        Desk.Why why = Overview.why(loop, has.id(), _ -> Optional.empty())
                .orElseThrow()
                .answer();

        assertThat(why.notes()).extracting(Problem::code).contains("N-DEVICE");
        assertThat(Overview.nodes(loop).getFirst().defects()).containsKey(device);
        assertThat(codes(resume("0"))).containsExactly("E-NOT-DRAINED");
    }

    private static Reserving.Wish gpus(int gpus, int fromHours, int untilHours) {
        return new Reserving.Wish(
                Optional.empty(),
                false,
                gpus,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Given.NOON.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(fromHours)),
                Given.NOON.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(untilHours)));
    }

    private Reply reserve(String name, Reserving.Wish wish, boolean force) {
        Reservation.Members members =
                new Reservation.Members(new TreeSet<>(List.of("user1001")), new TreeSet<>(), new TreeSet<>());
        return told(answer -> new Message.Reserve(name, Optional.empty(), wish, members, force, ANNA, answer));
    }

    private Given.Answered submit(long uid, Scheduling wish) {
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(Given.candidate(uid, 2, wish, true), false, Optional.empty(), answer), Given.NOON);
        turn();
        return answer;
    }

    @Test
    void what_is_reserved_is_kept_for_who_names_it_and_the_next_server_knows_it() {
        assertThat(reserve("course", gpus(2, 0, 3), false)).isInstanceOfSatisfying(Reply.Reserved.class, it -> {
            assertThat(it.reservation().part().devices()).hasSize(2);
            assertThat(it.reservation().by()).isEqualTo("anna");
        });
        loop = Given.loop(store);
        Job other = submitted(1);
        assertThat(reason(other).code()).isEqualTo("E-RESERVED");
        Given.Answered own = submit(
                1001, new Wished().atMost(Duration.ofHours(1)).using("course").scheduling());

        assertThat(state(other)).isEqualTo(JobState.QUEUED);
        assertThat(reason(other).code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(state(store.job(own.job()).orElseThrow())).isEqualTo(JobState.STARTING);
    }

    @Test
    void an_interactive_job_has_its_reservation_too_and_others_are_told_why_not() {
        reserve("course", gpus(2, 0, 3), false);
        Wished hour = new Wished().atMost(Duration.ofHours(1)).interactive();

        assertThat(submit(1002, hour.scheduling()).code()).isEqualTo("E-RESERVED");
        assertThat(submit(1001, hour.using("course").scheduling()).code()).isEmpty();
    }

    @Test
    void a_job_that_could_never_use_what_it_names_is_refused() {
        reserve("course", gpus(2, 1, 3), false);

        assertThat(submit(1001, new Wished().using("curse").scheduling()).code())
                .isEqualTo("E-RESERVATION-UNKNOWN");
        assertThat(submit(
                                1002,
                                new Wished()
                                        .atMost(Duration.ofHours(1))
                                        .using("course")
                                        .scheduling())
                        .code())
                .isEqualTo("E-RESERVATION-NOT-YOURS");
        assertThat(submit(1001, new Wished().using("course").scheduling()).code())
                .isEqualTo("E-RESERVATION-TOO-SHORT");
        assertThat(submit(
                                1001,
                                new Wished()
                                        .atMost(Duration.ofHours(2))
                                        .using("course")
                                        .scheduling())
                        .code())
                .isEqualTo("E-RESERVATION-TOO-SHORT");
        assertThat(submit(
                                1001,
                                new Wished()
                                        .atMost(Duration.ofHours(1))
                                        .using("course")
                                        .scheduling())
                        .code())
                .isEmpty();
    }

    @Test
    void nothing_is_reserved_where_jobs_are_in_the_way_unless_it_must_be_and_they_go_on() {
        Job before = submitted(1);
        Reply refused = reserve("course", gpus(2, 1, 3), false);

        assertThat(codes(refused)).containsExactly("E-RESERVATION-BUSY");
        assertThat(((Reply.Refused) refused).problems().getFirst().message())
                .contains(before.id().text());
        assertThat(reserve("course", gpus(2, 1, 3), true)).isInstanceOf(Reply.Reserved.class);
        assertThat(state(before)).isEqualTo(JobState.STARTING);
        assertThat(codes(reserve("course", gpus(1, 5, 6), false))).containsExactly("E-RESERVATION-TAKEN");
        assertThat(codes(reserve("other", gpus(1, 2, 4), true))).containsExactly("E-RESERVATION-NO-PART");
        assertThat(codes(reserve("other", gpus(1, -3, -2), true))).containsExactly("E-RESERVATION-PAST");
    }

    @Test
    void what_is_deleted_starts_who_waits_for_it() {
        reserve("course", gpus(2, 0, 3), false);
        Job other = submitted(1);
        assertThat(codes(told(answer -> new Message.Unreserve("curse", ANNA, answer))))
                .containsExactly("E-NO-RESERVATION");
        told(answer -> new Message.Unreserve("course", ANNA, answer));

        assertThat(state(other)).isEqualTo(JobState.STARTING);
        assertThat(said.getLast().change())
                .isEqualTo(new UpkeepChange.Unreserved(Given.node().ref(), "course"));
    }
}
