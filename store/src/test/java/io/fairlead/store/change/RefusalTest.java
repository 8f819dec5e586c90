package io.fairlead.store.change;

import static io.fairlead.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog.Outcome;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What contradicts the rules is refused by whoever keeps it, even if the writer were wrong; and nothing of it is kept. */
final class RefusalTest {
    enum Kind {
        SQLITE,
        MEMORY
    }

    private final Random random = new Random(5);

    @TempDir
    Path directory;

    private void with(Kind kind, Consumer<Journal> test) {
        if (kind == Kind.MEMORY) {
            test.accept(new MemoryChangeLog());
            return;
        }
        try (Store store = Store.open(Samples.settings(directory))) {
            test.accept(store.journal());
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    private Job job() {
        return Samples.queued(Samples.id(random), Samples.submission("some", 1), NOON);
    }

    private static Recorded recorded(Change change) {
        return new Recorded(NOON, new Actor.Scheduler(), change);
    }

    private static Outcome append(Journal journal, Job before, Change... changes) {
        List<Recorded> recorded = new ArrayList<>();
        Job job = before;
        for (Change change : changes) {
            recorded.add(recorded(change));
            job = change instanceof Change.Submitted(Job admitted) ? admitted : job.after(recorded.getLast());
        }
        return journal.append(recorded, List.of(job), List.of());
    }

    private static Change assigned(Job job, int attempt, String... devices) {
        return assigned(job, attempt, Portion.WHOLE, devices);
    }

    private static Change shared(Job job, int milli) {
        return assigned(job, 1, Portion.share(new Gpus(milli)), "GPU-a");
    }

    private static Change assigned(Job job, int attempt, Portion portion, String... devices) {
        return new Change.Assigned(
                job.id(),
                attempt,
                List.of(new Placement(
                        Samples.NODE,
                        List.of(devices).stream().map(DeviceId::new).toList(),
                        portion,
                        Cores.of(1),
                        Bytes.ofGib(1),
                        new ContainerNames("abcd1234").of(job.id().text(), attempt),
                        0)));
    }

    @ParameterizedTest
    @EnumSource
    void a_device_is_not_given_to_two_jobs(Kind kind) {
        with(kind, journal -> {
            Job first = job();
            Job second = job();
            append(journal, first, new Change.Submitted(first), assigned(first, 1, "GPU-a", "GPU-b"));
            append(journal, second, new Change.Submitted(second));
            LiveState before = journal.load();

            assertThatThrownBy(() -> append(journal, second, assigned(second, 1, "GPU-b")))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(journal.load()).isEqualTo(before);
            assertThat(append(journal, second, assigned(second, 1, "GPU-c"))).isEqualTo(new Outcome.Durable());
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_device_is_not_given_twice_to_one_job(Kind kind) {
        with(kind, journal -> {
            Job job = job();

            assertThatThrownBy(
                            () -> append(journal, job, new Change.Submitted(job), assigned(job, 1, "GPU-a", "GPU-a")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(journal.load().jobs()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_device_is_shared_up_to_what_it_has_and_never_beside_a_job_that_has_it_whole(Kind kind) {
        with(kind, journal -> {
            List<Job> jobs = IntStream.range(0, 4).mapToObj(_ -> job()).toList();
            jobs.forEach(job -> append(journal, job, new Change.Submitted(job)));
            append(journal, jobs.get(0), shared(jobs.get(0), 500));
            append(journal, jobs.get(1), shared(jobs.get(1), 300));
            LiveState before = journal.load();

            assertThatThrownBy(() -> append(journal, jobs.get(2), shared(jobs.get(2), 201)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> append(journal, jobs.get(3), assigned(jobs.get(3), 1, "GPU-a")))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(journal.load()).isEqualTo(before);
            assertThat(append(journal, jobs.get(2), shared(jobs.get(2), 200))).isEqualTo(new Outcome.Durable());
            assertThat(journal.load().jobs())
                    .flatExtracting(job -> job.attempt().stream().toList())
                    .flatExtracting(Attempt::placements)
                    .extracting(Placement::portion)
                    .containsExactlyInAnyOrder(
                            Portion.share(new Gpus(500)), Portion.share(new Gpus(300)), Portion.share(new Gpus(200)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_device_given_back_may_be_given_on_in_the_same_transaction(Kind kind) {
        with(kind, journal -> {
            Job first = job();
            Job second = job();
            append(journal, first, new Change.Submitted(first), assigned(first, 1, "GPU-a"));
            append(journal, second, new Change.Submitted(second));
            List<Recorded> changes = List.of(
                    recorded(new Change.Ended(first.id(), 1, JobState.FAILED, Optional.empty())),
                    recorded(assigned(second, 1, "GPU-a")));
            Job given = first.after(recorded(assigned(first, 1, "GPU-a"))).after(changes.getFirst());

            assertThat(journal.append(changes, List.of(given, second.after(changes.getLast())), List.of()))
                    .isEqualTo(new Outcome.Durable());
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_job_id_is_not_used_twice(Kind kind) {
        with(kind, journal -> {
            Job job = job();
            append(journal, job, new Change.Submitted(job));

            assertThatThrownBy(() -> append(journal, job, new Change.Submitted(job)))
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_submit_key_is_not_used_twice(Kind kind) {
        with(kind, journal -> {
            Job first = job();
            Job second = job();
            journal.append(List.of(recorded(new Change.Submitted(first))), List.of(first), List.of(key(first)));

            assertThatThrownBy(() -> journal.append(
                            List.of(recorded(new Change.Submitted(second))), List.of(second), List.of(key(second))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(journal.load().jobs()).containsExactly(first);
        });
    }

    private static SubmitKey key(Job job) {
        return new SubmitKey(1001, "the same", "ef".repeat(32), job.id());
    }

    @ParameterizedTest
    @EnumSource
    void a_terminal_state_is_never_left(Kind kind) {
        with(kind, journal -> {
            Job job = job();
            Change end = new Change.Ended(job.id(), 0, JobState.CANCELLED, Optional.empty());
            append(journal, job, new Change.Submitted(job), end);
            Job again = job.after(recorded(new Change.Held(job.id())));

            assertThatThrownBy(() ->
                            journal.append(List.of(recorded(new Change.Held(job.id()))), List.of(again), List.of()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(journal.load().jobs()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_change_of_an_unknown_job_is_refused(Kind kind) {
        with(kind, journal -> {
            Job job = job();

            assertThatThrownBy(() -> append(journal, job, new Change.Held(job.id())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("never submitted");
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_job_may_end_and_be_taken_out_of_view_at_once(Kind kind) {
        with(kind, journal -> {
            Job job = job();
            append(journal, job, new Change.Submitted(job), assigned(job, 1, "GPU-a"));
            Job placed = job.after(recorded(assigned(job, 1, "GPU-a")));

            append(
                    journal,
                    placed,
                    new Change.Ended(job.id(), 1, JobState.FAILED, Optional.empty()),
                    new Change.Removed(job.id()));

            assertThat(journal.load().jobs()).isEmpty();
        });
    }

    @Test
    void memory_refuses_a_job_that_is_not_what_its_changes_make_of_it() {
        Job job = job();
        Job other = Job.admitted(job.id(), job.submission(), true, false, NOON);

        assertThatThrownBy(() -> new MemoryChangeLog()
                        .append(List.of(recorded(new Change.Submitted(job))), List.of(other), List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memory_fails_when_told_to() {
        var memory = new MemoryChangeLog();
        Job job = job();
        memory.failNext(
                Golden.of("ended").recorded().change() instanceof Change.Ended ended
                        ? ended.reason().orElseThrow()
                        : null);

        assertThat(append(memory, job, new Change.Submitted(job))).isInstanceOf(Outcome.NothingSaved.class);
        assertThat(memory.load().jobs()).isEmpty();
        assertThat(append(memory, job, new Change.Submitted(job))).isEqualTo(new Outcome.Durable());
    }
}
