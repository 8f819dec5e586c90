package io.fairlead.server.volumes;

import java.util.List;

/**
 * How far a removal came.
 *
 * @param removed names removed
 * @param gone whether nothing is left; if not and {@code left} is empty, there was more than one call takes: call again
 * @param left what could not be removed, each with the reason, at most a hundred
 */
public record Removal(long removed, boolean gone, List<String> left) {
    public Removal {
        left = List.copyOf(left);
    }
}
