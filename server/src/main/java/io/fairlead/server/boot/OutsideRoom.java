package io.fairlead.server.boot;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.limits.JobBounds.OutsideVolumes;
import io.fairlead.core.port.Layers;
import io.fairlead.engines.docker.Docker;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.monitor.LayerWatch;
import io.fairlead.server.rescue.KeptFiles;
import io.fairlead.server.rescue.LeftFiles;
import io.fairlead.server.rescue.Remains;
import io.fairlead.server.volumes.ThrowAwayHomes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What jobs write outside of volumes: the homes, the watch over them and over layers, and what is kept afterwards. */
final class OutsideRoom {
    private static final Duration PURGE_EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(OutsideRoom.class);

    private final ThrowAwayHomes homes;
    private final KeptFiles kept;
    private final OutsideVolumes policy;
    private final Map<ClusterId, Layers> layers = new TreeMap<>();
    private final Map<ClusterId, Remains> remains = new TreeMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable LayerWatch watch;

    private OutsideRoom(ThrowAwayHomes homes, KeptFiles kept, OutsideVolumes policy) {
        this.homes = homes;
        this.kept = kept;
        this.policy = policy;
    }

    static OutsideRoom in(Path state, OutsideVolumes policy, OwnThreads threads, InstantSource clock)
            throws IOException, InterruptedException {
        Duration time = Duration.ofHours(policy.keptHours());
        return new OutsideRoom(
                ThrowAwayHomes.at(state.resolve("homes"), threads),
                KeptFiles.at(state.resolve("rescue"), time, threads, clock),
                policy);
    }

    ThrowAwayHomes homes() {
        return homes;
    }

    KeptFiles kept() {
        return kept;
    }

    Remains remains(EngineRoom engine) {
        Optional<Layers> found = engine.docker().map(Docker::layers);
        found.ifPresent(it -> layers.put(engine.cluster(), it));
        Remains of =
                found.<Remains>map(it -> new LeftFiles(it, homes, kept, policy)).orElse(Remains.NONE);
        remains.put(engine.cluster(), of);
        return of;
    }

    /** Whether an ended attempt's container or home are still there, so that files of theirs may yet be kept. */
    boolean isThere(Attempt attempt) {
        return remains.getOrDefault(attempt.placements().getFirst().where().cluster(), Remains.NONE)
                .isThere(attempt.container());
    }

    /** An attempt runs; again is no news. */
    void running(Job job, Attempt attempt) {
        LayerWatch now = watch;
        Layers of = layers.get(attempt.placements().getFirst().where().cluster());
        if (now != null && of != null) {
            now.follow(of, job, attempt);
        }
    }

    /** From now on attempts that run are watched, and what was kept long enough goes. */
    void start(List<Path> disks, FreeSpaceFloors floors, LayerWatch.Reports reports) {
        LayerWatch begun = new LayerWatch(homes, disks, policy.scratch(), floors, reports);
        watch = begun;
        begun.start();
        Thread.ofVirtual().name("rescue").start(() -> purge(floors.placing()));
    }

    private void purge(int freePermille) {
        try {
            do {
                purgeOnce(freePermille);
            } while (!stop.await(PURGE_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void purgeOnce(int freePermille) throws InterruptedException {
        try {
            kept.purge(freePermille);
        } catch (IOException e) {
            LOG.warn("what was kept of ended jobs could not be removed; the next round tries again", e);
        }
    }

    void stop() {
        stop.countDown();
        LayerWatch now = watch;
        if (now != null) {
            now.stop();
        }
    }
}
