package io.fairlead.server.monitor;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.port.Layers;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.server.volumes.FreeSpace;
import io.fairlead.server.volumes.ThrowAwayHomes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what running jobs write outside of volumes, so that none takes the disk from the others. Measuring goes through
 * every file, so it is done only when the disk has become fuller by something, or once in a while; the look at the disk
 * itself costs nothing.
 */
public final class LayerWatch {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Measured at the latest after so many periods. */
    private static final int PERIODS_MOST = 30;

    /** A disk that lost less than this is not looked into. */
    private static final long WORTH_A_LOOK_BYTES = 8L << 20;

    /** Where a disk runs full, whoever has written less than this is not to blame. */
    private static final long TO_BLAME_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LayerWatch.class);

    private final ThrowAwayHomes homes;
    private final List<Path> disks;
    private final Bytes bound;
    private final FreeSpaceFloors floors;
    private final Reports reports;
    private final Map<ContainerName, Watched> watched = new ConcurrentHashMap<>();
    private final Map<Path, Long> freeThen = new TreeMap<>();
    private final Map<Path, Long> freeNow = new TreeMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private int periods;

    /** Where findings go. */
    public interface Reports {
        /** The attempt is to be stopped for this. */
        void outgrew(JobId job, int attempt, Problem why) throws InterruptedException;
    }

    private record Watched(Layers layers, JobId job, int attempt, Bytes bound) {}

    /** What one container has written. */
    private record Measured(ContainerName container, Watched of, long bytes) {}

    /**
     * @param disks on which layers and homes lie
     * @param bound of a job that says none
     */
    public LayerWatch(ThrowAwayHomes homes, List<Path> disks, Bytes bound, FreeSpaceFloors floors, Reports reports) {
        this.homes = homes;
        this.disks = List.copyOf(disks);
        this.bound = bound;
        this.floors = floors;
        this.reports = reports;
    }

    /** From now on, until it ends. Again does nothing. */
    public void follow(Layers layers, Job job, Attempt attempt) {
        Bytes own = job.submission().definition().resources().scratch().orElse(bound);
        watched.putIfAbsent(attempt.container(), new Watched(layers, job.id(), attempt.number(), own));
    }

    public void start() {
        Thread.ofVirtual().name("layers").start(this::run);
    }

    public void stop() {
        stop.countDown();
    }

    private void run() {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean fuller = isFuller();
                if (!watched.isEmpty() && (fuller || ++periods >= PERIODS_MOST)) {
                    periods = 0;
                    freeThen.clear();
                    freeThen.putAll(freeNow);
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compared with the last look, or with the emptiest since then; nothing that is written in between goes unseen. */
    private boolean isFuller() {
        boolean fuller = false;
        for (Path disk : disks) {
            long free = free(disk);
            freeNow.put(disk, free);
            long then = freeThen.merge(disk, free, Math::max);
            fuller |= then - free >= WORTH_A_LOOK_BYTES;
        }
        return fuller;
    }

    private static long free(Path disk) {
        try {
            return FreeSpace.at(disk).freeBytes();
        } catch (IOException e) {
            LOG.warn("the free space of {} cannot be read", disk, e);
            return Long.MAX_VALUE;
        }
    }

    private void look() throws InterruptedException {
        Optional<Measured> largest = Optional.empty();
        for (Map.Entry<ContainerName, Watched> entry : watched.entrySet()) {
            Optional<Measured> found = measured(entry.getKey(), entry.getValue());
            if (found.isEmpty()) {
                continue;
            }
            Measured it = found.get();
            if (it.bytes() > it.of().bound().count()) {
                outgrew(
                        it,
                        MonitorProblems.OUTGREW.reason(
                                "bytes", new Bytes(it.bytes()), "bound", it.of().bound()));
            } else if (largest.map(other -> it.bytes() > other.bytes()).orElse(true)) {
                largest = found;
            }
        }
        if (largest.isPresent() && largest.get().bytes() >= TO_BLAME_BYTES) {
            blame(largest.get());
        }
    }

    /** A disk below the floor at which nothing is accepted any more takes whoever wrote most with it. */
    private void blame(Measured largest) throws InterruptedException {
        Optional<Path> full = disks.stream()
                .filter(disk -> permille(disk) < floors.accepting())
                .min(Comparator.naturalOrder());
        if (full.isPresent()) {
            outgrew(
                    largest,
                    MonitorProblems.DISK_TAKEN.reason("bytes", new Bytes(largest.bytes()), "disk", full.get()));
        }
    }

    private static int permille(Path disk) {
        try {
            return FreeSpace.at(disk).freePermille();
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    private void outgrew(Measured it, Problem why) throws InterruptedException {
        // Again and again until it has ended: what was said once may have been lost with a transaction.
        reports.outgrew(it.of().job(), it.of().attempt(), why);
    }

    private Optional<Measured> measured(ContainerName container, Watched of) throws InterruptedException {
        return switch (of.layers().size(container)) {
            case Layers.Size.Ended _ -> {
                watched.remove(container);
                yield Optional.empty();
            }
            case Layers.Size.Unknown _ -> Optional.empty();
            case Layers.Size.Written(long bytes) -> Optional.of(new Measured(container, of, bytes + inHome(container)));
        };
    }

    private long inHome(ContainerName container) throws InterruptedException {
        try {
            return homes.content(container.text(), 0).diskBytes();
        } catch (IOException e) {
            LOG.warn("the home of {} cannot be measured", container, e);
            return 0;
        }
    }
}
