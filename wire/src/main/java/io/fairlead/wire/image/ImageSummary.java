package io.fairlead.wire.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image in a list.
 *
 * @param names all names with tags that the caller may use, Fairlead's before DS01's
 * @param id at the engine, {@code sha256:…}
 * @param digests under which registries know it
 * @param owner the uid that its name belongs to; absent for an image of everybody
 * @param name of an image that was made here, without its owner
 * @param version of an image that was made here
 * @param madeFor the uid that is written into it, in digits, where that is not its owner's
 * @param orphaned nobody's recipe knows it: committed from a container, or made by hand
 * @param used how many jobs that have not ended use it
 */
public record ImageSummary(
        List<String> names,
        String id,
        List<String> digests,
        Instant createdAt,
        long sizeBytes,
        Optional<Long> owner,
        Optional<String> name,
        Optional<Integer> version,
        Optional<String> madeFor,
        boolean orphaned,
        int used) {
    public ImageSummary {
        names = List.copyOf(names);
        digests = List.copyOf(digests);
    }
}
