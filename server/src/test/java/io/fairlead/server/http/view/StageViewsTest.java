package io.fairlead.server.http.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.server.http.SampleJobs;
import io.fairlead.wire.api.StageView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageViewsTest {
    private static final JobId ID = new JobId("abcdefgh12");
    private static final Job QUEUED = SampleJobs.queued(ID.text(), 1, "a");
    private static final Problem WHY = new ProblemCode("E-TEST", "broke", "mend it", "").reason();

    @Test
    void a_stage_begins_when_the_one_before_it_was_acknowledged() {
        Job job = SampleJobs.after(QUEUED, SampleJobs.life(ID, 0));

        List<StageView> stages = stages(job);

        assertThat(stages).extracting(StageView::status).containsOnly("done");
        assertThat(stages)
                .extracting(StageView::name)
                .containsExactly(
                        "select-image",
                        "request-allocation",
                        "launch-runtime",
                        "bind-paths-and-devices",
                        "execute",
                        "record-and-validate-outcome");
        Instant before = SampleJobs.START;
        for (StageView stage : stages) {
            assertThat(stage.start().orElseThrow()).isAfterOrEqualTo(before);
            assertThat(stage.end().orElseThrow()).isAfterOrEqualTo(stage.start().orElseThrow());
            assertThat(stage.acknowledgedBy()).isPresent();
            before = stage.end().orElseThrow();
        }
    }

    @Test
    void at_each_moment_one_stage_at_most_is_active_and_later_ones_wait() {
        for (int i = 0; i <= 7; i++) {
            Job job = SampleJobs.after(QUEUED, SampleJobs.life(ID, 0).subList(0, i));

            List<String> statuses = stages(job).stream().map(StageView::status).toList();

            assertThat(statuses.stream().filter("active"::equals))
                    .as("after %d: %s", i, statuses)
                    .hasSizeLessThan(2);
            assertThat(String.join(" ", statuses)).matches("(done ?)*(active ?)?(waiting ?)*");
        }
    }

    @Test
    void a_command_that_fails_fails_the_stage_in_which_it_ran() {
        var life = SampleJobs.life(ID, 1).subList(0, 7);
        var ended = SampleJobs.change(8, new Change.Ended(ID, 1, JobState.FAILED, Optional.of(WHY)));
        Job job = SampleJobs.after(SampleJobs.after(QUEUED, life), List.of(ended));

        StageView execute = stages(job).get(4);

        assertThat(execute.status()).isEqualTo("failed");
        assertThat(execute.failure()).get().extracting("code", "fix").containsExactly("E-TEST", "mend it");
        assertThat(stages(job).get(5).status()).isEqualTo("done");
    }

    @Test
    void a_job_that_ends_early_says_where_it_stopped() {
        String[] stopped = {
            "request-allocation", "launch-runtime", "launch-runtime", "bind-paths-and-devices", "execute"
        };
        for (int i = 0; i < stopped.length; i++) {
            var ended = SampleJobs.change(9, new Change.Ended(ID, i == 0 ? 0 : 1, JobState.FAILED, Optional.of(WHY)));
            Job job = SampleJobs.after(
                    SampleJobs.after(QUEUED, SampleJobs.life(ID, 0).subList(0, i)), List.of(ended));

            List<StageView> failed = stages(job).stream()
                    .filter(stage -> stage.status().equals("failed"))
                    .toList();

            assertThat(failed)
                    .as("after %d", i)
                    .singleElement()
                    .satisfies(stage -> assertThat(stage.failure()).isPresent());
            assertThat(failed.getFirst().name()).isEqualTo(stopped[i]);
        }
    }

    @Test
    void a_job_that_is_cancelled_while_it_waits_stops_there() {
        var ended = SampleJobs.change(3, new Change.Ended(ID, 0, JobState.CANCELLED, Optional.empty()));
        Job job = SampleJobs.after(QUEUED, List.of(ended));

        assertThat(stages(job))
                .extracting(StageView::status)
                .containsExactly("done", "cancelled", "skipped", "skipped", "skipped", "skipped");
    }

    private static List<StageView> stages(Job job) {
        return StageViews.of(job, job.attempt().map(List::of).orElse(List.of()));
    }
}
