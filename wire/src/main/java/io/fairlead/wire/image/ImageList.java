package io.fairlead.wire.image;

import java.util.List;

/**
 * Images that the caller may use, by name.
 *
 * @param frameworks what the site offers by the name of what it is for; of one name the newest version first
 */
public record ImageList(List<ImageSummary> images, List<Framework> frameworks) {
    public ImageList {
        images = List.copyOf(images);
        frameworks = List.copyOf(frameworks);
    }

    /**
     * One version of a framework.
     *
     * @param word as it is typed: {@code pytorch}, {@code pytorch:2.8.0}
     * @param name lower case; means its first version
     * @param image a reference
     */
    public record Framework(String word, String name, String image) {}
}
