package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Which jobs, waiting or on hold, lack their image, and on which of their clusters; found by the image's name, so that an
 * arrival costs what it concerns. A job may be placed once the image is on every cluster that it could run on.
 */
final class Images {
    private static final Actor ENGINE = new Actor.Engine();

    private final ControlLoop loop;
    private final Map<String, TreeMap<JobId, TreeSet<ClusterId>>> awaiting = new HashMap<>();

    Images(ControlLoop loop) {
        this.loop = loop;
    }

    /** Begins to bring the image of a job that lacks it; also after a restart, when nobody is bringing it any more. */
    void pull(Job job) {
        TreeSet<ClusterId> clusters = new TreeSet<>();
        job.submission().nodes().forEach(node -> clusters.add(node.cluster()));
        awaiting.computeIfAbsent(job.submission().image().name(), _ -> new TreeMap<>())
                .put(job.id(), clusters);
        for (ClusterId cluster : clusters) {
            loop.effect(new Effect.Pull(
                    cluster, job.submission().image(), job.submission().owner().uid()));
        }
    }

    void arrived(Observation.ImageArrived arrived, Instant now) {
        settle(arrived.image(), (job, lacking) -> {
            lacking.remove(arrived.cluster());
            if (lacking.isEmpty()) {
                loop.record(new Change.ImageArrived(job.id()), ENGINE, now);
            }
        });
    }

    void failed(Observation.ImageFailed failed, Instant now) {
        settle(failed.image(), (job, lacking) -> {
            if (lacking.contains(failed.cluster()) && job.submission().owner().uid() == failed.uid()) {
                loop.record(Reconcile.imageFailed(job, failed.reason()), ENGINE, now);
            }
        });
    }

    private void settle(ResolvedImage image, BiConsumer<Job, Set<ClusterId>> news) {
        TreeMap<JobId, TreeSet<ClusterId>> waiting = awaiting.getOrDefault(image.name(), new TreeMap<>());
        waiting.forEach((id, lacking) -> loop.snapshot().job(id).ifPresent(job -> news.accept(job, lacking)));
        waiting.keySet()
                .removeIf(id -> loop.snapshot()
                        .job(id)
                        .filter(job -> job.imagePresentAt().isEmpty())
                        .isEmpty());
        if (waiting.isEmpty()) {
            awaiting.remove(image.name());
        }
    }
}
