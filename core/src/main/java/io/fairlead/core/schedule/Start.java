package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.JobId;
import java.util.List;

/** A job that starts now, with exactly what it is given. */
public record Start(JobId job, int attempt, List<Placement> placements) {
    public Start {
        placements = List.copyOf(placements);
    }
}
