package io.fairlead.store.change;

import io.fairlead.core.job.JobDefinition;
import java.util.Optional;

/** The labels of a definition beside its job, so that lists can be narrowed by them. */
public final class Labels {
    private Labels() {}

    /** A JSON object of texts, in the order written; empty for none. */
    public static Optional<String> json(JobDefinition definition) {
        return definition.labels().isEmpty()
                ? Optional.empty()
                : Optional.of(Json.object(out -> definition.labels().forEach(out::writeStringProperty)));
    }
}
