package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
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
import java.util.function.Predicate;

/** Which jobs, waiting or on hold, lack their image; found by its name, so that an arrival costs what it concerns. */
final class Images {
    private static final Actor ENGINE = new Actor.Engine();

    private final ControlLoop loop;
    private final Map<String, TreeSet<JobId>> awaiting = new HashMap<>();

    Images(ControlLoop loop) {
        this.loop = loop;
    }

    /** Begins to bring the image of a job that lacks it; also after a restart, when nobody is bringing it any more. */
    void pull(Job job) {
        awaiting.computeIfAbsent(job.submission().image().name(), _ -> new TreeSet<>())
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
        settle(arrived.image(), job -> isOn(job, arrived.cluster()), now, job -> new Change.ImageArrived(job.id()));
    }

    void failed(Observation.ImageFailed failed, Instant now) {
        settle(
                failed.image(),
                job -> isOn(job, failed.cluster()) && job.submission().owner().uid() == failed.uid(),
                now,
                job -> Reconcile.imageFailed(job, failed.reason()));
    }

    private void settle(ResolvedImage image, Predicate<Job> concerned, Instant now, Function<Job, Change> change) {
        TreeSet<JobId> ids = awaiting.getOrDefault(image.name(), new TreeSet<>());
        for (JobId id : List.copyOf(ids)) {
            loop.snapshot().job(id).filter(concerned).ifPresent(job -> loop.record(change.apply(job), ENGINE, now));
            if (loop.snapshot()
                    .job(id)
                    .filter(job -> job.imagePresentAt().isEmpty())
                    .isEmpty()) {
                ids.remove(id);
            }
        }
        if (ids.isEmpty()) {
            awaiting.remove(image.name());
        }
    }

    private static boolean isOn(Job job, ClusterId cluster) {
        return job.submission().nodes().stream().anyMatch(node -> node.cluster().equals(cluster));
    }
}
