package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.net.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Containers of one server on one Docker Engine. Any number of threads may call it; calls about one container come one
 * after the other.
 */
final class DockerEngine implements Engine {
    /** Names remembered as never started; beyond that a start looks first, which costs a millisecond. */
    private static final int FRESH_MAX = 10_000;

    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final DockerApi api;
    private final String instance;
    private final Creation creation;
    private final Bridge bridge;
    private final Set<ContainerName> fresh = ConcurrentHashMap.newKeySet();

    /**
     * @param instance the whole instance id; only containers that carry it are seen
     * @param abilities asked for at the first create
     */
    DockerEngine(DockerApi api, String instance, AbilitiesSource abilities) {
        this.api = api;
        this.instance = instance;
        this.bridge = new Bridge(api);
        this.creation = new Creation(api, bridge, abilities);
    }

    /** Asks the engine what it can do. */
    interface AbilitiesSource {
        EngineDescription.Abilities abilities() throws EngineFault;
    }

    void ensureBridge() throws EngineFault {
        bridge.ensure();
    }

    @Override
    public Listing list() {
        try {
            DockerApi.Answer answer = api.get(
                    Target.of("/containers/json")
                            .with("all", "true")
                            .with("filters", "{\"label\":[\"" + ReservedLabels.INSTANCE + "=" + instance + "\"]}"),
                    Deadlines.LIST);
            if (!answer.isSuccess() || !answer.body().isArray()) {
                return new Listing.Failed("the engine said " + answer.status() + ": " + answer.text());
            }
            List<ContainerView> views = new ArrayList<>();
            for (JsonNode entry : answer.body()) {
                switch (look(entry.path("Id").asString(""))) {
                    case Look.Found(ContainerView view) -> views.add(view);
                    case Look.Absent() -> {
                        // Removed since the list was made.
                    }
                    case Look.Failed(String cause) -> {
                        return new Listing.Failed(cause);
                    }
                }
            }
            views.sort(Comparator.comparing(ContainerView::name));
            return new Listing.Complete(views);
        } catch (EngineFault e) {
            return new Listing.Failed(e.cause());
        }
    }

    @Override
    public Look inspect(ContainerName name) {
        return look(name.text());
    }

    private Look look(String nameOrId) {
        try {
            DockerApi.Answer answer = api.get(Target.of("/containers/{}/json", nameOrId), Deadlines.INSPECT);
            if (answer.status() == NOT_FOUND) {
                return new Look.Absent();
            }
            return answer.isSuccess()
                    ? new Look.Found(ContainerJson.view(answer.body()))
                    : new Look.Failed("the engine said " + answer.status() + ": " + answer.text());
        } catch (EngineFault e) {
            return new Look.Failed(e.cause());
        }
    }

    @Override
    public Outcome apply(Action action) {
        try {
            return switch (action) {
                case Action.Create(ContainerSpec spec) -> create(spec);
                case Action.Start(ContainerName name) -> start(name);
                case Action.Signal(ContainerName name, String signal) -> signal(name, signal);
                case Action.Remove(ContainerName name) -> remove(name);
            };
        } catch (EngineFault e) {
            return e.notExecuted() ? new Outcome.NotExecuted(e.cause()) : new Outcome.Unknown(e.cause());
        } catch (ProblemException e) {
            return new Outcome.Rejected(e.problems().getFirst());
        }
    }

    private Outcome create(ContainerSpec spec) throws EngineFault {
        if (!instance.equals(spec.labels().get(ReservedLabels.INSTANCE))) {
            throw new IllegalStateException("a container of another instance: " + spec.labels());
        }
        Creation.Result result = creation.create(spec);
        if (result.neverStarted() && fresh.size() < FRESH_MAX) {
            fresh.add(spec.name());
        }
        return result.outcome();
    }

    /**
     * Starting an exited container runs it a second time, so one that this process has not just made is looked at first;
     * where it has started before there is nothing to do and the next look says the rest.
     */
    private Outcome start(ContainerName name) throws EngineFault {
        if (!fresh.remove(name)) {
            switch (look(name.text())) {
                case Look.Found(ContainerView view) -> {
                    if (view.startedAt().isPresent()) {
                        return new Outcome.Done();
                    }
                }
                case Look.Absent() -> {
                    return new Outcome.NotExecuted("there is no container " + name);
                }
                case Look.Failed(String cause) -> {
                    return new Outcome.NotExecuted(cause);
                }
            }
        }
        DockerApi.Answer answer = started(name);
        String text = answer.text().toLowerCase(Locale.ROOT);
        if (text.contains("network") && text.contains("not found")) {
            bridge.forget();
            bridge.ensure();
            answer = started(name);
        }
        if (answer.isSuccess() || answer.status() == NOT_MODIFIED) {
            return new Outcome.Done();
        }
        if (answer.status() == NOT_FOUND && answer.text().contains("No such container")) {
            return new Outcome.NotExecuted("there is no container " + name);
        }
        return outcome(EngineText.of(answer.status(), answer.text()));
    }

    private DockerApi.Answer started(ContainerName name) throws EngineFault {
        return api.post(Target.of("/containers/{}/start", name.text()), null, Deadlines.START);
    }

    static Outcome outcome(EngineText.Verdict verdict) {
        return switch (verdict) {
            case EngineText.Verdict.Later(String cause) -> new Outcome.NotExecuted(cause);
            case EngineText.Verdict.Never(var problem) -> new Outcome.Rejected(problem);
            case EngineText.Verdict.Unclear(String cause) -> new Outcome.Unknown(cause);
        };
    }

    /** Where there is no container, or none that runs, the signal has no meaning any more and a look says why. */
    private Outcome signal(ContainerName name, String signal) throws EngineFault {
        DockerApi.Answer answer =
                api.post(Target.of("/containers/{}/kill", name.text()).with("signal", signal), null, Deadlines.SIGNAL);
        if (answer.isSuccess()) {
            return new Outcome.Done();
        }
        return switch (answer.status()) {
            case NOT_FOUND -> new Outcome.Unknown("there is no container " + name);
            case CONFLICT -> new Outcome.Unknown("the container does not run");
            default -> new Outcome.Unknown("the engine said " + answer.status() + ": " + answer.text());
        };
    }

    /** Takes anonymous volumes along. Never ends what runs: that is a signal's business. */
    private Outcome remove(ContainerName name) throws EngineFault {
        fresh.remove(name);
        DockerApi.Answer answer = removed(api, name.text());
        if (answer.isSuccess() || answer.status() == NOT_FOUND) {
            return new Outcome.Done();
        }
        String cause = "the engine said " + answer.status() + ": " + answer.text();
        return answer.status() == CONFLICT && answer.text().contains("annot remove")
                ? new Outcome.NotExecuted(cause)
                : new Outcome.Unknown(cause);
    }

    static DockerApi.Answer removed(DockerApi api, String nameOrId) throws EngineFault {
        return api.delete(Target.of("/containers/{}", nameOrId).with("v", "1"), Deadlines.REMOVE);
    }
}
