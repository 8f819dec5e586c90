package io.fairlead.server.boot;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.docker.Docker;
import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.engines.docker.EngineFault;
import io.fairlead.engines.fake.FakeEngine;
import io.fairlead.engines.fake.FakeMachine;
import io.fairlead.engines.fake.FakeStreams;
import io.fairlead.engines.stream.Consoles;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.Logs;
import io.fairlead.net.Endpoint;
import io.fairlead.server.config.Station;
import io.fairlead.server.control.Desk;
import io.fairlead.server.terminal.FirstWords;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster's engine with its streams, of whatever kind the configuration says. */
final class EngineRoom {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);

    private final Station station;
    private final @Nullable Docker docker;
    private final Engine engine;
    private final Logs logs;
    private final Consoles consoles;
    private final EventStream events;
    private Optional<EngineDescription> description = Optional.empty();

    private EngineRoom(Station station, @Nullable Docker docker, Engine engine, Opened opened) {
        this.station = station;
        this.docker = docker;
        this.engine = engine;
        this.logs = opened.logs();
        this.consoles = opened.consoles();
        this.events = opened.events();
    }

    private record Opened(Logs logs, Consoles consoles, EventStream events) {}

    /** @param fakeFolder where a fake engine keeps its containers */
    static EngineRoom of(Station station, String instance, Path fakeFolder, InstantSource clock) {
        return switch (station.engine()) {
            case Station.Engine.Docker(Path socket) -> {
                Docker docker = new Docker(new Endpoint.UnixSocket(socket), instance);
                FirstWords first = new FirstWords(docker.engine(), docker.consoles());
                yield new EngineRoom(station, docker, first, new Opened(docker.logs(), first, docker.events()));
            }
            case Station.Engine.Fake _ -> {
                FakeMachine machine =
                        FakeMachine.in(fakeFolder.resolve(station.cluster().id().toString()), clock);
                FakeStreams streams = new FakeStreams(machine);
                yield new EngineRoom(
                        station,
                        null,
                        new FakeEngine(machine, instance),
                        new Opened(streams, streams, streams.events()));
            }
        };
    }

    ClusterId cluster() {
        return station.cluster().id();
    }

    Station station() {
        return station;
    }

    Optional<Docker> docker() {
        return Optional.ofNullable(docker);
    }

    Engine engine() {
        return engine;
    }

    Logs logs() {
        return logs;
    }

    Consoles consoles() {
        return consoles;
    }

    EventStream events() {
        return events;
    }

    Optional<EngineDescription> description() {
        return description;
    }

    /**
     * Asks the engine about itself and makes what jobs need of it. An engine that is away is no reason not to start: it
     * may come back, and nothing is placed on it until then.
     *
     * @throws ProblemException where it is of a kind that nobody has designed for
     */
    void prepare(boolean bridge) {
        if (docker == null) {
            return;
        }
        try {
            EngineDescription found = docker.describe();
            List<Problem> refusals = found.refusals();
            if (!refusals.isEmpty()) {
                throw new ProblemException(refusals);
            }
            description = Optional.of(found);
            if (bridge) {
                docker.ensureBridge();
            }
            docker.images().removeLeftovers();
        } catch (EngineFault e) {
            LOG.warn("cluster {}: the engine does not answer: {}", cluster(), e.getMessage());
        }
    }

    /** The containers of this instance; empty also where the engine is away. */
    List<ContainerView> containers() {
        return list() instanceof Listing.Complete(List<ContainerView> all) ? all : List.of();
    }

    Listing list() {
        return engine.list();
    }

    Desk.EngineNow now() {
        return new Desk.EngineNow(
                cluster().number(),
                docker == null ? "fake" : "docker",
                description.map(EngineDescription::version),
                Optional.empty(),
                Optional.empty());
    }

    void close() {
        events.close();
        if (docker != null) {
            docker.close();
        }
    }
}
