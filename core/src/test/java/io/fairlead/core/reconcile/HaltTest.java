package io.fairlead.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Wished;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect.Signal.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An attempt that is to give up its place: its signals, its states, and what becomes of the job. */
final class HaltTest {
    private static final Problem WHY = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();
    private static final Instant LONG_AFTER = Sample.NOON.plus(Duration.ofDays(1));
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static Wished restartable() {
        return Wished.plain().restartable().grace(GRACE);
    }

    private static Job running(Wished wished) {
        Scheduling scheduling = wished.scheduling();
        return Sample.running(Sample.queued(1, Sample.scheduled(Sample.definition(1, 1, 64), scheduling)));
    }

    private static Job halted(Job job) {
        return Sample.after(job, Reconcile.halt(job, Optional.empty(), WHY).toArray(Change[]::new));
    }

    private static Effect.Signal signal(Job job, Instant at) {
        return (Effect.Signal) Reconcile.next(job, at).orElseThrow();
    }

    private static Job ended(Job job, int code) {
        Attempt attempt = job.attempt().orElseThrow();
        Exit exit = new Exit(code, false, Sample.NOON.plusSeconds(2000), Optional.empty());
        Job ending = Sample.after(
                job,
                Reconcile.learn(job, attempt, view(job, ContainerView.Status.EXITED, Optional.of(exit)))
                        .toArray(Change[]::new));
        Observation.LogsDrained drained = new Observation.LogsDrained(job.id(), 1, Optional.empty());
        return Sample.after(
                ending,
                Reconcile.logsComplete(ending, ending.attempt().orElseThrow(), drained)
                        .toArray(Change[]::new));
    }

    private static ContainerView view(Job job, ContainerView.Status status, Optional<Exit> exit) {
        return new ContainerView(
                Sample.NAMES.of(job.id().text(), 1),
                Optional.of(job.id()),
                1,
                status,
                Optional.of(Sample.NOON.plusSeconds(1000)),
                exit,
                0);
    }

    @Test
    void a_restartable_job_is_told_to_save_then_to_stop_then_killed() {
        Job asked = halted(running(restartable()));
        Job told = Sample.after(asked, new Change.HaltSignalled(asked.id(), 1));
        Instant stop = Reconcile.wakeAt(told).orElseThrow();
        Job stopped = Sample.after(told, new Change.StopSignalled(told.id(), 1));
        Instant kill = Reconcile.wakeAt(stopped).orElseThrow();

        assertThat(asked.state()).isEqualTo(JobState.MUSTHALT);
        assertThat(signal(asked, LONG_AFTER).signal()).isEqualTo("SIGUSR1");
        assertThat(signal(asked, LONG_AFTER).step()).isEqualTo(Step.SAVE);
        assertThat(told.state()).isEqualTo(JobState.HALTING);
        assertThat(told.attempt().map(Attempt::state)).contains(AttemptState.HALTING);
        assertThat(Reconcile.next(told, stop.minusMillis(1))).isEmpty();
        assertThat(signal(told, stop).signal()).isEqualTo("SIGTERM");
        assertThat(Reconcile.next(stopped, kill.minusMillis(1))).isEmpty();
        assertThat(signal(stopped, kill).step()).isEqualTo(Step.KILL);
        assertThat(Duration.between(
                        told.attempt()
                                .flatMap(Attempt::stop)
                                .orElseThrow()
                                .warnedAt()
                                .orElseThrow(),
                        stop))
                .isEqualTo(GRACE);
        assertThat(Reconcile.longestHalt(asked)).isEqualTo(GRACE.multipliedBy(2).plusSeconds(1));
    }

