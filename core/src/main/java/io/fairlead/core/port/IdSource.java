package io.fairlead.core.port;

import io.fairlead.core.job.JobId;

/** Where new job ids come from: random, the same ones for the same seed, and none that a job ever had. */
@FunctionalInterface
public interface IdSource {
    JobId next();
}
