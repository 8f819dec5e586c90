package io.fairlead.core.port;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.util.List;

/** Makes changes durable. */
public interface ChangeLog {
    /**
     * One transaction: all or nothing.
     *
     * @param changes in the order of decision
     * @param after each job that the changes touch, as they leave it; what the state tables will say
     * @param keys idempotency keys used by the submits among the changes
     * @param upkeep what administrators said of nodes, in its order; numbered before the changes of jobs
     * @return only once everything is on disk, or once it is certain that nothing is
     */
    Outcome append(List<Recorded> changes, List<Job> after, List<SubmitKey> keys, List<UpkeepRecord> upkeep);

    /** The same where no administrator said anything. */
    default Outcome append(List<Recorded> changes, List<Job> after, List<SubmitKey> keys) {
        return append(changes, after, keys, List.of());
    }

    /** What became of a transaction. */
    sealed interface Outcome {
        record Durable() implements Outcome {}

        /** Nothing was saved. The memory of whoever decided the changes is ahead of the disk and must be read again. */
        record NothingSaved(Problem problem) implements Outcome {}
    }
}
