package io.fairlead.server.records;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.runrecord.RunRecord;
import java.util.Optional;

/** Makes the run record of an attempt. Can be repeated. */
@FunctionalInterface
public interface Recorder {
    /** Of an engine that runs nothing. */
    Recorder NONE = (_, _) -> Optional.empty();

    /**
     * Looks at what is there, once the log is complete.
     *
     * @return empty where there is nothing to record
     */
    Optional<RunRecord> of(Job job, Attempt attempt) throws InterruptedException;
}
