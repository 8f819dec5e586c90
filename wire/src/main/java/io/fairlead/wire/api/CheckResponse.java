package io.fairlead.wire.api;

import io.fairlead.wire.json.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * A submit of this definition would be admitted.
 *
 * @param definition canonical
 * @param image what the reference means now, where it was looked up
 */
public record CheckResponse(String name, List<Finding> notices, JsonText definition, Optional<JobDetail.Image> image) {
    public CheckResponse {
        notices = List.copyOf(notices);
    }
}
