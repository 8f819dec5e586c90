package io.fairlead.core.image;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Paths;
import java.util.Optional;

/**
 * The name of an image, taken apart. No part of it is a credential.
 *
 * @param host the registry, with its port if it has one; empty: the engine's default
 * @param path lower case, with {@code /} between its parts; or the absolute path of a SIF file, and then nothing else
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ImageReference(Optional<String> host, String path, Optional<String> tag, Optional<String> digest) {
    public static final String DEFAULT_REGISTRY = "docker.io";
    public static final String DEFAULT_TAG = "latest";

    /** Longest host and path together, as registries take it. */
    public static final int NAME_MAX_CHARS = 255;

    public static final int TAG_MAX_CHARS = 128;

    private static final String FILE_ENDING = ".sif";

    /**
     * Parses a reference, or the absolute path of a SIF file.
     *
     * @throws ProblemException with one problem at the root path, which names the part that is wrong
     */
    public static ImageReference parse(String text) {
        return text.endsWith(FILE_ENDING)
                ? new ImageReference(Optional.empty(), Paths.parse(text), Optional.empty(), Optional.empty())
                : new ReferenceParser(text).parse();
    }

    /** Whether it is a file of the user's and nothing that a registry or an engine has a name for. */
    public boolean isFile() {
        return path.startsWith("/");
    }

    /** The registry that holds it. */
    public String registry() {
        return host.orElse(DEFAULT_REGISTRY);
    }

    /** The path on that registry: the default registry keeps its own images under {@code library/}. */
    public String repository() {
        return host.isEmpty() && path.indexOf('/') < 0 ? "library/" + path : path;
    }

    /** Host and path, without tag and digest. */
    public String name() {
        return host.map(h -> h + "/" + path).orElse(path);
    }

    /** What a registry is asked for: the digest, else the tag, else {@value #DEFAULT_TAG}. */
    public String tagOrDigest() {
        return digest.or(() -> tag).orElse(DEFAULT_TAG);
    }

    /** As it is written in a definition. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name());
        tag.ifPresent(t -> text.append(':').append(t));
        digest.ifPresent(d -> text.append('@').append(d));
        return text.toString();
    }
}
