package io.fairlead.server.volumes;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.launch.Stand;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.auth.ContainerName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The ground of an engine that runs nothing: no folder is staged, since nobody would see it, and no secret is handed on. */
public final class BareGround implements Ground {
    private final ContainerPolicy policy;

    public BareGround(ContainerPolicy policy) {
        this.policy = policy;
    }

    @Override
    public ContainerSpec prepare(Job job, Attempt attempt) {
        String name = ContainerName.of(job.submission().owner().name());
        Stand stand = new Stand(
                name, "/home/" + name, Optional.empty(), List.of(), new LinkedHashMap<>(), Optional.empty(), List.of());
        return ContainerPlan.of(job, attempt, stand, policy, false);
    }

    @Override
    public Optional<Problem> started(Job job, Attempt attempt, ContainerView view) {
        return Optional.empty();
    }

    @Override
    public void clear(JobId job, int attempt) {
        // Nothing was made.
    }
}
