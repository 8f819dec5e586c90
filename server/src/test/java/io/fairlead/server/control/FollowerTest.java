package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FollowerTest {
    private final MemoryChangeLog store = new MemoryChangeLog();
    private final ControlLoop loop = Given.loop(store);
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
        Given.Answered answer = new Given.Answered();
        loop.handle(Given.submit(1, answer), now);
        Turn turn = loop.endTurn(now);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        assertThat(turn.effects()).hasOnlyElementsOfType(Effect.Launch.class);
        return answer.job();
    }

    private JobId bound() {
        JobId id = submitted();
        assertThat(observe(new Observation.Launched(id, 1, new Outcome.Done())))
                .hasOnlyElementsOfType(Effect.Begin.class);
        return id;
    }

    private JobId running() {
        JobId id = bound();
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
        observe(new Observation.Signalled(id, 1, false, new Outcome.Done()));

        assertThat(later(Duration.ofSeconds(60))).hasOnlyElementsOfType(Effect.Signal.class);
        assertThat(loop.nextWake()).isEmpty();
        observe(new Observation.Signalled(id, 1, true, new Outcome.Done()));

        assertThat(loop.nextWake()).contains(now.plusSeconds(10));
    }

    @Test
    void a_hint_after_a_kill_is_followed_at_once_and_the_kill_is_not_repeated_for_a_while() {
        JobId id = running();
        handle(new Message.Cancel(id, Given.ADA, _ -> {}));
        observe(new Observation.Signalled(id, 1, false, new Outcome.Done()));
        later(Duration.ofSeconds(60));
        observe(new Observation.Signalled(id, 1, true, new Outcome.Done()));

        assertThat(handle(new Message.Hint(id, 1))).hasOnlyElementsOfType(Effect.Look.class);
        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.RUNNING))))
                .isEmpty();
        assertThat(later(Duration.ofMillis(9_999))).isEmpty();
        assertThat(later(Duration.ofMillis(1))).hasOnlyElementsOfType(Effect.Signal.class);
        observe(new Observation.Signalled(id, 1, true, new Outcome.Done()));
        handle(new Message.Hint(id, 1));

        assertThat(observe(new Observation.Seen(id, 1, view(id, ContainerView.Status.EXITED))))
                .hasOnlyElementsOfType(Effect.DrainLogs.class);
    }
}