    @Test
    void any_other_job_is_stopped_as_always_and_one_that_wants_no_signal_is_killed_at_once() {
        Job plain = halted(running(Wished.plain().grace(GRACE)));
        Job silent = halted(running(restartable().haltedWithoutSignal()));

        assertThat(signal(plain, LONG_AFTER).step()).isEqualTo(Step.STOP);
        assertThat(signal(silent, LONG_AFTER).step()).isEqualTo(Step.KILL);
        assertThat(Sample.after(silent, new Change.KillSent(silent.id(), 1)).state())
                .isEqualTo(JobState.HALTING);
        assertThat(Reconcile.longestHalt(plain)).isEqualTo(GRACE.plusSeconds(1));
        assertThat(Reconcile.longestHalt(silent)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void saving_never_goes_beyond_the_time_of_the_job() {
        Job job = running(restartable().atMost(Duration.ofMinutes(2)));
        Instant start = job.attempt().flatMap(it -> it.times().running()).orElseThrow();
        Job told = Sample.after(halted(job), new Change.HaltSignalled(job.id(), 1));

        assertThat(Reconcile.wakeAt(told).orElseThrow()).isBeforeOrEqualTo(start.plus(Duration.ofMinutes(2)));
    }

    @Test
    void a_restartable_job_waits_for_its_next_attempt_whatever_it_ended_with_but_well() {
        Job job = halted(running(restartable()));

        for (int code : List.of(123, 138, 143, 137, 1)) {
            Job again = ended(job, code);
            assertThat(again.state()).as("code %d", code).isEqualTo(JobState.QUEUED);
            assertThat(again.attempt().map(Attempt::state)).contains(AttemptState.HALTED);
            assertThat(again.reason()).contains(WHY);
            assertThat(again.retried()).isZero();
        }
        assertThat(ended(job, 0).state()).isEqualTo(JobState.FINISHED);
    }

    @Test
    void any_other_job_failed_for_that_reason_unless_it_ended_well() {
        Job job = halted(running(Wished.plain()));

        assertThat(ended(job, 143).state()).isEqualTo(JobState.FAILED);
        assertThat(ended(job, 143).reason()).contains(WHY);
        assertThat(ended(job, 0).state()).isEqualTo(JobState.FINISHED);
    }

    @Test
    void who_has_not_begun_to_run_waits_again_whether_restartable_or_not() {
        Job queued = Sample.queued(1);
        Job starting = halted(Sample.after(queued, Sample.assigned(queued, 1), new Change.Starting(queued.id(), 1)));
        Attempt attempt = starting.attempt().orElseThrow();
        Job again = Sample.after(
                starting,
                Reconcile.couldNotStart(starting, attempt, Reconcile.cancelled())
                        .toArray(Change[]::new));

        assertThat(starting.state()).isEqualTo(JobState.STARTING);
        assertThat(Reconcile.next(starting, LONG_AFTER)).containsInstanceOf(Effect.Look.class);
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.attempt().map(Attempt::state)).contains(AttemptState.HALTED);
        assertThat(again.reason()).contains(WHY);
    }

    @Test
    void one_that_was_seen_to_run_after_all_must_halt_then() {
        Job queued = Sample.queued(
                1, Sample.scheduled(Sample.definition(1, 1, 64), restartable().scheduling()));
        Job starting = halted(Sample.after(queued, Sample.assigned(queued, 1), new Change.Starting(queued.id(), 1)));
        Job seen = Sample.after(
                starting,
                Reconcile.learn(
                                starting,
                                starting.attempt().orElseThrow(),
                                view(starting, ContainerView.Status.RUNNING, Optional.empty()))
                        .toArray(Change[]::new));

        assertThat(seen.state()).isEqualTo(JobState.MUSTHALT);
        assertThat(seen.reason()).contains(WHY);
        assertThat(signal(seen, LONG_AFTER).step()).isEqualTo(Step.SAVE);
        assertThat(ended(seen, 123).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void a_cancel_goes_before_a_halt() {
        Job saving = Sample.after(halted(running(restartable())), new Change.HaltSignalled(Sample.id(1), 1));
        Job cancelled = Sample.after(saving, Reconcile.cancel(saving).toArray(Change[]::new));

        assertThat(signal(cancelled, LONG_AFTER).step()).isEqualTo(Step.STOP);
        assertThat(ended(cancelled, 123).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void what_is_being_stopped_already_or_waits_is_not_halted() {
        Job running = running(restartable());
        Job cancelled = Sample.after(running, Reconcile.cancel(running).toArray(Change[]::new));

        assertThat(Reconcile.halt(cancelled, Optional.empty(), WHY)).isEmpty();
        assertThat(Reconcile.halt(halted(running), Optional.empty(), WHY)).isEmpty();
        assertThat(Reconcile.halt(Sample.queued(1), Optional.empty(), WHY)).isEmpty();
    }
}
