package io.fairlead.wire.image;

import io.fairlead.core.recipe.Recipe;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one image.
 *
 * @param platform for example {@code linux/amd64}
 * @param settings what it says about containers made of it
 * @param made how it was made, where it was made here
 * @param versions of the same name, oldest first
 * @param layers from the base upwards
 * @param usedBy ids of the caller's own jobs that have not ended
 * @param usedByOthers how many jobs of others use it
 */
public record ImageDetail(
        ImageSummary image,
        String platform,
        Map<String, String> labels,
        ImageSettings settings,
        Optional<Made> made,
        List<ImageVersion> versions,
        List<Layer> layers,
        List<String> usedBy,
        int usedByOthers) {
    public ImageDetail {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        versions = List.copyOf(versions);
        layers = List.copyOf(layers);
        usedBy = List.copyOf(usedBy);
    }

    /**
     * @param user as the image says it, by name or number; empty: root
     * @param environment lines of {@code NAME=value}
     * @param entrypoint empty where it has none
     * @param command empty where it has none
     * @param workingDir empty: the root directory
     * @param volumes paths for which an engine makes a volume per container
     */
    public record ImageSettings(
            String user,
            List<String> environment,
            List<String> entrypoint,
            List<String> command,
            String workingDir,
            List<String> volumes) {
        public ImageSettings {
            environment = List.copyOf(environment);
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            volumes = List.copyOf(volumes);
        }
    }

    /**
     * @param job that built it
     * @param base the reference that it begins with, as written
     * @param baseDigest what that meant: a registry's digest or an image id
     * @param recipe absent where a Dockerfile by hand was used
     * @param dockerfile without the lines that write the user in
     */
    public record Made(String job, String base, String baseDigest, Optional<Recipe> recipe, String dockerfile) {}

    /** @param id of the image, {@code sha256:…} */
    public record ImageVersion(int version, String id, Instant createdAt, boolean latest) {}

    /** @param by the command that made it */
    public record Layer(long sizeBytes, Instant createdAt, String by) {}
}
