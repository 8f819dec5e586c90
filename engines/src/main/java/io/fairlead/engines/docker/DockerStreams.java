package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.problem.Problem;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSource;
import io.fairlead.engines.stream.LogStream;
import io.fairlead.engines.stream.Logs;
import io.fairlead.net.HttpClient;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Opens what runs for long: the logs of containers and the engine's events. */
final class DockerStreams implements Logs {
    private static final int NOT_FOUND = 404;

    /** A container may be silent for ever; an answer that is not followed may not. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final DockerApi api;
    private final String instance;

    DockerStreams(DockerApi api, String instance) {
        this.api = api;
        this.instance = instance;
    }

    @Override
    public LogReading open(ContainerName name, LogCursor from, boolean follow) {
        return new LogStream((since, follows) -> opened(name, since, follows), from, follow);
    }

    @Override
    public Optional<Problem> neverRan(int code, String text) {
        return EngineText.neverRan(code, text);
    }

    private LogSource.Open opened(ContainerName name, Instant since, boolean follow) throws IOException {
        DockerApi.Answer container = api.get(Target.of("/containers/{}/json", name.text()), Deadlines.INSPECT);
        found(container.status(), container.text(), name);
        boolean terminal = container.body().path("Config").path("Tty").asBoolean(false);
        Target target = Target.of("/containers/{}/logs", name.text())
                .with("stdout", "true")
                .with("stderr", "true")
                .with("timestamps", "true")
                .with("follow", Boolean.toString(follow))
                .with("since", seconds(since));
        StreamedResponse response =
                api.open(target, Deadlines.STREAM_BEGINS, follow ? HttpClient.NO_IDLE_LIMIT : SILENCE);
        if (response.status() / 100 != 2) {
            try (response) {
                found(response.status(), DockerApi.refusal(response).text(), name);
            }
        }
        boolean ended = ContainerJson.view(container.body()).status() == ContainerView.Status.EXITED;
        return new OpenLog(response, !terminal, ended);
    }

    private static void found(int status, String text, ContainerName name) throws IOException {
        if (status == NOT_FOUND) {
            throw new FileNotFoundException(name.text());
        }
        if (status / 100 != 2) {
            throw new EngineFault("the engine said " + status + ": " + text, true, null);
        }
    }

    private static String seconds(Instant since) {
        return String.format(Locale.ROOT, "%d.%09d", since.getEpochSecond(), since.getNano());
    }

    private record OpenLog(StreamedResponse response, boolean framed, boolean ended) implements LogSource.Open {
        @Override
        public InputStream bytes() {
            return response.body();
        }

        @Override
        public void close() {
            response.close();
        }
    }

    /** Hints about the containers of this instance. */
    EventStream events() {
        return new EventStream(this::openedEvents, DockerStreams::named);
    }

    private InputStream openedEvents() throws IOException {
        Target target = Target.of("/events")
                .with(
                        "filters",
                        "{\"type\":[\"container\"],\"label\":[\"" + ReservedLabels.INSTANCE + "=" + instance + "\"],"
                                + "\"event\":[\"start\",\"die\",\"destroy\",\"pause\",\"unpause\",\"rename\"]}");
        StreamedResponse response = api.open(target, Deadlines.STREAM_BEGINS, HttpClient.NO_IDLE_LIMIT);
        if (response.status() / 100 != 2) {
            try (response) {
                throw new EngineFault("the engine said " + response.status(), true, null);
            }
        }
        return new FilterInputStream(response.body()) {
            @Override
            public void close() {
                response.close();
            }
        };
    }

    private static Optional<ContainerName> named(byte[] line) {
        try {
            JsonNode event = DockerApi.JSON.readTree(line);
            String name = event.path("Actor").path("Attributes").path("name").asString("");
            return name.isEmpty() ? Optional.empty() : Optional.of(ContainerJson.name(name));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
