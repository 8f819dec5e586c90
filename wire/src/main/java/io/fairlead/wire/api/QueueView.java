package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who runs and who waits, with when those who wait will probably start.
 *
 * @param at when this was so
 * @param jobs those that hold a place by their start, then those that wait in the order of the queue
 */
public record QueueView(Instant at, List<QueuedView> jobs) {
    public QueueView {
        jobs = List.copyOf(jobs);
    }

    /**
     * One of them. Of somebody else's there is no id, name, owner, reason or claim.
     *
     * @param state as in {@link JobSummary}
     * @param since when it came into its state
     * @param position in the queue, counted from 1; absent where it does not wait
     * @param reason the first thing in its way
     * @param claim what decides when it is its turn; absent where it does not wait
     * @param overQuota whether it runs over the quota of its project, or would; absent where there are none
     * @param promised when it starts at the latest, where that was promised
     * @param early when it will probably start, by how long its owner's last jobs and those before it ran
     * @param late the later reckoning; absent where nobody knows how long something runs
     * @param rough whether these are by amounts alone, as too many start before it to be reckoned one by one
     * @param ends when it is stopped at the latest; absent where it has no bound or does not run yet
     * @param places nodes with the indexes of devices that it holds there
     * @param members of an array those that wait, as in {@code 0-3,7}: everything else is said of the first of them
     */
    public record QueuedView(
            Optional<String> id,
            Optional<String> name,
            Optional<String> owner,
            String state,
            Instant since,
            JobSummary.Request request,
            Optional<Integer> position,
            Optional<Finding> reason,
            Optional<ClaimView> claim,
            Optional<Boolean> overQuota,
            Optional<Instant> promised,
            Optional<Instant> early,
            Optional<Instant> late,
            boolean rough,
            Optional<Instant> ends,
            List<HeldView> places,
            Optional<String> members) {
        public QueuedView {
            places = List.copyOf(places);
        }
    }

    /**
     * Devices of a node.
     *
     * @param devices by their indexes
     * @param gpus what they count as: less than their number where the job has a share
     */
    public record HeldView(String node, List<Integer> devices, BigDecimal gpus) {
        public HeldView {
            devices = List.copyOf(devices);
        }
    }
}
