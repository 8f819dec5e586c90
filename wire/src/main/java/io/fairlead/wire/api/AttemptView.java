package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One try at running a job.
 *
 * @param number counted from 1
 * @param state as in the documentation, in capitals
 * @param holding whether it still holds what it was given
 * @param logsComplete whether everything the container wrote is kept
 */
public record AttemptView(
        int number,
        String state,
        List<PlacementView> placements,
        boolean holding,
        Times times,
        Optional<StopView> stop,
        Optional<ExitView> exit,
        boolean logsComplete) {
    public AttemptView {
        placements = List.copyOf(placements);
    }

    /** When each step was acknowledged; see the stages for their meaning. */
    public record Times(
            Instant assigned,
            Optional<Instant> starting,
            Optional<Instant> created,
            Optional<Instant> bound,
            Optional<Instant> running,
            Optional<Instant> exited,
            Optional<Instant> ended) {}

    /**
     * What one container was given.
     *
     * @param devices ids, in the order in which the container sees them
     * @param gpus what they count as: less than their number where the job has a share
     * @param container its name at the engine
     * @param rank counted from 0
     */
    public record PlacementView(
            int cluster,
            String node,
            List<String> devices,
            BigDecimal gpus,
            BigDecimal cpus,
            long memoryBytes,
            String container,
            int rank) {
        public PlacementView {
            devices = List.copyOf(devices);
        }
    }

    /** @param cause {@code CANCEL}, {@code MAX_DURATION} or {@code RETIRE} */
    public record StopView(String cause, Instant askedAt, Optional<Instant> signalledAt, Optional<Instant> killedAt) {}

    /** @param error what the engine said of a container that never ran */
    public record ExitView(int code, boolean outOfMemory, Instant at, Optional<String> error) {}
}
