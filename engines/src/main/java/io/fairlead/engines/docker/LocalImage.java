package io.fairlead.engines.docker;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.unit.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * An image that the engine has.
 *
 * @param id the engine's name for it, {@code sha256:…}
 * @param digests under which registries know it, {@code NAME@sha256:…}; empty for one made on this machine
 * @param platform operating system and processor, for example {@code linux/amd64}
 * @param size on disk, unpacked, layers that other images share included
 * @param settings what it says about containers made of it
 */
public record LocalImage(String id, List<String> digests, String platform, Bytes size, Settings settings) {
    public LocalImage {
        digests = List.copyOf(digests);
    }

    /**
     * @param environment lines of {@code NAME=value}
     * @param entrypoint empty where it has none
     * @param command empty where it has none
     * @param workingDir empty: the root directory
     * @param user as the image says it, by name or number; empty: root
     * @param volumes paths for which the engine makes a volume per container
     */
    public record Settings(
            SequencedMap<String, String> labels,
            List<String> environment,
            List<String> entrypoint,
            List<String> command,
            String workingDir,
            String user,
            List<String> volumes) {
        public Settings {
            labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
            environment = List.copyOf(environment);
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            volumes = List.copyOf(volumes);
        }
    }

    static LocalImage of(JsonNode inspected) {
        JsonNode config = inspected.path("Config");
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        config.path("Labels")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asString("")));
        String variant = inspected.path("Variant").asString("");
        String processor = inspected.path("Architecture").asString("");
        return new LocalImage(
                inspected.path("Id").asString(""),
                strings(inspected.path("RepoDigests")),
                inspected.path("Os").asString("linux") + "/" + processor + (variant.isEmpty() ? "" : "/" + variant),
                new Bytes(Math.max(0, inspected.path("Size").asLong(0))),
                new Settings(
                        labels,
                        strings(config.path("Env")),
                        strings(config.path("Entrypoint")),
                        strings(config.path("Cmd")),
                        config.path("WorkingDir").asString(""),
                        config.path("User").asString(""),
                        List.copyOf(config.path("Volumes").propertyNames())));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(entry -> entry.asString(""))
                .toList();
    }

    /** What a job that named it so runs: the digest under that name, or the id of an image made on this machine. */
    public ResolvedImage resolved(ImageReference reference) {
        Optional<String> digest = reference.digest().or(() -> digestUnder(reference));
        return new ResolvedImage(
                reference.toString(),
                digest.orElse(id),
                digest.isPresent() ? ResolvedImage.Kind.MANIFEST : ResolvedImage.Kind.IMAGE_ID,
                platform,
                size);
    }

    private Optional<String> digestUnder(ImageReference reference) {
        for (String known : digests) {
            int at = known.indexOf('@');
            if (at > 0) {
                ImageReference other = ImageReference.parse(known.substring(0, at));
                if (other.registry().equals(reference.registry())
                        && other.repository().equals(reference.repository())) {
                    return Optional.of(known.substring(at + 1));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Why it must not run here; empty where it may.
     *
     * @param processor of the engine's machine, as its kernel calls it, for example {@code x86_64}
     */
    public Optional<ImageFault> unsuitable(ImageReference reference, String processor) {
        List<String> reserved = new ArrayList<>(settings.labels().keySet());
        reserved.removeIf(label -> !label.startsWith(ReservedLabels.PREFIX));
        if (!reserved.isEmpty()) {
            return Optional.of(
                    new ImageFault(ImageFault.Kind.RESERVED_LABEL, reference.toString(), String.join(", ", reserved)));
        }
        String wanted = "linux/" + architecture(processor);
        boolean fits = platform.equals(wanted) || platform.startsWith(wanted + "/");
        return fits
                ? Optional.empty()
                : Optional.of(new ImageFault(
                        ImageFault.Kind.WRONG_ARCH,
                        reference.toString(),
                        "it is for " + platform + ", the machine is " + wanted));
    }

    /** The name that images use for what a kernel calls its processor. */
    public static String architecture(String processor) {
        return switch (processor) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> processor;
        };
    }
}
