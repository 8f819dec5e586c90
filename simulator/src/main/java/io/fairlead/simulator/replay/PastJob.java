package io.fairlead.simulator.replay;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import java.time.Duration;
import java.time.Instant;

/**
 * A job that ran, as the site's records have it.
 *
 * @param enters when it began to wait: at its submit, or when it was released, or for what only makes the site as busy as it was
 *     when it started
 * @param pull until its image was on the node, from then on
 * @param holds how long its attempts held what they were given, together
 * @param started when the first of them was given it
 * @param as how it ended; of one that still runs {@link JobState#FINISHED}
 * @param counted whether figures are of it, too; else it only makes the site as busy as it was
 * @param siteBound whether its bound on run time is the site's and not its own
 */
public record PastJob(
        JobId id,
        Candidate candidate,
        Instant enters,
        Duration pull,
        Duration holds,
        Instant started,
        JobState as,
        boolean counted,
        boolean siteBound) {
    /** Shorter attempts count as this long. */
    private static final Duration HOLDS_LEAST = Duration.ofSeconds(1);

    public PastJob {
        holds = holds.compareTo(HOLDS_LEAST) < 0 ? HOLDS_LEAST : holds;
        pull = pull.isNegative() ? Duration.ZERO : pull;
    }

    String user() {
        return candidate.owner().name();
    }

    String project() {
        return candidate.project().name();
    }
}
