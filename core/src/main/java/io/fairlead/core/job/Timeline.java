package io.fairlead.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When each step of an attempt was acknowledged. The six stages that people see are cut from these.
 *
 * @param assigned the allocation was durable
 * @param starting the create was asked for
 * @param created the container existed with our labels and limits
 * @param bound its settings had been compared with the request
 * @param running the engine's own start time
 * @param exited the engine's own end time
 * @param ended logs complete and the outcome judged
 */
public record Timeline(
        Instant assigned,
        Optional<Instant> starting,
        Optional<Instant> created,
        Optional<Instant> bound,
        Optional<Instant> running,
        Optional<Instant> exited,
        Optional<Instant> ended) {

    /** How long the container ran, up to its end or else up to the given instant; never negative, whatever clocks say. */
    public Duration ranUntil(Instant now) {
        return running.map(start -> Duration.between(start, exited.orElse(now)))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
    }

    static Timeline assigned(Instant at) {
        Optional<Instant> none = Optional.empty();
        return new Timeline(at, none, none, none, none, none, none);
    }

    Timeline withStarting(Instant at) {
        return new Timeline(assigned, Optional.of(at), created, bound, running, exited, ended);
    }

    Timeline withCreated(Instant at) {
        return new Timeline(assigned, starting, created.or(() -> Optional.of(at)), bound, running, exited, ended);
    }

    Timeline withBound(Instant at) {
        return new Timeline(assigned, starting, created, bound.or(() -> Optional.of(at)), running, exited, ended);
    }

    Timeline withRunning(Instant at) {
        return new Timeline(assigned, starting, created, bound, Optional.of(at), exited, ended);
    }

    Timeline withExited(Instant at) {
        return new Timeline(assigned, starting, created, bound, running, Optional.of(at), ended);
    }

    Timeline withEnded(Instant at) {
        return new Timeline(assigned, starting, created, bound, running, exited, Optional.of(at));
    }
}
