package io.fairlead.server.simulate;

import io.fairlead.simulator.queueing.Prediction;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked for of queueing.
 *
 * @param processors {@link #ANY} where what was given is no number of them
 */
record QueueFlags(
        Optional<Path> swf,
        Optional<Integer> processors,
        boolean strict,
        Optional<Prediction> predict,
        boolean predictionsReserve,
        boolean clairvoyant,
        Optional<Path> windows) {
    /** Enough for every job of a log, so that the log is read through where only the number is wrong. */
    static final int ANY = Integer.MAX_VALUE;
}
