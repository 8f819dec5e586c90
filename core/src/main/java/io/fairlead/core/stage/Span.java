package io.fairlead.core.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job was in a stage.
 *
 * @param start empty before the stage before it was acknowledged
 * @param end when it was acknowledged; empty before
 */
public record Span(Stage stage, Optional<Instant> start, Optional<Instant> end) {
    /** Never negative, whatever clocks say; empty while it is not acknowledged. */
    public Optional<Duration> took() {
        return start.flatMap(from -> end.map(to -> Duration.between(from, to)))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
    }
}
