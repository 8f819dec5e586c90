package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Dependency.On;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.problem.Problem;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs that start after others. */
final class DependsTest {
    private static final Actor ADA = new Actor.User(1001);

    private final MemoryChangeLog store = new MemoryChangeLog();
    private ControlLoop loop = Given.loop(store);

    private void turn() {
        Turn turn = loop.endTurn(Given.NOON);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
    }

    private static Scheduling after(Dependency... others) {
        return new Wished().grace(Duration.ofSeconds(10)).after(others).scheduling();
    }

    private Given.Answered submit(long uid, int gpus, boolean hold, Dependency... others) {
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(Given.candidate(uid, gpus, after(others), true), hold, Optional.empty(), answer),
                Given.NOON);
        turn();
        return answer;
    }

    private JobId accepted(int gpus, Dependency... others) {
        return submit(1001, gpus, false, others).job();
    }

    private void cancel(JobId id) {
        loop.handle(new Message.Cancel(id, ADA, _ -> {}), Given.NOON);
        turn();
    }

    private Job job(JobId id) {
        return store.job(id).orElseThrow();
    }

    private List<String> refused(Dependency other) {
        return ((Reply.Refused) submit(1001, 0, false, other).replies.getFirst())
                .problems().stream().map(Problem::code).toList();
    }

    @Test
    void one_that_depends_on_a_job_waits_says_so_and_keeps_nothing_from_others() {
        JobId first = accepted(1);
        JobId second = accepted(0, new Dependency(first, On.SUCCEEDED));
        JobId third = accepted(0);

        assertThat(job(first).state()).isEqualTo(JobState.STARTING);
        assertThat(job(second).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(third).state()).isEqualTo(JobState.STARTING);
        assertThat(loop.reason(job(second), 0).code()).isEqualTo("E-DEPENDENCY-WAITS");
        assertThat(loop.reason(job(second), 0).message()).contains(first.text(), "succeeded", "STARTING");
    }

    @Test
    void it_starts_when_the_last_of_them_has_ended_as_it_asks() {
        JobId one = submit(1001, 0, true).job();
        JobId two = submit(1001, 0, true).job();
        JobId last = accepted(0, new Dependency(one, On.FINISHED), new Dependency(two, On.FAILED));
        cancel(two);
        assertThat(job(last).state()).isEqualTo(JobState.QUEUED);
        cancel(one);

        assertThat(job(last).state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void one_that_can_never_start_is_cancelled_with_all_that_wait_for_its_success_held_or_not() {
        JobId first = submit(1001, 0, true).job();
        JobId before = first;
        for (int i = 0; i < 2_000; i++) {
            before = submit(1001, 0, i % 2 == 0, new Dependency(before, On.SUCCEEDED))
                    .job();
        }
        JobId otherwise = accepted(0, new Dependency(before, On.FAILED));
        cancel(first);

        assertThat(job(before).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(before).reason().orElseThrow().code()).isEqualTo("E-DEPENDENCY-MISSED");
        assertThat(job(otherwise).state()).isEqualTo(JobState.STARTING);
        assertThat(store.load().jobs()).extracting(Job::id).containsExactly(otherwise);
    }

    @Test
    void a_server_that_starts_again_goes_on_where_the_last_one_was() {
        JobId first = submit(1001, 0, true).job();
        JobId met = submit(1001, 0, true, new Dependency(first, On.FINISHED)).job();
        JobId second = submit(1001, 0, true).job();
        JobId waits = accepted(0, new Dependency(second, On.FINISHED));
        cancel(first);
        loop = Given.loop(store);
        loop.handle(new Message.Release(met, ADA, _ -> {}), Given.NOON);
        turn();

        assertThat(job(met).state()).isEqualTo(JobState.STARTING);
        assertThat(job(waits).state()).isEqualTo(JobState.QUEUED);
        cancel(second);
        assertThat(job(waits).state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void what_can_never_be_met_is_refused_and_nobody_learns_of_the_jobs_of_others() {
        JobId gone = submit(1001, 0, true).job();
        JobId anothers = submit(1002, 0, true).job();
        cancel(gone);

        assertThat(refused(new Dependency(new JobId("zzzzzzzzzz"), On.FINISHED)))
                .containsExactly("E-DEPENDENCY-UNKNOWN");
        assertThat(refused(new Dependency(anothers, On.FINISHED))).containsExactly("E-DEPENDENCY-UNKNOWN");
        assertThat(refused(new Dependency(gone, On.SUCCEEDED))).containsExactly("E-DEPENDENCY-NEVER");
        assertThat(job(accepted(0, new Dependency(gone, On.FAILED))).state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void one_whose_end_is_not_saved_yet_is_to_be_named_a_moment_later() {
        JobId first = submit(1001, 0, true).job();
        loop.handle(new Message.Cancel(first, ADA, _ -> {}), Given.NOON);

        assertThat(refused(new Dependency(first, On.FAILED))).containsExactly("E-DEPENDENCY-ENDING");
        assertThat(job(accepted(0, new Dependency(first, On.FAILED))).state()).isEqualTo(JobState.STARTING);
    }
}
