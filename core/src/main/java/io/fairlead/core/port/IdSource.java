package io.fairlead.core.port;

import io.fairlead.core.job.JobId;

/** Where new job ids come from: random, and the same ones for the same seed. */
@FunctionalInterface
public interface IdSource {
    JobId next();
}
