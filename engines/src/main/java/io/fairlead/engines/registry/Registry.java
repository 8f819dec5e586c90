package io.fairlead.engines.registry;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.unit.Bytes;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks registries what a reference means. Any number of threads may use it. Every answer is a value; nothing throws
 * because of a registry.
 */
public final class Registry implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int TAGS_ASKED = 1_000;

    private final RegistryHttp http = new RegistryHttp();

    /** What a registry said. */
    public sealed interface Answer {
        /** @param image of kind MANIFEST; its size is that of the compressed layers */
        record Resolved(ResolvedImage image) implements Answer {}

        record Failed(ImageFault fault) implements Answer {}
    }

    /**
     * Resolves a reference to the digest that stands for it now.
     *
     * @param architecture the processor wanted, in the words of images, for example {@code amd64}
     * @param deadline for all requests together
     */
    public Answer resolve(
            ImageReference reference, Optional<RegistryCredential> credential, String architecture, Duration deadline) {
        try {
            RegistryHttp.Session session = http.session(reference, credential, deadline);
            HttpResponse<byte[]> answer = session.manifest(reference.tagOrDigest());
            if (answer.statusCode() != OK) {
                return new Answer.Failed(refused(session, reference, answer.statusCode()));
            }
            return resolved(session, reference, answer, architecture);
        } catch (RegistryHttp.Unreachable e) {
            return new Answer.Failed(fault(ImageFault.Kind.REGISTRY_UNREACHABLE, reference, e.cause()));
        } catch (JacksonException _) {
            return new Answer.Failed(fault(ImageFault.Kind.OTHER, reference, "the registry's answer is not JSON"));
        }
    }

    private static Answer resolved(
            RegistryHttp.Session session, ImageReference reference, HttpResponse<byte[]> answer, String architecture)
            throws RegistryHttp.Unreachable {
        String digest = RegistryHttp.digestOf(answer);
        if (reference.digest().filter(wanted -> !wanted.equals(digest)).isPresent()) {
            return new Answer.Failed(fault(ImageFault.Kind.CORRUPT, reference, "the manifest's digest is " + digest));
        }
        JsonNode manifest = JSON.readTree(answer.body());
        if (!manifest.path("manifests").isArray()) {
            String platform = platform(session, manifest);
            return platform.startsWith("linux/" + architecture)
                    ? new Answer.Resolved(image(reference, digest, platform, size(manifest)))
                    : new Answer.Failed(wrong(reference, platform, architecture));
        }
        StringBuilder offered = new StringBuilder();
        for (JsonNode entry : manifest.path("manifests")) {
            JsonNode platform = entry.path("platform");
            String name = platform.path("os").asString("") + "/"
                    + platform.path("architecture").asString("");
            if (name.equals("linux/" + architecture)) {
                HttpResponse<byte[]> one = session.manifest(entry.path("digest").asString("sha256:"));
                Bytes size = one.statusCode() == OK ? size(JSON.readTree(one.body())) : Bytes.ZERO;
                return new Answer.Resolved(image(reference, digest, name, size));
            }
            if (!name.equals("unknown/unknown")) {
                offered.append(offered.isEmpty() ? "" : ", ").append(name);
            }
        }
        return new Answer.Failed(wrong(reference, offered.toString(), architecture));
    }

    /** A manifest for one platform says which only in its configuration. */
    private static String platform(RegistryHttp.Session session, JsonNode manifest) throws RegistryHttp.Unreachable {
        HttpResponse<byte[]> answer =
                session.blob(manifest.path("config").path("digest").asString("sha256:"));
        if (answer.statusCode() != OK) {
            throw new RegistryHttp.Unreachable("its answer about the image's configuration is " + answer.statusCode());
        }
        JsonNode config = JSON.readTree(answer.body());
        return config.path("os").asString("linux") + "/"
                + config.path("architecture").asString("");
    }

    private static Bytes size(JsonNode manifest) {
        long sum = 0;
        for (JsonNode layer : manifest.path("layers")) {
            sum += Math.max(0, layer.path("size").asLong(0));
        }
        return new Bytes(Math.max(0, sum));
    }

    private static ResolvedImage image(ImageReference reference, String digest, String platform, Bytes size) {
        return new ResolvedImage(reference.toString(), digest, ResolvedImage.Kind.MANIFEST, platform, size);
    }

    private static ImageFault refused(RegistryHttp.Session session, ImageReference reference, int status) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> fault(ImageFault.Kind.AUTH, reference, "");
            case NOT_FOUND ->
                new ImageFault(
                        ImageFault.Kind.NOT_FOUND,
                        reference.toString(),
                        "",
                        reference.digest().isPresent() ? List.of() : near(session, reference.tagOrDigest()));
            case TOO_MANY -> fault(ImageFault.Kind.RATE_LIMIT, reference, "");
            default -> fault(ImageFault.Kind.REGISTRY_UNREACHABLE, reference, "its answer is " + status);
        };
    }

    /** A help, never a reason to fail. */
    private static List<String> near(RegistryHttp.Session session, String tag) {
        try {
            HttpResponse<byte[]> answer = session.tags(TAGS_ASKED);
            return answer.statusCode() == OK
                    ? NearTags.of(tag, JSON.readTree(answer.body()).path("tags"))
                    : List.of();
        } catch (RegistryHttp.Unreachable | JacksonException _) {
            return List.of();
        }
    }

    private static ImageFault wrong(ImageReference reference, String offered, String architecture) {
        return fault(
                ImageFault.Kind.WRONG_ARCH,
                reference,
                "it is for " + offered + ", the machine is linux/" + architecture);
    }

    private static ImageFault fault(ImageFault.Kind kind, ImageReference reference, String detail) {
        return new ImageFault(kind, reference.toString(), detail);
    }

    @Override
    public void close() {
        http.close();
    }
}
