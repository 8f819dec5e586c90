package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Dependency.On;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.store.change.MemoryChangeLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many jobs of one definition. */
final class ArraysTest {
    private static final Actor ADA = new Actor.User(1001);

    private final MemoryChangeLog store = new MemoryChangeLog();
    private ControlLoop loop = Given.loop(store);

    private Turn turn() {
        Turn turn = loop.endTurn(Given.NOON);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        return turn;
    }

    private static Scheduling array(int size, Integer... most) {
        return new Wished()
                .arrayed(JobArray.ofSize(size, List.of(most).stream().findFirst()))
                .scheduling();
    }

    private Given.Answered handle(Scheduling scheduling, boolean hold, boolean imagePresent) {
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(Given.candidate(1001, 0, scheduling, imagePresent), hold, Optional.empty(), answer),
                Given.NOON);
        return answer;
    }

    private JobId submitted(Scheduling scheduling, boolean hold) {
        Given.Answered answer = handle(scheduling, hold, true);
        turn();
        return answer.job().array();
    }

    private void cancel(JobId id) {
        loop.handle(new Message.Cancel(id, ADA, _ -> {}), Given.NOON);
        turn();
    }

    private JobState state(JobId id) {
        return store.job(id).orElseThrow().state();
    }

    private List<JobState> states(JobId array) {
        return store.jobs(array).stream().map(Job::state).toList();
    }

    @Test
    void its_members_are_submitted_together_and_as_many_as_may_have_a_place() {
        Given.Answered answer = handle(array(4, 2), false, true);
        Turn turn = turn();
        JobId id = answer.job().array();

        assertThat(turn.changes())
                .filteredOn(it -> it.change() instanceof Change.Submitted)
                .extracting(it -> it.change().job().text())
                .containsExactly(id + ".0", id + ".1", id + ".2", id + ".3");
        assertThat(states(id)).containsExactly(JobState.STARTING, JobState.STARTING, JobState.QUEUED, JobState.QUEUED);
        Problem why = loop.reason(store.job(id.member(2)).orElseThrow(), 0);
        assertThat(why.code()).isEqualTo("E-ARRAY-FULL");
        assertThat(why.message()).contains("2 members", id.text());
    }

    @Test
    void a_server_that_starts_again_lets_no_more_have_one_and_other_jobs_are_not_kept_back() {
        JobId id = submitted(array(4, 2), false);
        loop = Given.loop(store);
        JobId other = submitted(Scheduling.DEFAULT, false);

        assertThat(states(id)).containsExactly(JobState.STARTING, JobState.STARTING, JobState.QUEUED, JobState.QUEUED);
        assertThat(state(other)).isEqualTo(JobState.STARTING);
    }

    @Test
    void what_is_wanted_of_all_members_is_decided_in_one_turn() {
        JobId id = submitted(array(3), true);
        loop.handle(
                new Message.All(store.jobs(id).stream()
                        .<Message.OfJob>map(job -> new Message.Cancel(job.id(), ADA, _ -> {}))
                        .toList()),
                Given.NOON);
        turn();

        assertThat(states(id)).containsOnly(JobState.CANCELLED).hasSize(3);
    }

    @Test
    void one_that_depends_on_an_array_starts_when_all_members_have_ended() {
        JobId id = submitted(array(2), true);
        JobId last =
                submitted(new Wished().after(new Dependency(id, On.FINISHED)).scheduling(), false);
        cancel(id.member(1));
        assertThat(state(last)).isEqualTo(JobState.QUEUED);
        assertThat(loop.reason(store.job(last).orElseThrow(), 0).code()).isEqualTo("E-DEPENDENCY-WAITS");
        cancel(id.member(0));

        assertThat(state(last)).isEqualTo(JobState.STARTING);
    }

    @Test
    void one_that_depends_on_the_success_of_an_array_is_cancelled_with_the_first_member_that_has_none() {
        JobId id = submitted(array(2), true);
        JobId all =
                submitted(new Wished().after(new Dependency(id, On.SUCCEEDED)).scheduling(), false);
        JobId other = submitted(
                new Wished().after(new Dependency(id.member(0), On.SUCCEEDED)).scheduling(), false);
        cancel(id.member(1));

        assertThat(state(all)).isEqualTo(JobState.CANCELLED);
        assertThat(state(other)).isEqualTo(JobState.QUEUED);
        assertThat(handle(new Wished().after(new Dependency(id, On.SUCCEEDED)).scheduling(), false, true).replies)
                .isEmpty();
        turn();
    }

    @Test
    void an_array_that_can_not_end_as_it_should_any_more_is_refused_as_is_one_of_which_somebody_should_fail() {
        JobId id = submitted(array(2), true);
        cancel(id.member(1));
        Given.Answered success =
                handle(new Wished().after(new Dependency(id, On.SUCCEEDED)).scheduling(), false, true);
        Given.Answered failure =
                handle(new Wished().after(new Dependency(id, On.FAILED)).scheduling(), false, true);
        turn();

        assertThat(success.code()).isEqualTo("E-DEPENDENCY-NEVER");
        assertThat(failure.code()).isEqualTo("E-DEPENDENCY-ARRAY");
    }

    @Test
    void each_member_counts_towards_what_one_may_submit() {
        loop = Given.loop(store, LimitTable.of(LimitTable.submitted(3)));
        Given.Answered many = handle(array(4), false, true);
        Given.Answered few = handle(array(3), false, true);
        turn();

        assertThat(many.code()).isEqualTo("E-TOO-MANY-JOBS");
        assertThat(((Reply.Refused) many.replies.getFirst())
                        .problems()
                        .getFirst()
                        .message())
                .contains("this array would be 4 more");
        assertThat(few.code()).isEmpty();
    }

    @Test
    void its_image_is_asked_for_once() {
        handle(array(50), false, false);
        assertThat(turn().effects()).filteredOn(Effect.Pull.class::isInstance).hasSize(1);

        loop = Given.loop(store);
        loop.resume(Given.NOON);
        assertThat(turn().effects()).filteredOn(Effect.Pull.class::isInstance).hasSize(1);
    }
}
