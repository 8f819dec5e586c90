package io.fairlead.server.monitor;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.idle.Idling;
import io.fairlead.core.idle.Use;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Looks now and then at what running jobs do that are stopped for being idle, the more seldom the longer they may be; at no
 * others. What follows from it is not decided here.
 */
public final class IdleWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Map<ClusterId, Meters> meters;
    private final Signs signs;
    private final LimitTable limits;
    private final InstantSource clock;
    private final Map<ContainerName, Watched> watched = new ConcurrentHashMap<>();
    private final Map<ContainerName, Instant> lookedAt = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Where samples go. */
    public interface Reports {
        void sampled(JobId job, int attempt, Glance sample) throws InterruptedException;
    }

    /** How busy the GPUs of this machine are. */
    @FunctionalInterface
    public interface Gpus {
        /** In percent, of all that are real; empty where they could not be asked. */
        Optional<Map<DeviceId, Integer>> busy() throws InterruptedException;
    }

    /**
     * Signs of life that no engine counts.
     *
     * @param touched when somebody last typed into a terminal in a container, or was shown anything in one
     */
    public record Signs(Gpus gpus, Function<ContainerName, Optional<Instant>> touched) {}

    private record Watched(Meters meters, JobId job, int attempt, List<DeviceId> devices, Duration every) {}

    /** @param meters of the engines that have any; jobs on others are never idle */
    public IdleWatch(Map<ClusterId, Meters> meters, Signs signs, LimitTable limits, InstantSource clock) {
        this.meters = Map.copyOf(meters);
        this.signs = signs;
        this.limits = limits;
        this.clock = clock;
    }

    /** From now on, until it ends. Again does nothing. */
    public void follow(Job job, Attempt attempt) {
        Submission submission = job.submission();
        Placement placement = attempt.placements().getFirst();
        Meters of = meters.get(placement.where().cluster());
        if (of == null) {
            return;
        }
        Idling.timeout(
                        job,
                        limits.of(
                                submission.owner().name(), submission.project().name()))
                .ifPresent(time -> watched.putIfAbsent(
                        attempt.container(),
                        new Watched(of, job.id(), attempt.number(), placement.devices(), Idleness.every(time))));
    }

    public void start(Reports reports) {
        Thread.ofVirtual().name("idle").start(() -> run(reports));
    }

    public void stop() {
        stop.countDown();
    }

    private void run(Reports reports) {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                look(reports);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At everybody whose turn it is. */
    void look(Reports reports) throws InterruptedException {
        lookedAt.keySet().retainAll(watched.keySet());
        Instant now = clock.instant();
        List<Map.Entry<ContainerName, Watched>> due = watched.entrySet().stream()
                .filter(entry -> isDue(entry.getKey(), entry.getValue(), now))
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(ContainerName::text)))
                .toList();
        boolean anyDevices =
                due.stream().anyMatch(entry -> !entry.getValue().devices().isEmpty());
        Optional<Map<DeviceId, Integer>> busy = anyDevices ? signs.gpus().busy() : Optional.of(Map.of());
        for (Map.Entry<ContainerName, Watched> entry : due) {
            Watched of = entry.getValue();
            Meters.Reading reading = of.meters().read(entry.getKey());
            Instant at = clock.instant();
            lookedAt.put(entry.getKey(), at);
            if (reading instanceof Meters.Reading.Gone) {
                watched.remove(entry.getKey());
            } else {
                reports.sampled(of.job(), of.attempt(), new Glance(at, use(entry.getKey(), of, reading, busy)));
            }
        }
    }

    /** Also where the clock went back. */
    private boolean isDue(ContainerName container, Watched of, Instant now) {
        Instant before = lookedAt.get(container);
        return before == null || now.isBefore(before) || !now.isBefore(before.plus(of.every()));
    }

    private Optional<Use> use(
            ContainerName container, Watched of, Meters.Reading reading, Optional<Map<DeviceId, Integer>> busy) {
        // Where there are no real ones, those that it has are simulated; where one of its own is not among them, it is
        // lost.
        boolean blind = !of.devices().isEmpty()
                && busy.filter(all -> all.isEmpty() || all.keySet().containsAll(of.devices()))
                        .isEmpty();
        if (blind || !(reading instanceof Meters.Reading.Used(Duration cpu, Optional<Long> network))) {
            return Optional.empty();
        }
        return Optional.of(new Use(
                cpu,
                network,
                busiest(of.devices(), busy.orElse(Map.of())),
                signs.touched().apply(container)));
    }

    private static Optional<Integer> busiest(Collection<DeviceId> devices, Map<DeviceId, Integer> busy) {
        return devices.stream().filter(busy::containsKey).map(busy::get).max(Comparator.naturalOrder());
    }
}
