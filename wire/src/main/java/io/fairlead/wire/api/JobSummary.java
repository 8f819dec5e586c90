package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job in a list: the caller's own, or anybody's where the caller administers.
 *
 * @param state one of the states of the documentation, in capitals; a client shows one it does not know as it is
 * @param since when it came into its state
 * @param project its name
 * @param image the reference as it was written
 * @param dialect what the definition was written in
 * @param position in the queue, counted from 1; absent where it does not wait
 * @param reason why it is in its state, where there is something to say
 * @param attempt the number of the newest try; 0 before the first
 * @param nodes where it runs or ran last
 * @param devices ids of the devices of the newest try
 * @param startedAt when the newest try began to run
 * @param endedAt when the job came into a terminal state
 * @param exitCode of the newest try, once known
 * @param session held open until it is retired or its time is up
 * @param stopping somebody asked for its end, which has not come yet
 * @param number by which Slurm's command names know it: it counts submits, and leads only its owner to the job
 * @param array which it is, in the place of its members: then everything else is said of one that tells how it stands; or of
 *     which it is a member
 */
public record JobSummary(
        String id,
        String name,
        String state,
        Instant submittedAt,
        Instant since,
        Owner owner,
        String project,
        Request request,
        String image,
        String dialect,
        Optional<Integer> position,
        Optional<Finding> reason,
        int attempt,
        List<String> nodes,
        List<String> devices,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Integer> exitCode,
        boolean session,
        boolean stopping,
        Optional<Long> number,
        Optional<ArrayView> array) {
    public JobSummary {
        nodes = List.copyOf(nodes);
        devices = List.copyOf(devices);
    }

    /**
     * Whose job it is.
     *
     * @param name the login; the digits of the uid where it has no account
     */
    public record Owner(long uid, String name) {}

    /**
     * What a job asks of a machine, in short.
     *
     * @param gpus devices, or a share of one
     * @param memoryBytes reserved: processes, shared memory and tmpfs together
     * @param migProfile of which as many MIG instances are asked for in place of devices
     */
    public record Request(BigDecimal cpus, BigDecimal gpus, long memoryBytes, Optional<String> migProfile) {}
}
