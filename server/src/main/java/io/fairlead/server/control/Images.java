package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.reconcile.Reconcile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Which jobs, waiting or on hold, lack their image; found by digest, so that an arrival costs what it concerns. */
final class Images {
    private static final Actor ENGINE = new Actor.Engine();

    private final ControlLoop loop;
    private final Map<String, TreeSet<JobId>> awaiting = new HashMap<>();

    Images(ControlLoop loop) {
        this.loop = loop;
    }

    /** Begins to bring the image of a job that lacks it; also after a restart, when nobody is bringing it any more. */
    void pull(Job job) {
        awaiting.computeIfAbsent(job.submission().image().digest(), _ -> new TreeSet<>())
                .add(job.id());
        job.submission().nodes().stream()
                .map(NodeRef::cluster)
                .distinct()
                .forEach(cluster -> loop.effect(new Effect.Pull(
                        cluster,
                        job.submission().image(),
                        job.submission().owner().uid())));
    }

    void arrived(Observation.ImageArrived arrived, Instant now) {
        settle(arrived.cluster(), arrived.digest(), now, job -> new Change.ImageArrived(job.id()));
    }

    void failed(Observation.ImageFailed failed, Instant now) {
        settle(failed.cluster(), failed.digest(), now, job -> Reconcile.imageFailed(job, failed.reason()));
    }

    private void settle(ClusterId cluster, String digest, Instant now, Function<Job, Change> change) {
        TreeSet<JobId> ids = awaiting.getOrDefault(digest, new TreeSet<>());
        for (JobId id : List.copyOf(ids)) {
            loop.snapshot()
                    .job(id)
                    .filter(job -> isOn(job, cluster))
                    .ifPresent(job -> loop.record(change.apply(job), ENGINE, now));
            if (loop.snapshot()
                    .job(id)
                    .filter(job -> job.imagePresentAt().isEmpty())
                    .isEmpty()) {
                ids.remove(id);
            }
        }
        if (ids.isEmpty()) {
            awaiting.remove(digest);
        }
    }

    private static boolean isOn(Job job, ClusterId cluster) {
        return job.submission().nodes().stream().anyMatch(node -> node.cluster().equals(cluster));
    }
}
