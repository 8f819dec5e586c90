package io.fairlead.wire.image;

import java.util.List;

/**
 * What a change to images did.
 *
 * @param names given or taken away
 * @param kept what could not be taken away, each with the reason
 */
public record ImageActed(List<String> names, List<String> kept) {
    public ImageActed {
        names = List.copyOf(names);
        kept = List.copyOf(kept);
    }
}
