package io.fairlead.wire.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of jobs, newest submit first. Both lists cover the same span of time, so merging them by
 * {@code submittedAt} gives the whole.
 *
 * @param jobs those the caller may see in full
 * @param others everybody else's that have not ended
 * @param next the cursor of the page that follows; absent on the last page
 */
public record JobList(List<JobSummary> jobs, List<AnonymousJob> others, Optional<String> next) {
    public JobList {
        jobs = List.copyOf(jobs);
        others = List.copyOf(others);
    }

    /**
     * Somebody else's job: enough to see what is taken and how long the queue is, nothing that leads to it.
     *
     * @param state as in {@link JobSummary}
     * @param submittedAt when it was submitted
     * @param since when it came into its state
     * @param nodes where it runs
     */
    public record AnonymousJob(
            String state, Instant submittedAt, Instant since, JobSummary.Request request, List<String> nodes) {
        public AnonymousJob {
            nodes = List.copyOf(nodes);
        }
    }
}
