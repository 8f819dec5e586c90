package io.fairlead.server.monitor;

import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.volumes.FreeSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the free space of the server's and the engine's disk, so that nobody fills them to the brim. */
public final class SpaceWatch {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int PERMILLE_PER_PERCENT = 10;
    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);

    private final List<Path> disks;
    private final FreeSpaceFloors floors;
    private final Reports reports;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Where findings go. */
    public interface Reports {
        /** Why nothing is placed, and why nothing is accepted; empty where there is room. */
        void space(Optional<Problem> placing, Optional<Problem> accepting) throws InterruptedException;
    }

    public SpaceWatch(List<Path> disks, FreeSpaceFloors floors, Reports reports) {
        this.disks = List.copyOf(disks);
        this.floors = floors;
        this.reports = reports;
    }

    /** Looks once, then again and again on a thread of its own. */
    public void start() throws InterruptedException {
        look();
        Thread.ofVirtual().name("space").start(this::run);
    }

    public void stop() {
        stop.countDown();
    }

    private void run() {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        Optional<Problem> placing = Optional.empty();
        Optional<Problem> accepting = Optional.empty();
        for (Path disk : disks) {
            try {
                int free = FreeSpace.at(disk).freePermille();
                if (free < floors.placing() && placing.isEmpty()) {
                    placing = Optional.of(MonitorProblems.LOW.reason(
                            "disk", disk, "free", percent(free), "floor", percent(floors.placing())));
                }
                if (free < floors.accepting() && accepting.isEmpty()) {
                    accepting = Optional.of(MonitorProblems.FULL.reason(
                            "disk", disk, "free", percent(free), "floor", percent(floors.accepting())));
                }
            } catch (IOException e) {
                LOG.warn("the free space of {} cannot be read", disk, e);
            }
        }
        reports.space(placing, accepting);
    }

    private static String percent(int permille) {
        return permille / PERMILLE_PER_PERCENT + "." + permille % PERMILLE_PER_PERCENT + " %";
    }
}
