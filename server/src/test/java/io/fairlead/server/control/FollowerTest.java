package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.idle.Use;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.server.monitor.IdleNotes;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FollowerTest {
    private final MemoryChangeLog store = new MemoryChangeLog();
    private ControlLoop loop = Given.loop(store);
    private Instant now = Given.NOON;

    private List<Effect> handle(Message message) {
        loop.handle(message, now);
        Turn turn = loop.endTurn(now);
        store.append(turn.changes(), turn.after(), turn.keys());
        return turn.effects();
    }

    private List<Effect> observe(Observation observation) {
        return handle(new Message.Observed(observation));
    }

    private List<Effect> later(Duration pause) {
        now = now.plus(pause);
        return handle(new Message.Tick());
    }

    private JobId submitted() {
        return submitted(Scheduling.DEFAULT);
    }

    private JobId submitted(Scheduling scheduling) {
        Given.Answered answer = new Given.Answered();
        loop.handle(
                new Message.Submit(Given.candidate(1001, 1, scheduling, true), false, Optional.empty(), answer), now);
        Turn turn = loop.endTurn(now);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        assertThat(turn.effects()).hasOnlyElementsOfType(Effect.Launch.class);
        return answer.job();
    }

    private JobId bound() {
        return bound(submitted());
    }

    private JobId bound(JobId id) {
        assertThat(observe(new Observation.Launched(id, 1, new Outcome.Done())))
                .hasOnlyElementsOfType(Effect.Begin.class);
        return id;
    }

    private JobId running() {
        return running(bound());
    }

    private JobId running(JobId id) {
        assertThat(observe(begun(id, new Outcome.Done(), Optional.of(view(id, ContainerView.Status.RUNNING)))))
                .isEmpty();
        return id;
    }

    private static Observation begun(JobId id, Outcome outcome, Optional<ContainerView> seen) {
        return new Observation.Begun(id, 1, outcome, seen);
    }

    private static ContainerView view(JobId id, ContainerView.Status status) {
        boolean started = status != ContainerView.Status.CREATED;
        return new ContainerView(
                Given.NAMES.of(id.text(), 1),
                Optional.of(id),
                1,
                status,
                started ? Optional.of(Given.NOON) : Optional.empty(),
                Optional.empty(),
                0);
    }

    /** One more look at a job a minute later, which shows that it has computed for so long in all. */
    private List<Effect> minuteLater(JobId id, Optional<Duration> cpu) {
        now = now.plusSeconds(60);
        Optional<Use> use = cpu.map(time -> new Use(time, Optional.empty(), Optional.empty(), Optional.empty()));
        return handle(new Message.Sampled(id, 1, new Glance(now, use)));
    }

    private List<Effect> minutes(int count, JobId id, Optional<Duration> cpu) {
        List<Effect> effects = List.of();
        for (int i = 0; i < count; i++) {
            assertThat(effects).isEmpty();
            effects = minuteLater(id, cpu);
        }
        return effects;
    }

    private JobId idleAfterTenMinutes() {
        return running(
                bound(submitted(new Wished().idleFor(Duration.ofMinutes(10)).scheduling())));
    }

    private static ContainerView exited(JobId id, int code, Instant at) {
        return new ContainerView(
                Given.NAMES.of(id.text(), 1),
                Optional.of(id),
                1,
                ContainerView.Status.EXITED,
                Optional.of(Given.NOON),
                Optional.of(new Exit(code, false, at, Optional.empty())),
                0);
    }

    private Job job(JobId id) {
        return store.job(id).orElseThrow();
    }

    @Test
    void a_container_is_gone_only_when_two_looks_apart_in_time_agree() {
        JobId id = running();
        assertThat(handle(new Message.Hint(id, 1))).hasOnlyElementsOfType(Effect.Look.class);

        assertThat(observe(new Observation.Absent(id, 1))).isEmpty();
        assertThat(later(Duration.ofMillis(4_999))).isEmpty();
        assertThat(later(Duration.ofMillis(1))).hasOnlyElementsOfType(Effect.Look.class);
        assertThat(job(id).attempt().orElseThrow().holding()).isTrue();

        assertThat(observe(new Observation.Absent(id, 1))).hasOnlyElementsOfType(Effect.DrainLogs.class);
        assertThat(job(id).attempt().orElseThrow().holding()).isFalse();
        observe(new Observation.LogsDrained(id, 1, Optional.empty()));
        assertThat(job(id).reason().orElseThrow().code()).isEqualTo("E-CONTAINER-VANISHED");
    }

    @Test
    void a_job_that_does_nothing_is_warned_then_stopped_and_has_finished() {
        JobId id = idleAfterTenMinutes();
        Optional<Duration> little = Optional.of(Duration.ofSeconds(1));

        minutes(8, id, little);
        assertThat(job(id).reason()).isEmpty();
        minuteLater(id, little);
        assertThat(job(id).reason().orElseThrow().code()).isEqualTo("E-IDLE-WARNING");
        assertThat(job(id).reason().orElseThrow().message())
                .contains("since 2026-01-05T12:01:00Z", "at 2026-01-05T12:11:00Z", "10 min", "its idleTimeout");
        minuteLater(id, little);
        assertThat(job(id).attempt().orElseThrow().stop()).isEmpty();

        assertThat(minuteLater(id, little)).hasOnlyElementsOfType(Effect.Signal.class);
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.STOP, new Outcome.Done()));
        assertThat(later(Scheduling.GRACE_DEFAULT.minusMillis(1))).isEmpty();
        assertThat(later(Duration.ofMillis(1)))
                .singleElement()
                .matches(effect -> effect instanceof Effect.Signal signal && signal.step() == Effect.Signal.Step.KILL);
        ContainerView ended = exited(id, 137, now);
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.KILL, new Outcome.Done()));
        handle(new Message.Hint(id, 1));
        observe(new Observation.Seen(id, 1, ended));
        assertThat(job(id).reason().orElseThrow().code()).isEqualTo("E-IDLE");
        observe(new Observation.LogsDrained(id, 1, Optional.empty()));
        assertThat(job(id).state()).isEqualTo(JobState.FINISHED);
        assertThat(job(id).reason().orElseThrow().message())
                .isEqualTo(
                        "stopped because it had done nothing since 2026-01-05T12:01:00Z, longer than 10 min (from its"
                                + " idleTimeout)");
    }

    @Test
    void work_after_a_warning_takes_it_back_and_so_does_a_look_that_fails() {
        JobId id = idleAfterTenMinutes();
        minutes(9, id, Optional.of(Duration.ofSeconds(1)));
        assertThat(job(id).reason()).isPresent();

        minuteLater(id, Optional.of(Duration.ofSeconds(3)));
        assertThat(job(id).reason()).isEmpty();
        minutes(9, id, Optional.of(Duration.ofSeconds(3)));
        assertThat(job(id).reason()).isPresent();
        minuteLater(id, Optional.empty());
        assertThat(job(id).reason()).isEmpty();

        assertThat(minutes(9, id, Optional.of(Duration.ofSeconds(3)))).isEmpty();
        assertThat(job(id).attempt().orElseThrow().stop()).isEmpty();
    }

    /** Another server on the same store, with what the first one left it. */
    private void restarts(Duration pause, List<IdleNote> left) {
        now = now.plus(pause);
        loop = Given.loop(store);
        loop.remember(left);
    }

    /** As the store keeps it. */
    private List<IdleNote> left() {
        return IdleNotes.read(IdleNotes.of(loop.idle()).text()).known();
    }

    @Test
    void a_server_that_soon_starts_again_goes_on_counting_how_long_nothing_was_done() {
        JobId id = idleAfterTenMinutes();
        Optional<Duration> little = Optional.of(Duration.ofSeconds(1));
        minutes(9, id, little);

        restarts(Duration.ofMinutes(1), left());

        assertThat(minuteLater(id, little)).hasOnlyElementsOfType(Effect.Signal.class);
        assertThat(job(id).reason().orElseThrow().message()).contains("nothing since 2026-01-05T12:01:00Z");
    }

    @Test
    void what_nobody_watched_is_no_idleness_after_a_restart() {
        JobId id = idleAfterTenMinutes();
        Optional<Duration> little = Optional.of(Duration.ofSeconds(1));
        for (boolean crash : List.of(false, true)) {
            minutes(9, id, little);
            assertThat(job(id).reason()).isPresent();

            restarts(crash ? Duration.ofSeconds(1) : Duration.ofMinutes(5), crash ? List.of() : left());

            assertThat(minutes(8, id, little)).isEmpty();
            assertThat(job(id).attempt().orElseThrow().stop()).isEmpty();
            assertThat(job(id).reason()).isEmpty();
            minuteLater(id, Optional.empty());
        }
    }

    @Test
    void what_was_done_while_no_server_ran_is_seen_by_the_next_one() {
        JobId id = idleAfterTenMinutes();
        minutes(9, id, Optional.of(Duration.ofSeconds(1)));

        restarts(Duration.ofMinutes(1), left());
        minuteLater(id, Optional.of(Duration.ofSeconds(30)));

        assertThat(job(id).reason()).isEmpty();
        assertThat(job(id).attempt().orElseThrow().stop()).isEmpty();
    }

    @Test
    void what_was_known_of_another_attempt_counts_for_nothing() {
        JobId id = idleAfterTenMinutes();
        Optional<Duration> little = Optional.of(Duration.ofSeconds(1));
        minutes(9, id, little);
        List<IdleNote> other =
                left().stream().map(it -> new IdleNote(it.job(), 2, it.known())).toList();

        restarts(Duration.ofMinutes(1), other);

        assertThat(other).hasSize(1);
        assertThat(minuteLater(id, little)).isEmpty();
        assertThat(loop.idle())
                .singleElement()
                .satisfies(it -> assertThat(it.known().since()).isEmpty());
    }

    @Test
    void a_job_without_a_bound_is_never_stopped_for_doing_nothing() {
        JobId id = running();

        assertThat(minutes(3000, id, Optional.of(Duration.ofSeconds(1)))).isEmpty();

        assertThat(job(id).attempt().orElseThrow().stop()).isEmpty();
    }

    @Test
    void one_look_that_shows_it_between_the_two_starts_over() {
        JobId id = running();
        handle(new Message.Hint(id, 1));
        observe(new Observation.Absent(id, 1));
        later(Duration.ofSeconds(5));
        observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.RUNNING)));
        handle(new Message.Hint(id, 1));

        observe(new Observation.Absent(id, 1));

        assertThat(job(id).attempt().orElseThrow().holding()).isTrue();
    }

    @Test
    void an_answer_to_no_look_of_ours_proves_nothing() {
        JobId id = running();

        observe(new Observation.Absent(id, 1));
        now = now.plusSeconds(60);
        observe(new Observation.Absent(id, 1));

        assertThat(job(id).attempt().orElseThrow().holding()).isTrue();
    }

    @Test
    void no_answer_is_no_answer() {
        JobId id = running();
        handle(new Message.Hint(id, 1));
        for (int i = 0; i < 100; i++) {
            observe(new Observation.Unseen(id, 1, Given.NODE.cluster(), "refused"));
            assertThat(later(Duration.ofSeconds(2))).hasOnlyElementsOfType(Effect.Look.class);
        }

        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void another_container_in_the_place_of_one_that_ran_is_not_the_one_that_ran() {
        JobId id = running();
        handle(new Message.Hint(id, 1));
        observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED)));
        later(Duration.ofSeconds(5));
        observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED)));
        observe(new Observation.LogsDrained(id, 1, Optional.empty()));

        assertThat(job(id).reason().orElseThrow().code()).isEqualTo("E-CONTAINER-VANISHED");
    }

    @Test
    void a_start_whose_answer_was_lost_is_followed_by_a_look_and_pauses_that_double() {
        JobId id = bound();
        long pause = 250;
        for (int i = 0; i < 4; i++) {
            assertThat(observe(begun(id, new Outcome.Unknown("lost"), Optional.empty())))
                    .isEmpty();
            assertThat(later(Duration.ofMillis(pause - 1))).isEmpty();
            assertThat(later(Duration.ofMillis(1))).hasOnlyElementsOfType(Effect.Look.class);
            assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED))))
                    .hasOnlyElementsOfType(Effect.Begin.class);
            pause *= 2;
        }
    }

    @Test
    void a_start_is_given_up_after_six_failures_and_fails_only_once_the_container_is_gone() {
        JobId id = bound();
        for (int i = 0; i < 5; i++) {
            observe(begun(id, new Outcome.NotExecuted("no space"), Optional.empty()));
            later(Duration.ofSeconds(30));
            observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED)));
        }
        observe(begun(id, new Outcome.Unknown("no space"), Optional.empty()));
        later(Duration.ofSeconds(30));
        assertThat(job(id).attempt().orElseThrow().holding()).isTrue();

        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED))))
                .hasOnlyElementsOfType(Effect.Discard.class);
        assertThat(job(id).attempt().orElseThrow().holding()).isTrue();
        observe(new Observation.Discarded(id, 1, new Outcome.Done()));

        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(job(id).reason().orElseThrow().code()).isEqualTo("E-START-FAILED");
    }

    @Test
    void failures_of_an_engine_that_is_known_to_be_away_do_not_count() {
        JobId id = bound();
        observe(new Observation.EngineSilent(Given.NODE.cluster(), "connection refused"));
        for (int i = 0; i < 50; i++) {
            observe(begun(id, new Outcome.NotExecuted("connection refused"), Optional.empty()));
            later(Duration.ofSeconds(30));
            observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED)));
        }

        assertThat(job(id).state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void what_was_refused_and_started_after_all_goes_on() {
        JobId id = bound();
        Problem why = new ProblemCode("E-TEST", "no", "do", "Only in tests.").reason();
        assertThat(observe(begun(id, new Outcome.Rejected(why), Optional.empty())))
                .hasOnlyElementsOfType(Effect.Look.class);

        observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.RUNNING)));

        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void what_was_refused_fails_with_the_engines_reason() {
        JobId id = submitted();
        Problem why = new ProblemCode("E-TEST", "no", "do", "Only in tests.").reason();
        observe(new Observation.Launched(id, 1, new Outcome.Rejected(why)));

        observe(new Observation.Absent(id, 1));

        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(job(id).reason()).contains(why);
    }

    @Test
    void a_cancel_before_the_start_removes_the_container_before_the_job_is_cancelled() {
        JobId id = bound();
        handle(new Message.Cancel(id, Given.ADA, _ -> {}));
        observe(begun(id, new Outcome.Unknown("lost"), Optional.empty()));
        later(Duration.ofSeconds(1));

        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.CREATED))))
                .hasOnlyElementsOfType(Effect.Discard.class);
        assertThat(job(id).state()).isEqualTo(JobState.STARTING);
        assertThat(observe(new Observation.Discarded(id, 1, new Outcome.Done())))
                .hasOnlyElementsOfType(Effect.Clear.class);
        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_container_that_a_crash_left_behind_is_cleared_and_a_strangers_is_not() {
        JobId id = running();
        handle(new Message.NodeRebooted(Given.NODE.cluster()));
        ControlLoop next = Given.loop(store);
        JobId stranger = new JobId("zzzzzzzzzz");

        next.handle(
                new Message.Listed(
                        Given.NODE.cluster(),
                        List.of(view(id, ContainerView.Status.CREATED), view(stranger, ContainerView.Status.CREATED))),
                now);

        assertThat(next.endTurn(now).effects())
                .containsExactly(new Effect.Clear(id, 1, Given.NODE.cluster(), Given.NAMES.of(id.text(), 1)));
    }

    @Test
    void while_a_kill_is_under_way_nothing_is_due() {
        JobId id = running();
        handle(new Message.Cancel(id, Given.ADA, _ -> {}));
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.STOP, new Outcome.Done()));

        assertThat(later(Duration.ofSeconds(60))).hasOnlyElementsOfType(Effect.Signal.class);
        assertThat(loop.nextWake()).isEmpty();
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.KILL, new Outcome.Done()));

        assertThat(loop.nextWake()).contains(now.plusSeconds(10));
    }

    @Test
    void a_hint_after_a_kill_is_followed_at_once_and_the_kill_is_not_repeated_for_a_while() {
        JobId id = running();
        handle(new Message.Cancel(id, Given.ADA, _ -> {}));
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.STOP, new Outcome.Done()));
        later(Duration.ofSeconds(60));
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.KILL, new Outcome.Done()));

        assertThat(handle(new Message.Hint(id, 1))).hasOnlyElementsOfType(Effect.Look.class);
        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.RUNNING))))
                .isEmpty();
        assertThat(later(Duration.ofMillis(9_999))).isEmpty();
        assertThat(later(Duration.ofMillis(1))).hasOnlyElementsOfType(Effect.Signal.class);
        observe(new Observation.Signalled(id, 1, Effect.Signal.Step.KILL, new Outcome.Done()));
        handle(new Message.Hint(id, 1));

        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.EXITED))))
                .hasOnlyElementsOfType(Effect.DrainLogs.class);
    }
}
