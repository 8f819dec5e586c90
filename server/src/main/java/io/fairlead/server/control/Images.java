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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs, waiting or on hold, lack their image, and on which of their clusters; found by the image's name, so that an
 * arrival costs what it concerns. A job may be placed once the image is on every cluster that it could run on.
 */
final class Images {
    private static final Actor ENGINE = new Actor.Engine();

    private final ControlLoop loop;
    private final Map<String, TreeMap<JobId, TreeSet<ClusterId>>> awaiting = new HashMap<>();
    private final Map<Errand, Integer> underWay = new HashMap<>();

    /** A transfer for somebody; asked for once by each of their jobs that lacks the image. */
    private record Errand(ClusterId cluster, String image, long uid) {}

    Images(ControlLoop loop) {
        this.loop = loop;
    }

    /** Begins to bring the image of a job that lacks it; also after a restart, when nobody is bringing it any more. */
    void pull(Job job) {
        TreeSet<ClusterId> clusters = new TreeSet<>();
        job.submission().nodes().forEach(node -> clusters.add(node.cluster()));
        TreeMap<JobId, TreeSet<ClusterId>> all =
                awaiting.computeIfAbsent(job.submission().image().name(), _ -> new TreeMap<>());
        boolean asked = job.id().isMember()
                && isArrayOf(job.id(), all.ceilingKey(job.id().array()));
        all.put(job.id(), clusters);
        if (asked) {
            return;
        }
        for (ClusterId cluster : clusters) {
            bring(cluster, job.submission().image(), job.submission().owner().uid());
        }
    }

    /** What one member of an array has asked for comes for all of them. */
    private static boolean isArrayOf(JobId member, @Nullable JobId other) {
        return other != null && other.array().equals(member.array());
    }

    private void bring(ClusterId cluster, ResolvedImage image, long uid) {
        underWay.merge(new Errand(cluster, image.name(), uid), 1, Integer::sum);
        loop.effect(new Effect.Pull(cluster, image, uid));
    }

    void arrived(Observation.ImageArrived arrived, Instant now) {
        underWay.keySet()
                .removeIf(it -> it.cluster().equals(arrived.cluster())
                        && it.image().equals(arrived.image().name()));
        settle(arrived.image(), (job, lacking) -> {
            lacking.remove(arrived.cluster());
            if (lacking.isEmpty()) {
                loop.record(new Change.ImageArrived(job.id()), ENGINE, now);
            }
        });
    }

    /** A job with a retry left waits for the last answer to its errand; then one transfer is begun anew for all of them. */
    void failed(Observation.ImageFailed failed, Instant now) {
        Errand errand = new Errand(failed.cluster(), failed.image().name(), failed.uid());
        boolean last = underWay.computeIfPresent(errand, (_, count) -> count > 1 ? count - 1 : null) == null;
        List<JobId> again = new ArrayList<>();
        settle(failed.image(), (job, lacking) -> {
            if (!lacking.contains(failed.cluster()) || job.submission().owner().uid() != failed.uid()) {
                return;
            }
            Change outcome = Reconcile.imageFailed(job, failed.reason(), failed.retryable());
            boolean retried = outcome instanceof Change.PullRetried;
            if (last || !retried) {
                loop.record(outcome, ENGINE, now);
            }
            if (last && retried) {
                again.add(job.id());
            }
        });
        if (!again.isEmpty()) {
            bring(failed.cluster(), failed.image(), failed.uid());
        }
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
