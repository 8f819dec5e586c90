package io.fairlead.core.job;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One try at running a job.
 *
 * @param number counted from 1
 * @param placements what it was given; at least one, ordered by rank
 * @param holding whether that is still held: from ASSIGNED until the container was observed gone or ended, never until
 *     a kill was merely sent
 * @param stop the wish to end it, if there is one
 * @param exit how the container ended, once that was observed
 * @param logsComplete whether everything that the container wrote is kept
 * @param warned the last hundredths of the job's time of which its owner was told that they are over; 0: none
 */
public record Attempt(
        int number,
        AttemptState state,
        List<Placement> placements,
        boolean holding,
        Timeline times,
        Optional<Stop> stop,
        Optional<Exit> exit,
        boolean logsComplete,
        int warned) {
    public Attempt {
        placements = List.copyOf(placements);
        if (placements.isEmpty()) {
            throw new IllegalArgumentException("an attempt without a placement");
        }
    }

    static Attempt assigned(int number, List<Placement> placements, Instant at) {
        return new Attempt(
                number,
                AttemptState.ASSIGNED,
                placements,
                true,
                Timeline.assigned(at),
                Optional.empty(),
                Optional.empty(),
                false,
                0);
    }

    /** The name of the first container, which is the only one until jobs span nodes. */
    public ContainerName container() {
        return placements.getFirst().container();
    }

    Attempt in(AttemptState next, Timeline then) {
        return new Attempt(number, next, placements, holding, then, stop, exit, logsComplete, warned);
    }

    Attempt at(Timeline then) {
        return in(state, then);
    }

    Attempt warned(int percent) {
        return new Attempt(number, state, placements, holding, times, stop, exit, logsComplete, percent);
    }

    Attempt with(Stop wish) {
        return new Attempt(number, state, placements, holding, times, Optional.of(wish), exit, logsComplete, warned);
    }

    /** The container has ended or is gone: what it held is free. */
    Attempt exited(Optional<Exit> how, Instant at) {
        return new Attempt(number, state, placements, false, times.withExited(at), stop, how, logsComplete, warned);
    }

    Attempt withLogs() {
        return new Attempt(number, state, placements, holding, times, stop, exit, true, warned);
    }

    Attempt ended(AttemptState terminal, Instant at) {
        return new Attempt(number, terminal, placements, false, times.withEnded(at), stop, exit, logsComplete, warned);
    }
}
