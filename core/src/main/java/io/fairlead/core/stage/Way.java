package io.fairlead.core.stage;

import io.fairlead.core.job.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of a job's way.
 *
 * @param imagePresent when the image was on the node
 * @param askedAgain when the attempt before the newest had ended
 * @param newest times of the newest attempt
 */
public record Way(
        Instant submitted, Optional<Instant> imagePresent, Optional<Instant> askedAgain, Optional<Timeline> newest) {

    /** The stages in their order. A stage begins only when the one before it was acknowledged. */
    public List<Span> spans() {
        Optional<Instant> created = newest.flatMap(Timeline::created);
        Optional<Instant> bound = newest.flatMap(Timeline::bound);
        Optional<Instant> exited = newest.flatMap(Timeline::exited);
        return List.of(
                new Span(Stage.SELECT_IMAGE, Optional.of(submitted), imagePresent),
                new Span(Stage.REQUEST_ALLOCATION, askedAgain.or(() -> imagePresent), newest.map(Timeline::assigned)),
                new Span(Stage.LAUNCH_RUNTIME, newest.flatMap(Timeline::starting), created),
                new Span(Stage.BIND_PATHS_AND_DEVICES, created, bound),
                new Span(Stage.EXECUTE, bound, exited),
                // What never ran has no outcome, although its attempt has ended.
                new Span(
                        Stage.RECORD_AND_VALIDATE_OUTCOME,
                        exited,
                        exited.flatMap(_ -> newest.flatMap(Timeline::ended))));
    }
}
