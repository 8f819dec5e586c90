package io.fairlead.wire.image;

import io.fairlead.core.recipe.Recipe;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Asks for a version of an image of one's own. Also kept with the job that builds it, as its source.
 *
 * @param name without owner and version
 * @param recipe what it is made from, unless there is a Dockerfile
 * @param dockerfile written by hand, as text
 * @param context digest of files sent before, {@code sha256:…}, that the build may copy
 * @param update whether it must be there already; otherwise it must not
 * @param force make it whether it is there or not
 * @param noCache build every step anew
 * @param refresh take the base as its name means now, not as the last version had it
 * @param pinned the image id of the base, set by the server where the last version's base has no other digest
 * @param cpus for the build; absent: the server's choice
 * @param memoryBytes for the build; absent: the server's choice
 */
public record ImageOrder(
        String name,
        Optional<Recipe> recipe,
        Optional<String> dockerfile,
        Optional<String> context,
        boolean update,
        boolean force,
        boolean noCache,
        boolean refresh,
        Optional<String> pinned,
        Optional<BigDecimal> cpus,
        Optional<Long> memoryBytes) {
    public static ImageOrder of(String name, Recipe recipe) {
        return new ImageOrder(
                name,
                Optional.of(recipe),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static ImageOrder ofDockerfile(String name, String text) {
        return new ImageOrder(
                name,
                Optional.empty(),
                Optional.of(text),
                Optional.empty(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public ImageOrder withContext(Optional<String> digest) {
        return new ImageOrder(
                name, recipe, dockerfile, digest, update, force, noCache, refresh, pinned, cpus, memoryBytes);
    }

    /** @param anyway {@link #force} */
    public ImageOrder as(boolean anUpdate, boolean anyway) {
        return new ImageOrder(
                name, recipe, dockerfile, context, anUpdate, anyway, noCache, refresh, pinned, cpus, memoryBytes);
    }

    public ImageOrder afresh(boolean everyStep, boolean base) {
        return new ImageOrder(
                name, recipe, dockerfile, context, update, force, everyStep, base, pinned, cpus, memoryBytes);
    }

    public ImageOrder pinnedTo(Optional<String> id) {
        return new ImageOrder(
                name, recipe, dockerfile, context, update, force, noCache, refresh, id, cpus, memoryBytes);
    }

    public ImageOrder within(Optional<BigDecimal> cores, Optional<Long> memory) {
        return new ImageOrder(
                name, recipe, dockerfile, context, update, force, noCache, refresh, pinned, cores, memory);
    }
}
