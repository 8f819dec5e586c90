package io.fairlead.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Wished;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReconcileTest {
    private static final Problem WHY = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();
    private static final Instant START = Sample.NOON.plusSeconds(1000);

    private static Job job(Scheduling scheduling) {
        return Sample.queued(1, Sample.scheduled(Sample.definition(1, 1, 64), scheduling));
    }

    private static Attempt attempt(Job job) {
        return job.attempt().orElseThrow();
    }

    private static ContainerView view(ContainerView.Status status, Optional<Exit> exit) {
        boolean started = status != ContainerView.Status.CREATED;
        return new ContainerView(
                Sample.NAMES.of(Sample.id(1).text(), 1),
                Optional.of(Sample.id(1)),
                1,
                status,
                started ? Optional.of(START) : Optional.empty(),
                exit,
                0);
    }

    private static Exit exit(int code, boolean outOfMemory) {
        return new Exit(code, outOfMemory, START.plusSeconds(5), Optional.empty());
    }

    private static Job ending(Job job, Optional<Exit> exit) {
        return Sample.after(Sample.running(job), new Change.Exited(job.id(), 1, exit, WHY));
    }

    /** Its next attempt ran this long and asked for another one. */
    private static Job askedAgain(Job job, Duration ran) {
        int number = job.attempts() + 1;
        Exit exit = new Exit(123, false, START.plus(ran), Optional.empty());
        return Sample.after(
                job,
                Sample.assigned(job, number),
                new Change.Starting(job.id(), number),
                new Change.Created(job.id(), number),
                new Change.Bound(job.id(), number),
                new Change.Running(job.id(), number, START),
                new Change.Exited(job.id(), number, Optional.of(exit), WHY),
                new Change.LogsComplete(job.id(), number),
                new Change.Requeued(job.id(), number, AttemptState.HALTED, WHY, false));
    }

    @ParameterizedTest
    @CsvSource({"1, 59, 1", "2, 0, 2", "3, 2, 4", "6, 2, 32", "7, 2, 60", "40, 2, 60", "1, 60, 0", "9, 3600, 0"})
    void a_job_that_soon_asks_for_another_attempt_waits_longer_each_time(int attempts, long seconds, long pause) {
        Job job = job(Sample.restartable());
        for (int i = 0; i < attempts; i++) {
            job = askedAgain(job, Duration.ofSeconds(seconds));
        }
        Instant end = attempt(job).times().ended().orElseThrow();

        assertThat(Reconcile.restsUntil(job)).contains(end.plusSeconds(pause));
    }

    @Test
    void a_job_that_has_not_run_or_runs_or_met_a_restart_of_the_machine_has_no_pause() {
        Job restartable = job(Sample.restartable());
        Job running = Sample.running(restartable);
        Job rebooted = Sample.after(
                running, Reconcile.nodeRebooted(running, attempt(running)).toArray(Change[]::new));

        assertThat(Reconcile.restsUntil(restartable)).isEmpty();
        assertThat(Reconcile.restsUntil(running)).isEmpty();
        assertThat(Reconcile.restsUntil(rebooted))
                .isEqualTo(attempt(rebooted).times().ended());
    }

    @Test
    void a_command_that_was_never_executed_is_no_failure_of_its_own() {
        Job ending = ending(job(Scheduling.DEFAULT), Optional.of(exit(127, false)));

        Change outcome = Reconcile.logsComplete(
                        ending, attempt(ending), new Observation.LogsDrained(ending.id(), 1, Optional.of(WHY)))
                .getLast();

        assertThat(outcome).isEqualTo(new Change.Ended(ending.id(), 1, JobState.FAILED, Optional.of(WHY)));
    }

    private static Change outcome(Job ending) {
        return Reconcile.logsComplete(
                        ending, attempt(ending), new Observation.LogsDrained(ending.id(), 1, Optional.empty()))
                .getLast();
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, false, FINISHED, ''",
        "0, false, true, FINISHED, ''",
        "1, false, false, FAILED, E-EXIT-CODE",
        "1, false, true, FAILED, E-EXIT-CODE",
        "123, false, false, FAILED, E-NOT-RESTARTABLE",
        "123, false, true, QUEUED, E-RESTART-ASKED",
        "137, true, false, FAILED, E-OUT-OF-MEMORY",
        "137, false, false, FAILED, E-EXIT-CODE",
        "123, true, true, FAILED, E-OUT-OF-MEMORY"
    })
    void an_exit_means(int code, boolean outOfMemory, boolean restartable, JobState to, String reason) {
        Job job = job(restartable ? Sample.restartable() : Scheduling.DEFAULT);

        Job then = Sample.after(
                ending(job, Optional.of(exit(code, outOfMemory))),
                outcome(ending(job, Optional.of(exit(code, outOfMemory)))));

        assertThat(then.state()).isEqualTo(to);
        assertThat(then.reason().map(Problem::code).orElse("")).isEqualTo(reason);
    }

    @Test
    void a_container_that_vanished_is_a_failure_that_says_so() {
        Job then = Sample.after(
                ending(job(Scheduling.DEFAULT), Optional.empty()),
                outcome(ending(job(Scheduling.DEFAULT), Optional.empty())));

        assertThat(then.state()).isEqualTo(JobState.FAILED);
        assertThat(then.reason().orElseThrow().code()).isEqualTo("E-CONTAINER-VANISHED");
    }

    @Test
    void a_cancel_before_the_exit_was_seen_gives_cancelled_and_keeps_the_code() {
        Job running = Sample.running(job(Sample.restartable()));
        Job asked = Sample.after(running, Reconcile.cancel(running).toArray(Change[]::new));
        Job ending = Sample.after(asked, new Change.Exited(asked.id(), 1, Optional.of(exit(123, false)), WHY));

        Job then = Sample.after(ending, outcome(ending));

        assertThat(then.state()).isEqualTo(JobState.CANCELLED);
        assertThat(attempt(then).exit()).contains(exit(123, false));
    }

    @Test
    void a_cancel_after_the_exit_was_seen_changes_nothing() {
        Job ending = ending(job(Scheduling.DEFAULT), Optional.of(exit(0, false)));

        assertThat(Reconcile.isEnding(ending)).isTrue();
        assertThat(Reconcile.cancel(ending)).isEmpty();
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_only_once() {
        Job queued = job(Scheduling.DEFAULT);
        Job cancelled = Sample.after(queued, Reconcile.cancel(queued).toArray(Change[]::new));

        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(Reconcile.cancel(cancelled)).isEmpty();
    }

    @Test
    void maxDuration_fails_the_job_whatever_its_code() {
        Job running = Sample.running(job(Sample.atMost(Duration.ofMinutes(2))));
        Instant end = START.plus(Duration.ofMinutes(2));

        assertThat(Reconcile.overdue(running, end.minusMillis(1))).isEmpty();
        Change stop = Reconcile.overdue(running, end).orElseThrow();
        Job stopped = Sample.after(running, stop);
        Job ending = Sample.after(stopped, new Change.Exited(running.id(), 1, Optional.of(exit(0, false)), WHY));
        assertThat(Sample.after(ending, outcome(ending)).reason().orElseThrow().code())
                .isEqualTo("E-MAX-DURATION");
    }

    @Test
    void the_owner_is_told_of_its_end_from_three_quarters_of_the_time_on() {
        Job brief = Sample.running(job(Sample.atMost(Duration.ofMinutes(10))));
        Instant end = START.plus(Duration.ofMinutes(10));

        assertThat(Reconcile.shortOfTime(brief, end.minusSeconds(151))).isEmpty();
        Problem told = Reconcile.shortOfTime(brief, end.minusSeconds(150)).orElseThrow();
        assertThat(told.code()).isEqualTo("E-TIME-WARNING");
        assertThat(told.message()).contains(end.toString(), "SIGTERM", "10 s");
        assertThat(Reconcile.shortOfTime(Sample.running(job(Scheduling.DEFAULT)), end))
                .isEmpty();
        Job stopped = Sample.after(brief, new Change.StopAsked(brief.id(), 1, Stop.Cause.MAX_DURATION));
        assertThat(Reconcile.shortOfTime(stopped, end)).isEmpty();
        assertThat(Reconcile.warning(stopped, end.minusSeconds(1))).isEmpty();
    }

    @Test
    void the_owner_is_warned_once_at_75_and_once_at_90_of_a_hundred_parts_of_the_time() {
        Job running = Sample.running(job(Sample.atMost(Duration.ofMinutes(10))));

        assertThat(Reconcile.wakeAt(running)).contains(START.plusSeconds(450));
        assertThat(Reconcile.warning(running, START.plusSeconds(449))).isEmpty();
        Change.TimeWarned first = (Change.TimeWarned)
                Reconcile.warning(running, START.plusSeconds(450)).orElseThrow();
        Job warned = Sample.after(running, first);
        assertThat(Reconcile.warning(warned, START.plusSeconds(500))).isEmpty();
        assertThat(Reconcile.wakeAt(warned)).contains(START.plusSeconds(540));
        Change.TimeWarned second = (Change.TimeWarned)
                Reconcile.warning(warned, START.plusSeconds(540)).orElseThrow();
        Job twice = Sample.after(warned, second);

        assertThat(List.of(first.percent(), second.percent())).containsExactly(75, 90);
        assertThat(Reconcile.warning(twice, START.plusSeconds(599))).isEmpty();
        assertThat(Reconcile.wakeAt(twice)).contains(START.plusSeconds(600));
        assertThat(twice.reason()).isEqualTo(running.reason());
    }

    @Test
    void of_two_warnings_that_are_due_only_the_later_is_given_and_none_when_the_time_is_over() {
        Job running = Sample.running(job(Sample.atMost(Duration.ofMinutes(10))));

        assertThat(Reconcile.warning(running, START.plusSeconds(550)))
                .get()
                .extracting(it -> ((Change.TimeWarned) it).percent())
                .isEqualTo(90);
        assertThat(Reconcile.warning(running, START.plusSeconds(600))).isEmpty();
        assertThat(Reconcile.overdue(running, START.plusSeconds(600))).isPresent();
    }

    @Test
    void time_of_earlier_attempts_counts_against_maxDuration() {
        Scheduling both =
                Wished.plain().atMost(Duration.ofMinutes(2)).restartable().scheduling();
        Job ending = ending(job(both), Optional.of(exit(123, false)));
        Job again = Sample.after(ending, outcome(ending));
        Job second = Sample.after(
                again,
                Sample.assigned(again, 2),
                new Change.Starting(again.id(), 2),
                new Change.Running(again.id(), 2, START.plusSeconds(60)));

        assertThat(Reconcile.deadline(second, attempt(second))).contains(START.plusSeconds(60 + 120 - 5));
    }

    @Test
    void from_the_record_alone_follows_what_is_to_be_done() {
        Job starting = Sample.starting(job(Scheduling.DEFAULT));
        Job bound = Sample.after(starting, new Change.Created(starting.id(), 1), new Change.Bound(starting.id(), 1));
        Job running = Sample.running(job(Scheduling.DEFAULT));

        assertThat(Reconcile.next(starting, START)).containsInstanceOf(Effect.Launch.class);
        assertThat(Reconcile.next(bound, START)).containsInstanceOf(Effect.Begin.class);
        assertThat(Reconcile.next(running, START)).isEmpty();
        assertThat(Reconcile.next(ending(job(Scheduling.DEFAULT), Optional.empty()), START))
                .containsInstanceOf(Effect.DrainLogs.class);
    }

    @Test
    void a_stop_is_a_signal_then_a_grace_period_then_a_kill() {
        Job running = Sample.running(job(Sample.atMost(Duration.ofHours(1))));
        Job asked = Sample.after(running, Reconcile.cancel(running).toArray(Change[]::new));
        Job signalled = Sample.after(asked, new Change.StopSignalled(asked.id(), 1));
        Instant kill = Reconcile.wakeAt(signalled).orElseThrow();

        assertThat(Reconcile.next(asked, START))
                .hasValueSatisfying(
                        effect -> assertThat(((Effect.Signal) effect).signal()).isEqualTo("SIGTERM"));
        assertThat(Reconcile.next(signalled, kill.minusMillis(1))).isEmpty();
        assertThat(Reconcile.next(signalled, kill))
                .hasValueSatisfying(
                        effect -> assertThat(((Effect.Signal) effect).step()).isEqualTo(Effect.Signal.Step.KILL));
    }

    @Test
    void a_stop_at_once_after_the_start_waits_until_the_first_process_can_take_signals() {
        Job running = Sample.running(job(Sample.atMost(Duration.ofHours(1))));
        Instant start = attempt(running).times().running().orElseThrow();
        Job asked = running.after(new Recorded(
                start.plusMillis(50), new Actor.Scheduler(), new Change.StopAsked(running.id(), 1, Stop.Cause.CANCEL)));
        Instant due = Reconcile.wakeAt(asked).orElseThrow();

        assertThat(due).isEqualTo(start.plusMillis(1050));
        assertThat(Reconcile.next(asked, due.minusMillis(1))).isEmpty();
        assertThat(Reconcile.next(asked, due))
                .hasValueSatisfying(
                        effect -> assertThat(((Effect.Signal) effect).step()).isEqualTo(Effect.Signal.Step.STOP));
    }

    @Test
    void a_stop_of_what_has_run_for_a_while_or_in_an_engine_whose_clock_goes_ahead_waits_no_longer() {
        Instant asked = START.plusSeconds(60);
        Stop stop = Stop.asked(Stop.Cause.CANCEL, asked);

        assertThat(stop.signalAt(Optional.of(START))).isEmpty();
        assertThat(stop.signalAt(Optional.of(asked.plusSeconds(3600)))).contains(asked.plusSeconds(1));
        assertThat(stop.signalAt(Optional.empty())).isEmpty();
    }

    @Test
    void what_is_seen_is_learnt_once() {
        Job starting = Sample.starting(job(Scheduling.DEFAULT));

        List<Change> first =
                Reconcile.learn(starting, attempt(starting), view(ContainerView.Status.RUNNING, Optional.empty()));
        Job running = Sample.after(starting, first.toArray(Change[]::new));

        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(attempt(running).times().running()).contains(START);
        assertThat(Reconcile.learn(running, attempt(running), view(ContainerView.Status.RUNNING, Optional.empty())))
                .isEmpty();
        assertThat(Reconcile.learn(running, attempt(running), view(ContainerView.Status.CREATED, Optional.empty())))
                .isEmpty();
    }

    @Test
    void an_exit_whose_running_was_never_seen_gives_both() {
        Job starting = Sample.starting(job(Scheduling.DEFAULT));

        List<Change> news = Reconcile.learn(
                starting, attempt(starting), view(ContainerView.Status.EXITED, Optional.of(exit(0, false))));
        Job ending = Sample.after(starting, news.toArray(Change[]::new));

        assertThat(ending.state()).isEqualTo(JobState.RUNNING);
        assertThat(attempt(ending).exit()).contains(exit(0, false));
        assertThat(Reconcile.learn(
                        ending, attempt(ending), view(ContainerView.Status.EXITED, Optional.of(exit(9, false)))))
                .isEmpty();
    }

    @Test
    void a_restart_of_the_machine_is_not_the_users_failure() {
        Job plain = Sample.running(job(Scheduling.DEFAULT));
        Job restartable = Sample.running(job(Sample.restartable()));
        Job asked = Sample.after(plain, Reconcile.cancel(plain).toArray(Change[]::new));

        Job failed = Sample.after(
                plain, Reconcile.nodeRebooted(plain, attempt(plain)).toArray(Change[]::new));
        Job again = Sample.after(
                restartable,
                Reconcile.nodeRebooted(restartable, attempt(restartable)).toArray(Change[]::new));
        Job cancelled = Sample.after(
                asked, Reconcile.nodeRebooted(asked, attempt(asked)).toArray(Change[]::new));

        assertThat(failed.reason().orElseThrow().code()).isEqualTo("E-NODE-REBOOTED");
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(attempt(again).state()).isEqualTo(AttemptState.FAILED);
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_start_that_failed_is_the_cancel_where_one_was_asked_for() {
        Job starting = Sample.starting(job(Scheduling.DEFAULT));
        Job asked = Sample.after(
                starting,
                new Change.CancelRequested(starting.id()),
                new Change.StopAsked(starting.id(), 1, Stop.Cause.CANCEL));
        Problem why = Reconcile.startFailed(6, "no space");

        assertThat(Sample.after(
                                starting,
                                Reconcile.couldNotStart(starting, attempt(starting), why)
                                        .getFirst())
                        .reason())
                .contains(why);
        assertThat(Sample.after(
                                asked,
                                Reconcile.couldNotStart(asked, attempt(asked), why)
                                        .getFirst())
                        .state())
                .isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_session_that_is_retired_has_finished_whatever_its_container_ended_with() {
        Job running = Sample.running(job(Sample.session(Duration.ofHours(1))));
        List<Change> wish = Reconcile.retire(running);
        Job asked = Sample.after(running, wish.toArray(Change[]::new));
        Job ended = Sample.after(asked, new Change.Exited(asked.id(), 1, Optional.of(exit(137, false)), WHY));
        Job over = Sample.after(
                ended,
                Reconcile.logsComplete(
                                ended, attempt(ended), new Observation.LogsDrained(ended.id(), 1, Optional.empty()))
                        .toArray(Change[]::new));

        assertThat(wish).containsExactly(new Change.StopAsked(running.id(), 1, Stop.Cause.RETIRE));
        assertThat(Reconcile.retire(asked)).isEmpty();
        assertThat(over.state()).isEqualTo(JobState.FINISHED);
        assertThat(over.reason().orElseThrow().code()).isEqualTo("E-RETIRED");
    }

    @Test
    void a_cancel_after_a_retirement_still_is_a_cancel() {
        Job running = Sample.running(job(Sample.session(Duration.ofHours(1))));
        Job asked = Sample.after(running, Reconcile.retire(running).toArray(Change[]::new));
        Job both = Sample.after(asked, Reconcile.cancel(asked).toArray(Change[]::new));
        Job ended = Sample.after(both, new Change.Exited(both.id(), 1, Optional.of(exit(0, false)), WHY));

        assertThat(outcome(ended))
                .isEqualTo(new Change.Ended(both.id(), 1, JobState.CANCELLED, Optional.of(Reconcile.cancelled())));
    }

    @Test
    void a_session_that_waits_is_cancelled_and_one_that_could_not_start_has_finished() {
        Job waiting = job(Sample.session(Duration.ofHours(1)));
        Job starting = Sample.starting(waiting);
        Job asked = Sample.after(starting, Reconcile.retire(starting).toArray(Change[]::new));

        assertThat(Sample.after(waiting, Reconcile.retire(waiting).toArray(Change[]::new))
                        .state())
                .isEqualTo(JobState.CANCELLED);
        assertThat(Sample.after(
                                asked,
                                Reconcile.couldNotStart(asked, attempt(asked), WHY)
                                        .getFirst())
                        .state())
                .isEqualTo(JobState.FINISHED);
    }

    @Test
    void a_session_whose_time_is_up_has_finished_and_says_so() {
        Job running = Sample.running(job(Sample.session(Duration.ofMinutes(90))));
        Job stopped = Sample.after(running, new Change.StopAsked(running.id(), 1, Stop.Cause.MAX_DURATION));
        Job ended = Sample.after(stopped, new Change.Exited(stopped.id(), 1, Optional.of(exit(137, false)), WHY));
        Job over = Sample.after(ended, new Change.LogsComplete(ended.id(), 1), outcome(ended));

        assertThat(over.state()).isEqualTo(JobState.FINISHED);
        assertThat(over.reason().orElseThrow().message()).isEqualTo("the session's time was up after 90 min");
    }

    @Test
    void an_attempt_that_outgrew_its_bound_is_killed_at_once_and_fails_for_that_reason_only() {
        Job running = Sample.running(job(Scheduling.DEFAULT));
        Job stopped = Sample.after(running, Reconcile.outgrew(running, 1, WHY).getFirst());

        assertThat(Reconcile.next(stopped, START))
                .get()
                .isInstanceOfSatisfying(
                        Effect.Signal.class, signal -> assertThat(signal.step()).isEqualTo(Effect.Signal.Step.KILL));
        assertThat(Reconcile.outgrew(stopped, 1, WHY)).isEmpty();
        assertThat(Reconcile.outgrew(running, 2, WHY)).isEmpty();

        Job killed = Sample.after(stopped, new Change.KillSent(stopped.id(), 1));
        List<Change> exited = Reconcile.gone(killed, attempt(killed));
        Job ended = Sample.after(killed, exited.getFirst());
        assertThat(outcome(ended)).isInstanceOfSatisfying(Change.Ended.class, end -> {
            assertThat(end.to()).isEqualTo(JobState.FAILED);
            assertThat(end.reason()).contains(WHY);
        });
    }
}
