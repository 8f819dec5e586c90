package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.server.monitor.GpuWatch;
import io.fairlead.server.monitor.IdleWatch;
import io.fairlead.server.monitor.LayerWatch;
import io.fairlead.server.monitor.SpaceWatch;
import io.fairlead.server.monitor.Watch;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Takes what the watches find to the writer. */
final class EngineReports
        implements Watch.Reports, SpaceWatch.Reports, LayerWatch.Reports, IdleWatch.Reports, GpuWatch.Reports {
    private static final String SPACE = "space";

    private final Writer writer;
    private final ContainerNames names;
    private final List<ClusterId> clusters;

    EngineReports(Writer writer, ContainerNames names, List<ClusterId> clusters) {
        this.writer = writer;
        this.names = names;
        this.clusters = List.copyOf(clusters);
    }

    @Override
    public void listed(ClusterId cluster, List<ContainerView> containers) throws InterruptedException {
        writer.put(new Message.Listed(cluster, containers));
    }

    @Override
    public void hint(ContainerName container) throws InterruptedException {
        Optional<ContainerNames.Parts> parts = names.parts(container);
        if (parts.isPresent() && JobId.isWellFormed(parts.get().job())) {
            writer.put(
                    new Message.Hint(new JobId(parts.get().job()), parts.get().attempt()));
        }
    }

    @Override
    public void silent(ClusterId cluster, String cause) throws InterruptedException {
        writer.put(new Message.Observed(new Observation.EngineSilent(cluster, cause)));
    }

    @Override
    public void answers(ClusterId cluster) throws InterruptedException {
        writer.put(new Message.Observed(new Observation.EngineAnswers(cluster)));
    }

    @Override
    public void outgrew(JobId job, int attempt, Problem why) throws InterruptedException {
        writer.put(new Message.Outgrew(job, attempt, why));
    }

    @Override
    public void sampled(JobId job, int attempt, Glance glance) throws InterruptedException {
        writer.put(new Message.Sampled(job, attempt, glance));
    }

    @Override
    public void appeared(Node node) throws InterruptedException {
        writer.put(new Message.NodeChanged(node));
    }

    @Override
    public void devices(NodeRef node, SortedMap<DeviceId, Defect> defects) throws InterruptedException {
        writer.put(new Message.DevicesSeen(node, defects));
    }

    @Override
    public void space(Optional<Problem> placing, Optional<Problem> accepting) throws InterruptedException {
        for (ClusterId cluster : clusters) {
            writer.put(new Message.Closed(cluster, SPACE, placing));
        }
        writer.put(new Message.Acceptance(accepting));
    }
}
