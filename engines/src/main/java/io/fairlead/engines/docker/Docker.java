package io.fairlead.engines.docker;

import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Layers;
import io.fairlead.core.port.Meters;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.process.Rlimits;
import io.fairlead.engines.stream.Consoles;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.Logs;
import io.fairlead.net.Endpoint;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Limits;
import io.fairlead.net.Target;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One Docker Engine: the only way into this room. Making it touches nothing; the engine may be away and come later. Every
 * part may be used by any number of threads.
 */
public final class Docker implements AutoCloseable {
    private static final Path PROC = Path.of("/proc");

    private final HttpClient http;
    private final DockerApi api;
    private final DockerEngine engine;
    private final DockerStreams streams;
    private final DockerImages images;
    private final DockerImageStore store;
    private final DockerBuilder builder;
    private volatile @Nullable EngineDescription known;

    /**
     * @param endpoint where it listens
     * @param instance the whole id of the server's instance
     */
    public Docker(Endpoint endpoint, String instance) {
        this(endpoint, instance, Deadlines.START);
    }

    /** @param longest bound on every deadline of a call, the longest of which is that of a start */
    Docker(Endpoint endpoint, String instance, Duration longest) {
        this.http = new HttpClient(endpoint, Limits.DEFAULT);
        this.api = new DockerApi(http, longest);
        this.engine = new DockerEngine(api, instance, () -> known().abilities());
        this.streams = new DockerStreams(api, instance);
        this.images = new DockerImages(api, instance, Deadlines.PULL_SILENCE);
        this.store = new DockerImageStore(api);
        this.builder = new DockerBuilder(api);
    }

    public Engine engine() {
        return engine;
    }

    public DockerImages images() {
        return images;
    }

    public DockerImageStore store() {
        return store;
    }

    public DockerBuilder builder() {
        return builder;
    }

    public Layers layers() {
        return new DockerLayers(api);
    }

    /** What its containers have used. */
    public Meters meters() {
        return new DockerMeters(api);
    }

    public Logs logs() {
        return streams;
    }

    /** Further commands in its containers, and their terminals. */
    public Consoles consoles() {
        return new DockerConsoles(api);
    }

    /** Hints about the containers of this instance; each call gives a stream of its own, not yet connected. */
    public EventStream events() {
        return streams.events();
    }

    /** Asks the engine about itself, now. */
    public EngineDescription describe() throws EngineFault {
        DockerApi.Version spoken = api.version();
        DockerApi.Answer answer = api.get(Target.of("/info"), Deadlines.DESCRIBE);
        if (!answer.isSuccess()) {
            throw new EngineFault("the engine said " + answer.status() + ": " + answer.text(), true, null);
        }
        EngineDescription description = EngineDescription.of(answer.body(), spoken, Rlimits.openFiles(PROC));
        known = description;
        return description;
    }

    private EngineDescription known() throws EngineFault {
        EngineDescription description = known;
        return description == null ? describe() : description;
    }

    /**
     * Makes the network that jobs join, where it is not there yet.
     *
     * @throws ProblemException where the engine cannot, or where somebody made another one of that name
     */
    public void ensureBridge() throws EngineFault {
        engine.ensureBridge();
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return api.toString();
    }
}
