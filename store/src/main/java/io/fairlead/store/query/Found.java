package io.fairlead.store.query;

import io.fairlead.core.job.JobId;
import java.util.List;

/** What the beginning of an id leads to. */
public sealed interface Found {
    record One(JobRow job) implements Found {}

    record None() implements Found {}

    /** @param ids some of them, in order, for the person to choose from */
    record Several(List<JobId> ids) implements Found {
        public Several {
            ids = List.copyOf(ids);
        }
    }
}
