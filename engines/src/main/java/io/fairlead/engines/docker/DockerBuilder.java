package io.fairlead.engines.docker;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Request;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The engine's own builder, the one that every engine of ours has. It keeps the layer of each step, so that a build that
 * is repeated begins where something changed.
 */
public final class DockerBuilder {
    /** The builder paints red what a step wrote to its standard error. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private static final int CPU_PERIOD_MICROS = 100_000;
    private static final int MILLI = 1000;
    private static final int LINE_MAX_CHARS = 1 << 20;
    private static final int NOT_FOUND = 404;
    private static final Duration STEP_ENDS = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Pattern RUNNING_IN = Pattern.compile("\\s*---> Running in ([0-9a-f]{12,64})\\s*");
    private static final Pattern LAYER = Pattern.compile("\\s*---> ([0-9a-f]{12,64})\\s*");

    private final DockerApi api;

    DockerBuilder(DockerApi api) {
        this.api = api;
    }

    /**
     * What is to be built.
     *
     * @param dockerfile its path within the context
     * @param network as the engine calls it
     * @param memory of each step; there is no swap
     */
    public record Order(String dockerfile, String network, Cores cores, Bytes memory, Bytes shm, boolean noCache) {}

    /** What came of a build. */
    public sealed interface Built {
        /** @param id of the image, {@code sha256:…}, which has no name yet */
        record Done(String id) implements Built {}

        /**
         * @param cause in the engine's words
         * @param layer of the last step that succeeded, kept for the next try; empty where none did
         */
        record Failed(String cause, Optional<String> layer) implements Built {}
    }

    /** One build, for one thread; it can be ended from any other. */
    public Build prepare(Order order) {
        return new Build(order);
    }

    /** See {@link #prepare}. */
    public final class Build {
        private final Order order;
        private final AtomicReference<@Nullable StreamedResponse> open = new AtomicReference<>();
        private volatile boolean ended;
        private Optional<String> container = Optional.empty();
        private Optional<String> layer = Optional.empty();
        private Optional<String> image = Optional.empty();
        private Optional<String> failure = Optional.empty();

        private Build(Order order) {
            this.order = order;
        }

        /**
         * Sends the context and builds. Blocks for as long as that takes.
         *
         * @param context a tar archive
         * @param said called on this thread with what the builder says, line ends included
         */
        public Built run(InputStream context, Consumer<String> said) {
            try {
                Request request = api.request("POST", target(), null).body(context, "application/x-tar");
                try (StreamedResponse response = api.open(request, Deadlines.BUILD_BEGINS, HttpClient.NO_IDLE_LIMIT)) {
                    open.set(response);
                    if (ended) {
                        return failed("ended on request");
                    }
                    if (response.status() / 100 != 2) {
                        return failed(DockerApi.refusal(response).text());
                    }
                    read(response.body(), said);
                }
            } catch (IOException e) {
                return failed(ended ? "ended on request" : String.valueOf(e.getMessage()));
            } finally {
                open.set(null);
                if (image.isEmpty()) {
                    container.ifPresent(this::awaitGone);
                }
            }
            return image.filter(_ -> failure.isEmpty())
                    .<Built>map(Built.Done::new)
                    .orElseGet(() -> failed(failure.orElse("the builder ended without an image")));
        }

        private Built failed(String cause) {
            return new Built.Failed(cause, layer);
        }

        private Target target() {
            String memory = Long.toString(order.memory().count());
            return Target.of("/build")
                    .with("dockerfile", order.dockerfile())
                    .with("networkmode", order.network())
                    .with("cpuperiod", Integer.toString(CPU_PERIOD_MICROS))
                    .with("cpuquota", Long.toString(order.cores().milli() * CPU_PERIOD_MICROS / MILLI))
                    .with("memory", memory)
                    .with("memswap", memory)
                    .with("shmsize", Long.toString(order.shm().count()))
                    .with("nocache", Boolean.toString(order.noCache()))
                    .with("rm", "true")
                    .with("forcerm", "true");
        }

        private void read(InputStream in, Consumer<String> said) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() > LINE_MAX_CHARS) {
                    throw new IOException("a line of the engine's answer is longer than " + LINE_MAX_CHARS);
                }
                if (!line.isBlank()) {
                    take(json(line), said);
                }
            }
        }

        private JsonNode json(String line) throws IOException {
            try {
                return DockerApi.JSON.readTree(line);
            } catch (JacksonException e) {
                throw new IOException("the engine's answer is not JSON", e);
            }
        }

        private void take(JsonNode line, Consumer<String> said) {
            String error = line.path("errorDetail")
                    .path("message")
                    .asString(line.path("error").asString(""));
            String id = line.path("aux").path("ID").asString("");
            String text = COLOUR.matcher(line.path("stream").asString("")).replaceAll("");
            if (!error.isEmpty()) {
                failure = Optional.of(DockerApi.shortened(error));
            } else if (!id.isEmpty()) {
                image = Optional.of(id);
            } else if (!text.isEmpty()) {
                Matcher running = RUNNING_IN.matcher(text);
                Matcher done = LAYER.matcher(text);
                if (running.matches()) {
                    container = Optional.of(running.group(1));
                } else if (done.matches()) {
                    layer = Optional.of(done.group(1));
                }
                said.accept(text);
            } else {
                String status = line.path("status").asString("");
                if (!status.isEmpty() && line.path("progressDetail").isEmpty()) {
                    said.accept(status + "\n");
                }
            }
        }

        /** The engine ends the step's container by itself when the answer is no longer read; it is seen to be gone. */
        private void awaitGone(String id) {
            long end = System.nanoTime() + STEP_ENDS.toNanos();
            try {
                while (api.get(Target.of("/containers/{}/json", id), Deadlines.INSPECT)
                                .status()
                        != NOT_FOUND) {
                    if (System.nanoTime() - end > 0) {
                        api.delete(Target.of("/containers/{}", id).with("force", "true"), Deadlines.REMOVE);
                        return;
                    }
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                }
            } catch (EngineFault e) {
                // An engine that is away has no running step of ours when it comes back.
            }
        }

        /** From any thread: the step under way is killed, and nothing gets a name. */
        public void end() {
            ended = true;
            StreamedResponse now = open.get();
            if (now != null) {
                now.close();
            }
        }
    }
}
