package io.fairlead.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Wished;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NextAttemptTest {
    private static final Problem WHY = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();
    private static final Instant START = Sample.NOON.plusSeconds(1000);

    private static Job job(Scheduling scheduling) {
        return Sample.queued(1, Sample.scheduled(Sample.definition(1, 1, 64), scheduling));
    }

    private static Scheduling retrying(int max, Retries.Cause... on) {
        return Wished.plain().retrying(new Retries(max, Set.of(on))).scheduling();
    }

    private static Attempt attempt(Job job) {
        return job.attempt().orElseThrow();
    }

    /** The next attempt of the job runs. */
    private static Job running(Job job) {
        int number = job.attempts() + 1;
        return Sample.after(
                job,
                Sample.assigned(job, number),
                new Change.Starting(job.id(), number),
                new Change.Running(job.id(), number, START));
    }

    /** What becomes of a running job whose container ended after so many seconds, or vanished. */
    private static Job ended(Job running, int code, boolean outOfMemory, int seconds) {
        return kept(running, Optional.of(new Exit(code, outOfMemory, START.plusSeconds(seconds), Optional.empty())));
    }

    private static Job kept(Job running, Optional<Exit> exit) {
        int number = running.attempts();
        Job ending = Sample.after(running, new Change.Exited(running.id(), number, exit, WHY));
        return Sample.after(
                ending,
                Reconcile.logsComplete(
                                ending,
                                attempt(ending),
                                new Observation.LogsDrained(ending.id(), number, Optional.empty()))
                        .toArray(Change[]::new));
    }

    private static String code(Job job) {
        return job.reason().map(Problem::code).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, EXIT_CODE, QUEUED, E-RETRY",
        "1, false, OUT_OF_MEMORY, FAILED, E-EXIT-CODE",
        "123, false, EXIT_CODE, QUEUED, E-RETRY",
        "123, false, NODE_LOSS, FAILED, E-NOT-RESTARTABLE",
        "137, true, OUT_OF_MEMORY, QUEUED, E-RETRY",
        "137, true, EXIT_CODE, FAILED, E-OUT-OF-MEMORY",
        "137, false, EXIT_CODE, QUEUED, E-RETRY",
        "0, false, EXIT_CODE, FINISHED, ''"
    })
    void an_end_gives_another_attempt_only_where_its_cause_is_named(
            int code, boolean outOfMemory, Retries.Cause on, JobState to, String reason) {
        Job then = ended(running(job(retrying(1, on))), code, outOfMemory, 5);

        assertThat(then.state()).isEqualTo(to);
        assertThat(code(then)).isEqualTo(reason);
    }

    @Test
    void a_job_is_retried_as_often_as_it_says_and_fails_with_what_the_last_attempt_did() {
        Job job = job(retrying(2, Retries.Cause.EXIT_CODE));
        Job once = ended(running(job), 1, false, 5);
        Job twice = ended(running(once), 2, false, 5);
        Job over = ended(running(twice), 3, false, 5);

        assertThat(once.reason().orElseThrow().message())
                .isEqualTo("the command ended with code 1; that is exit-code, and retry 1 of 2 follows");
        assertThat(twice.reason().orElseThrow().message()).contains("retry 2 of 2");
        assertThat(twice.retried()).isEqualTo(2);
        assertThat(attempt(twice).state()).isEqualTo(AttemptState.FAILED);
        assertThat(attempt(twice).holding()).isFalse();
        assertThat(over.state()).isEqualTo(JobState.FAILED);
        assertThat(over.reason().orElseThrow().message()).isEqualTo("the command ended with code 3");
        assertThat(over.attempts()).isEqualTo(3);
    }

    @Test
    void what_asks_for_another_attempt_uses_no_retry() {
        Scheduling both = Wished.plain()
                .restartable()
                .retrying(new Retries(1, Set.of(Retries.Cause.EXIT_CODE)))
                .scheduling();
        Job asked = ended(running(ended(running(job(both)), 123, false, 5)), 123, false, 5);
        Job retried = ended(running(asked), 1, false, 5);

        assertThat(asked.retried()).isZero();
        assertThat(code(asked)).isEqualTo("E-RESTART-ASKED");
        assertThat(retried.state()).isEqualTo(JobState.QUEUED);
        assertThat(retried.retried()).isEqualTo(1);
    }

    @Test
    void an_unmet_expectation_is_a_cause_of_its_own() {
        JobDefinition plain = Sample.definition(1, 1, 64);
        Job job = Sample.queued(
                1,
                new JobDefinition(
                        plain.name(),
                        plain.description(),
                        plain.project(),
                        plain.labels(),
                        plain.resources(),
                        plain.docker(),
                        retrying(1, Retries.Cause.EXPECTATION),
                        new Expect(List.of(0), List.of(), Optional.of("never")),
                        plain.extra()));

        assertThat(ended(running(job), 0, false, 5).state()).isEqualTo(JobState.QUEUED);
        assertThat(ended(running(job), 1, false, 5).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void a_container_that_vanished_or_that_the_engine_could_not_start_is_a_failure_of_the_engine() {
        Job job = job(retrying(1, Retries.Cause.ENGINE_FAILURE));
        Job starting = Sample.starting(job);
        Problem failed = Reconcile.startFailed(6, "no space");

        assertThat(kept(running(job), Optional.empty()).state()).isEqualTo(JobState.QUEUED);
        assertThat(Sample.after(
                                starting,
                                Reconcile.couldNotStart(starting, attempt(starting), failed)
                                        .getFirst())
                        .state())
                .isEqualTo(JobState.QUEUED);
        assertThat(Sample.after(
                                starting,
                                Reconcile.couldNotStart(starting, attempt(starting), WHY)
                                        .getFirst())
                        .state())
                .as("what the definition is to blame for")
                .isEqualTo(JobState.FAILED);
    }

    @Test
    void a_restart_of_the_machine_uses_a_retry_unless_the_job_is_restartable() {
        Job covered = running(job(retrying(1, Retries.Cause.NODE_LOSS)));
        Job restartable = running(job(Wished.plain()
                .restartable()
                .retrying(new Retries(1, Set.of(Retries.Cause.NODE_LOSS)))
                .scheduling()));
        Job other = running(job(retrying(1, Retries.Cause.EXIT_CODE)));

        assertThat(rebooted(covered).retried()).isEqualTo(1);
        assertThat(rebooted(covered).state()).isEqualTo(JobState.QUEUED);
        assertThat(rebooted(restartable).retried()).isZero();
        assertThat(rebooted(restartable).state()).isEqualTo(JobState.QUEUED);
        assertThat(rebooted(other).state()).isEqualTo(JobState.FAILED);
    }

    private static Job rebooted(Job job) {
        return Sample.after(job, Reconcile.nodeRebooted(job, attempt(job)).toArray(Change[]::new));
    }

    @ParameterizedTest
    @EnumSource(value = Stop.Cause.class, mode = EnumSource.Mode.EXCLUDE, names = "HALT")
    void what_was_to_be_stopped_gets_no_other_attempt_whatever_came_between(Stop.Cause cause) {
        Scheduling all = Wished.plain()
                .session()
                .atMost(Duration.ofHours(1))
                .restartable()
                .retrying(new Retries(9, EnumSet.allOf(Retries.Cause.class)))
                .scheduling();
        Job running = running(job(all));
        Job asked = cause == Stop.Cause.CANCEL
                ? Sample.after(running, Reconcile.cancel(running).toArray(Change[]::new))
                : cause == Stop.Cause.DISK_USE
                        ? Sample.after(
                                running, Reconcile.outgrew(running, 1, WHY).getFirst())
                        : Sample.after(running, new Change.StopAsked(running.id(), 1, cause));

        assertThat(ended(asked, 123, false, 5).state().isTerminal()).isTrue();
        assertThat(ended(asked, 1, true, 5).state().isTerminal()).isTrue();
        assertThat(kept(asked, Optional.empty()).state().isTerminal()).isTrue();
        assertThat(rebooted(asked).state().isTerminal()).isTrue();
    }

    @Test
    void time_bounds_all_attempts_together_however_another_one_came() {
        Scheduling minute = Wished.plain()
                .atMost(Duration.ofMinutes(1))
                .retrying(new Retries(9, Set.of(Retries.Cause.EXIT_CODE)))
                .scheduling();
        Job job = job(minute);
        Job once = ended(running(job), 1, false, 40);

        assertThat(once.ranBefore()).isEqualTo(Duration.ofSeconds(40));
        assertThat(Reconcile.deadline(running(once), attempt(running(once)))).contains(START.plusSeconds(20));
        assertThat(code(ended(running(once), 1, false, 20))).isEqualTo("E-EXIT-CODE");
        assertThat(ended(running(once), 1, false, 19).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void a_job_that_only_restarts_ends_with_its_time_or_its_attempts() {
        Scheduling minute =
                Wished.plain().atMost(Duration.ofMinutes(1)).restartable().scheduling();
        Job often = job(Sample.restartable());
        while (often.attempts() < NextAttempt.ATTEMPTS_MAX - 1) {
            often = ended(running(often), 123, false, 1);
        }

        assertThat(code(ended(running(job(minute)), 123, false, 60))).isEqualTo("E-MAX-DURATION");
        assertThat(often.state()).isEqualTo(JobState.QUEUED);
        assertThat(code(ended(running(often), 123, false, 1))).isEqualTo("E-ATTEMPTS-MAX");
    }

    @Test
    void a_retry_after_a_short_attempt_waits_longer_each_time_and_after_a_long_one_not_at_all() {
        Job job = job(retrying(9, Retries.Cause.EXIT_CODE));
        Job once = ended(running(job), 1, false, 5);
        Job twice = ended(running(once), 1, false, 5);
        Job last = ended(running(once), 1, false, 3600);

        assertThat(Reconcile.restsUntil(once))
                .contains(attempt(once).times().ended().orElseThrow().plusSeconds(1));
        assertThat(Reconcile.restsUntil(twice))
                .contains(attempt(twice).times().ended().orElseThrow().plusSeconds(2));
        assertThat(Reconcile.restsUntil(last)).isEqualTo(attempt(last).times().ended());
    }

    @Test
    void an_image_that_cannot_be_brought_is_tried_again_only_where_that_may_help_and_is_covered() {
        Job covered = job(retrying(1, Retries.Cause.IMAGE_PULL));
        Change first = Reconcile.imageFailed(covered, WHY, true);
        Job again = Sample.after(covered, first);

        assertThat(first).isInstanceOf(Change.PullRetried.class);
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.retried()).isEqualTo(1);
        assertThat(Sample.after(again, Reconcile.imageFailed(again, WHY, true)).reason())
                .contains(WHY);
        assertThat(Reconcile.imageFailed(covered, WHY, false)).isInstanceOf(Change.Ended.class);
        assertThat(Reconcile.imageFailed(job(Scheduling.DEFAULT), WHY, true)).isInstanceOf(Change.Ended.class);
    }
}
