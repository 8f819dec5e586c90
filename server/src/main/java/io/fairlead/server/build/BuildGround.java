package io.fairlead.server.build;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.volumes.Ground;
import java.io.IOException;
import java.util.Optional;

/** The ground of builds: nothing of the user's is mounted into them. What is no build stands on the node's own ground. */
public final class BuildGround implements Ground {
    private final Ground node;
    private final Ground bare;
    private final ContainerNames names;
    private final Builds builds;

    /** @param bare plans a container without preparing anything */
    public BuildGround(Ground node, Ground bare, ContainerNames names, Builds builds) {
        this.node = node;
        this.bare = bare;
        this.names = names;
        this.builds = builds;
    }

    @Override
    public ContainerSpec prepare(Job job, Attempt attempt) throws IOException, InterruptedException {
        if (!Builds.isBuild(job)) {
            return node.prepare(job, attempt);
        }
        ContainerSpec spec = bare.prepare(job, attempt);
        builds.expect(job, attempt, spec);
        return spec;
    }

    @Override
    public Optional<Problem> started(Job job, Attempt attempt, ContainerView view)
            throws IOException, InterruptedException {
        return Builds.isBuild(job) ? Optional.empty() : node.started(job, attempt, view);
    }

    @Override
    public void clear(JobId job, int attempt) throws IOException, InterruptedException {
        builds.forget(names.of(job.text(), attempt));
        node.clear(job, attempt);
    }
}
