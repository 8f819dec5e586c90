package io.fairlead.engines.docker;

import io.fairlead.core.image.ImageFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the engine says during a pull: one JSON object to a line. A 200 means only that it has begun; a failure comes
 * as a line, and success is an end without one.
 */
final class Pulling {
    /** Layers that are counted; an image has at most 127. */
    private static final int LAYERS_MAX = 1_000;

    private static final int LINE_MAX_CHARS = 1 << 20;

    /** Words of a failed pull, the first that occurs decides. */
    private static final List<Map.Entry<String, ImageFault.Kind>> WORDS = List.of(
            Map.entry("toomanyrequests", ImageFault.Kind.RATE_LIMIT),
            Map.entry("too many requests", ImageFault.Kind.RATE_LIMIT),
            Map.entry("manifest unknown", ImageFault.Kind.NOT_FOUND),
            Map.entry("not found: manifest", ImageFault.Kind.NOT_FOUND),
            Map.entry("no such image", ImageFault.Kind.NOT_FOUND),
            Map.entry("repository does not exist", ImageFault.Kind.NOT_FOUND),
            Map.entry("name unknown", ImageFault.Kind.NOT_FOUND),
            Map.entry("no basic auth credentials", ImageFault.Kind.AUTH),
            Map.entry("unauthorized", ImageFault.Kind.AUTH),
            Map.entry("authentication required", ImageFault.Kind.AUTH),
            Map.entry("denied", ImageFault.Kind.AUTH),
            Map.entry("verification failed", ImageFault.Kind.CORRUPT),
            Map.entry("unknown blob", ImageFault.Kind.CORRUPT),
            Map.entry("unexpected eof", ImageFault.Kind.CORRUPT),
            Map.entry("failed to register layer: no space", ImageFault.Kind.DISK_FULL),
            Map.entry("no space left on device", ImageFault.Kind.DISK_FULL),
            Map.entry("no matching manifest", ImageFault.Kind.WRONG_ARCH),
            Map.entry("connection refused", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("no such host", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("timeout", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("deadline exceeded", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("connection reset", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("server misbehaving", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("tls:", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("x509:", ImageFault.Kind.REGISTRY_UNREACHABLE),
            Map.entry("http response to https client", ImageFault.Kind.REGISTRY_UNREACHABLE));

    private final Map<String, long[]> layers = new HashMap<>();
    private final Consumer<DockerImages.Progress> progress;

    Pulling(Consumer<DockerImages.Progress> progress) {
        this.progress = progress;
    }

    /** @return what went wrong, in the engine's words; empty for an image that has arrived whole */
    Optional<String> read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Optional<String> failure = Optional.empty();
        for (Optional<String> line = line(lines); line.isPresent(); line = line(lines)) {
            JsonNode said;
            try {
                said = DockerApi.JSON.readTree(line.get());
            } catch (JacksonException e) {
                throw new IOException("the engine's answer is not JSON", e);
            }
            String error = said.path("errorDetail")
                    .path("message")
                    .asString(said.path("error").asString(""));
            if (!error.isEmpty()) {
                failure = Optional.of(DockerApi.shortened(error));
            } else {
                layer(said);
            }
        }
        return failure;
    }

    private static Optional<String> line(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c == '\n' && !line.toString().isBlank()) {
                break;
            }
            if (line.length() == LINE_MAX_CHARS) {
                throw new IOException("a line of the engine's answer is longer than " + LINE_MAX_CHARS);
            }
            line.append((char) c);
        }
        return line.toString().isBlank() ? Optional.empty() : Optional.of(line.toString());
    }

    private void layer(JsonNode said) {
        String id = said.path("id").asString("");
        String status = said.path("status").asString("");
        if (!status.startsWith("Downloading") && !status.equals("Download complete")) {
            return;
        }
        if (!layers.containsKey(id) && layers.size() == LAYERS_MAX) {
            return;
        }
        long[] counts = layers.computeIfAbsent(id, _ -> new long[2]);
        JsonNode detail = said.path("progressDetail");
        counts[1] = Math.max(counts[1], detail.path("total").asLong(0));
        counts[0] = status.startsWith("Downloading")
                ? Math.max(counts[0], detail.path("current").asLong(0))
                : counts[1];
        long received = 0;
        long total = 0;
        for (long[] layer : layers.values()) {
            received += layer[0];
            total += layer[1];
        }
        progress.accept(new DockerImages.Progress(received, total));
    }

    /** @param words the engine's */
    static ImageFault.Kind kind(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return WORDS.stream()
                .filter(it -> lower.contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ImageFault.Kind.OTHER);
    }
}
