package io.fairlead.server.http.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.server.http.SampleJobs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobViewsTest {
    private static final Problem HALTED =
            new ProblemCode("E-HALT-TEST", "halted on request", "nothing to do", "").reason();

    private static boolean isStopping(Job job) {
        return JobViews.summary(job, Optional.empty(), Optional.empty(), Optional.empty())
                .stopping();
    }

    @Test
    void a_job_that_is_halted_is_being_stopped_until_it_waits_again() {
        Job queued = SampleJobs.queued("aaaa000001", 1001, "long");
        Job running = SampleJobs.after(queued, SampleJobs.life(queued.id(), 0).subList(0, 5));
        Job asked = SampleJobs.after(
                running,
                List.of(SampleJobs.change(50, new Change.HaltAsked(running.id(), 1, Optional.empty(), HALTED))));
        Job waits = SampleJobs.after(
                asked,
                List.of(SampleJobs.change(
                        51, new Change.Requeued(running.id(), 1, AttemptState.HALTED, HALTED, false))));

        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(isStopping(running)).isFalse();
        assertThat(isStopping(asked)).isTrue();
        assertThat(waits.state()).isEqualTo(JobState.QUEUED);
        assertThat(isStopping(waits)).isFalse();
    }
}
