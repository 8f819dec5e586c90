package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JobTest {
    private static final Problem WHY = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();
    private static final Job QUEUED = Sample.queued(1);
    private static final JobId ID = QUEUED.id();

    /** The edges of the page on states; whatever is not here is forbidden. */
    @ParameterizedTest
    @CsvSource({
        "ONHOLD, QUEUED FAILED CANCELLED",
        "QUEUED, ONHOLD ASSIGNED FAILED CANCELLED",
        "ASSIGNED, STARTING QUEUED FAILED CANCELLED",
        "STARTING, RUNNING QUEUED FINISHED FAILED CANCELLED",
        "RUNNING, MUSTHALT QUEUED FINISHED FAILED CANCELLED",
        "MUSTHALT, HALTING QUEUED FINISHED FAILED CANCELLED",
        "HALTING, QUEUED FINISHED FAILED CANCELLED",
        "FINISHED, ''",
        "FAILED, ''",
        "CANCELLED, ''"
    })
    void only_the_edges_of_the_diagram_exist(JobState from, String to) {
        TreeSet<JobState> expected = new TreeSet<>();
        for (String name : to.split(" ", -1)) {
            if (!name.isEmpty()) {
                expected.add(JobState.valueOf(name));
            }
        }

        assertThat(new TreeSet<>(from.next())).isEqualTo(expected);
        assertThat(from.isTerminal()).isEqualTo(expected.isEmpty());
    }

    @Test
    void a_job_goes_from_the_queue_to_its_end() {
        Instant start = Sample.NOON.plusSeconds(1000);
        Exit exit = new Exit(0, false, start.plusSeconds(60), Optional.empty());

        Job ended = Sample.after(
                Sample.running(QUEUED),
                new Change.Exited(ID, 1, Optional.of(exit), WHY),
                new Change.LogsComplete(ID, 1),
                new Change.Ended(ID, 1, JobState.FINISHED, Optional.empty()));

        assertThat(ended.state()).isEqualTo(JobState.FINISHED);
        assertThat(ended.reason()).isEmpty();
        Attempt attempt = ended.attempt().orElseThrow();
        assertThat(attempt.state()).isEqualTo(AttemptState.FINISHED);
        assertThat(attempt.exit()).contains(exit);
        assertThat(attempt.times().ranUntil(Instant.MAX)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void what_is_held_is_free_once_the_container_ended_and_the_job_shows_that_it_is_ending() {
        Job running = Sample.running(QUEUED);
        Job ending = Sample.after(running, new Change.Exited(ID, 1, Optional.empty(), WHY));

        assertThat(running.attempt().orElseThrow().holding()).isTrue();
        assertThat(ending.attempt().orElseThrow().holding()).isFalse();
        assertThat(ending.state()).isEqualTo(JobState.RUNNING);
        assertThat(ending.reason()).contains(WHY);
    }

    @Test
    void a_kill_that_was_sent_frees_nothing() {
        Job killed = Sample.after(
                Sample.running(QUEUED),
                new Change.CancelRequested(ID),
                new Change.StopAsked(ID, 1, Stop.Cause.CANCEL),
                new Change.StopSignalled(ID, 1),
                new Change.KillSent(ID, 1));

        assertThat(killed.state()).isEqualTo(JobState.RUNNING);
        assertThat(killed.attempt().orElseThrow().holding()).isTrue();
        assertThat(killed.cancelRequestedAt()).isPresent();
    }

    @Test
    void a_repeated_wish_or_signal_keeps_the_first_time() {
        Job once = Sample.after(
                Sample.running(QUEUED),
                new Change.CancelRequested(ID),
                new Change.StopAsked(ID, 1, Stop.Cause.CANCEL),
                new Change.StopSignalled(ID, 1),
                new Change.KillSent(ID, 1));
        Recorded later = new Recorded(Sample.NOON.plusSeconds(9000), new Actor.Engine(), new Change.KillSent(ID, 1));

        assertThat(once.after(later).attempt().orElseThrow().stop())
                .isEqualTo(once.attempt().orElseThrow().stop());
    }

    @Test
    void the_next_attempt_begins_with_nothing_of_the_last_but_the_time_that_it_ran() {
        Exit exit = new Exit(123, false, Sample.NOON.plusSeconds(1030), Optional.empty());
        Job again = Sample.after(
                Sample.running(QUEUED),
                new Change.Exited(ID, 1, Optional.of(exit), WHY),
                new Change.LogsComplete(ID, 1),
                new Change.Requeued(ID, 1, AttemptState.HALTED, WHY, false));
        Job second = Sample.after(again, Sample.assigned(again, 2));

        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.submittedAt()).isEqualTo(QUEUED.submittedAt());
        assertThat(again.ranBefore()).isEqualTo(Duration.ofSeconds(30));
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.attempt().orElseThrow().exit()).isEmpty();
    }

    @Test
    void hold_and_release_move_a_waiting_job_and_keep_its_place() {
        Job held = Sample.after(QUEUED, new Change.Held(ID));
        Job released = Sample.after(held, new Change.Released(ID));

        assertThat(held.state()).isEqualTo(JobState.ONHOLD);
        assertThat(released.state()).isEqualTo(JobState.QUEUED);
        assertThat(released.submittedAt()).isEqualTo(QUEUED.submittedAt());
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"FINISHED", "FAILED", "CANCELLED"})
    void nothing_moves_a_job_that_has_ended_but_its_removal_from_view(JobState terminal) {
        Job ended = Sample.after(Sample.starting(QUEUED), new Change.Ended(ID, 1, terminal, Optional.of(WHY)));

        assertThatIllegalStateException().isThrownBy(() -> Sample.after(ended, new Change.CancelRequested(ID)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(ended, new Change.Held(ID)));
        assertThat(Sample.after(ended, new Change.Removed(ID)).removed()).isTrue();
    }

    @Test
    void a_change_that_does_not_fit_is_a_bug() {
        Job running = Sample.running(QUEUED);

        assertThatIllegalStateException().isThrownBy(() -> Sample.after(QUEUED, new Change.Submitted(QUEUED)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(QUEUED, new Change.Starting(ID, 1)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(QUEUED, Sample.assigned(QUEUED, 2)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(QUEUED, new Change.Removed(ID)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(running, new Change.Held(ID)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(running, new Change.KillSent(ID, 1)));
        assertThatIllegalStateException().isThrownBy(() -> Sample.after(running, new Change.LogsComplete(ID, 2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Sample.after(running, new Change.CancelRequested(Sample.id(2))));
        assertThatIllegalStateException()
                .isThrownBy(() -> Sample.after(running, new Change.Ended(ID, 1, JobState.QUEUED, Optional.empty())));
    }
}
