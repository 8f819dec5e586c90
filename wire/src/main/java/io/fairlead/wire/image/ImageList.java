package io.fairlead.wire.image;

import java.util.List;

/** Images that the caller may use, by name. */
public record ImageList(List<ImageSummary> images) {
    public ImageList {
        images = List.copyOf(images);
    }
}
