package io.fairlead.wire.api;

import java.util.List;

/**
 * The job is on disk.
 *
 * @param state as it was decided with the submit
 * @param notices what was ignored, converted or is worth knowing
 * @param replayed whether this repeats the answer to an earlier submit with the same key
 */
public record SubmitResponse(String id, String name, String state, List<Finding> notices, boolean replayed) {
    public SubmitResponse {
        notices = List.copyOf(notices);
    }
}
