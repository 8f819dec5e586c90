package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.store.change.MemoryChangeLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private final MemoryChangeLog store = new MemoryChangeLog();
    private ControlLoop loop = Given.loop(store);

    private Turn turn() {
        Turn turn = loop.endTurn(Given.NOON);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        return turn;
    }

    private Given.Answered submit(
            long uid, Scheduling scheduling, boolean hold, boolean image, String key, String body) {
        Given.Answered answer = new Given.Answered();
        Optional<Message.Key> of = key.isEmpty() ? Optional.empty() : Optional.of(new Message.Key(key, body));
        loop.handle(new Message.Submit(Given.candidate(uid, 1, scheduling, image), hold, of, answer), Given.NOON);
        return answer;
    }

    private Given.Answered keyed(long uid, String key, String body) {
        return submit(uid, Scheduling.DEFAULT, false, true, key, body);
    }

    private Given.Answered plain() {
        return submit(1001, Scheduling.DEFAULT, false, true, "", "");
    }

    @Test
    void the_same_key_and_body_give_the_same_job_within_a_turn_and_after_it() {
        Given.Answered first = keyed(1001, "k", "body");
        Given.Answered same = keyed(1001, "k", "body");
        turn();
        Given.Answered later = keyed(1001, "k", "body");
        turn();

        assertThat(same.job()).isEqualTo(first.job());
        assertThat(later.job()).isEqualTo(first.job());
        assertThat(((Reply.Accepted) first.replies.getFirst()).replayed()).isFalse();
        assertThat(((Reply.Accepted) later.replies.getFirst()).replayed()).isTrue();
        assertThat(store.jobs()).hasSize(1);
    }

    @Test
    void a_key_with_another_body_is_a_mistake_of_the_client() {
        keyed(1001, "k", "body");
        Given.Answered other = keyed(1001, "k", "another body");
        turn();

        assertThat(other.code()).isEqualTo("E-KEY-REUSED");
        assertThat(store.jobs()).hasSize(1);
    }

    @Test
    void keys_of_two_users_never_meet() {
        keyed(1001, "k", "body");
        keyed(1002, "k", "body");
        turn();

        assertThat(store.jobs()).hasSize(2);
    }

    @Test
    void an_interactive_job_starts_now_or_leaves_no_trace() {
        Given.Answered first = submit(1001, Given.interactive(), false, true, "", "");
        Given.Answered second = submit(1001, Given.interactive(), false, true, "", "");
        Given.Answered third = submit(1001, Given.interactive(), false, true, "k", "body");
        turn();

        assertThat(((Reply.Accepted) first.replies.getFirst()).job().state()).isEqualTo(JobState.STARTING);
        assertThat(second.code()).isEmpty();
        assertThat(third.code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(store.jobs()).hasSize(2);
        assertThat(store.submitKey(1001, "k")).isEmpty();
    }

    @Test
    void an_interactive_job_passes_nobody_who_fits() {
        plain();
        plain();
        Given.Answered interactive = submit(1001, Given.interactive(), false, true, "", "");
        turn();

        assertThat(interactive.code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(store.jobs()).extracting(job -> job.state()).containsOnly(JobState.STARTING);
    }

    private static LimitTable containers(int most) {
        LimitSource group = new LimitSource(LimitSource.Layer.GROUP, "student");
        UserLimits none = UserLimits.NONE;
        return LimitTable.of(new Limits(
                JobLimits.NONE,
                new UserLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        Bound.of(most, group),
                        Bound.of(3, group))));
    }

    @Test
    void at_a_limit_a_job_waits_an_interactive_one_is_refused_and_others_go_on() {
        loop = Given.loop(store, containers(1));
        Given.Answered first = plain();
        Given.Answered second = plain();
        Given.Answered interactive = submit(1001, Given.interactive(), false, true, "k", "body");
        Given.Answered others = submit(1002, Given.interactive(), false, true, "", "");
        turn();

        assertThat(store.job(first.job()).orElseThrow().state()).isEqualTo(JobState.STARTING);
        assertThat(store.job(second.job()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(loop.reason(store.job(second.job()).orElseThrow(), 0).code()).isEqualTo("E-LIMIT-RUNNING");
        assertThat(interactive.code()).isEqualTo("E-LIMIT-RUNNING");
        assertThat(store.submitKey(1001, "k")).isEmpty();
        assertThat(others.code()).isEmpty();
    }

    @Test
    void what_may_be_submitted_is_counted_with_what_came_in_the_same_turn() {
        loop = Given.loop(store, containers(9));
        Given.Answered last = plain();
        for (int i = 0; i < 3; i++) {
            last = plain();
        }
        turn();

        assertThat(last.code()).isEqualTo("E-TOO-MANY-JOBS");
        assertThat(store.jobs()).hasSize(3);
    }

    @Test
    void a_submit_by_somebody_at_their_limit_costs_no_pass() {
        loop = Given.loop(store, containers(1));
        plain();
        plain();
        turn();
        long passes = loop.passes();

        Given.Answered third = plain();
        turn();

        assertThat(loop.passes()).isEqualTo(passes);
        assertThat(loop.reason(store.job(third.job()).orElseThrow(), 2).code()).isEqualTo("E-LIMIT-RUNNING");
    }

    @Test
    void interactive_on_hold_is_a_contradiction() {
        Given.Answered answer = submit(1001, Given.interactive(), true, true, "", "");
        turn();

        assertThat(answer.code()).isEqualTo("E-HOLD-INTERACTIVE");
    }

    @Test
    void while_nothing_is_accepted_everybody_is_told_why() {
        loop.handle(
                new Message.Acceptance(Optional.of(new ProblemCode("E-TEST", "no", "wait", "Only in tests.").reason())),
                Given.NOON);
        Given.Answered refused = plain();
        loop.handle(new Message.Acceptance(Optional.empty()), Given.NOON);
        Given.Answered accepted = plain();
        turn();

        assertThat(refused.code()).isEqualTo("E-TEST");
        assertThat(accepted.code()).isEmpty();
    }

    @Test
    void an_image_that_arrives_while_a_job_is_on_hold_is_not_missed() {
        Given.Answered held = submit(1001, Scheduling.DEFAULT, true, false, "", "");
        Turn first = turn();
        Effect.Pull pull = (Effect.Pull) first.effects().getFirst();

        loop.handle(new Message.Observed(new Observation.ImageArrived(ClusterId.LOCAL, pull.image())), Given.NOON);
        loop.handle(new Message.Release(held.job(), Given.ADA, _ -> {}), Given.NOON);
        turn();

        assertThat(store.job(held.job()).orElseThrow().state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void a_removal_that_races_with_the_end_is_a_conflict_and_no_bug() {
        Given.Answered waiting = submit(1001, Scheduling.DEFAULT, true, true, "", "");
        turn();
        var before = store.job(waiting.job()).orElseThrow();
        loop.handle(new Message.Cancel(before.id(), Given.ADA, _ -> {}), Given.NOON);
        Given.Answered removed = new Given.Answered();

        loop.handle(new Message.Remove(before, Given.ADA, removed), Given.NOON);
        turn();

        assertThat(removed.code()).isEqualTo("E-NOT-ENDED");
    }
}
