package io.fairlead.engines.docker;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.problem.Problem;
import io.fairlead.net.Target;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a container and proves that it is what was asked for; two calls where all goes well. */
final class Creation {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final DockerApi api;
    private final Bridge bridge;
    private final DockerEngine.AbilitiesSource abilities;

    Creation(DockerApi api, Bridge bridge, DockerEngine.AbilitiesSource abilities) {
        this.api = api;
        this.bridge = bridge;
        this.abilities = abilities;
    }

    /** @param neverStarted whether a look just now showed that the container exists, is as asked and was never started */
    record Result(Outcome outcome, boolean neverStarted) {
        static Result of(Outcome outcome) {
            return new Result(outcome, false);
        }
    }

    Result create(ContainerSpec spec) throws EngineFault {
        if (spec.network() == ContainerSpec.Network.BRIDGE) {
            bridge.ensure();
        }
        return create(spec, notExecutedOnFault(abilities), List.of());
    }

    private static EngineDescription.Abilities notExecutedOnFault(DockerEngine.AbilitiesSource source)
            throws EngineFault {
        try {
            return source.abilities();
        } catch (EngineFault e) {
            throw new EngineFault(e.cause(), true, e);
        }
    }

    private Result create(ContainerSpec spec, EngineDescription.Abilities able, List<String> unwanted)
            throws EngineFault {
        ObjectNode asked = new CreateRequest(spec, able, unwanted).json();
        DockerApi.Answer answer = api.post(
                Target.of("/containers/create").with("name", spec.name().text()), asked, Deadlines.CREATE);
        if (!answer.isSuccess() && answer.status() != CONFLICT) {
            return Result.of(DockerEngine.outcome(EngineText.of(answer.status(), answer.text())));
        }
        boolean adopts = answer.status() == CONFLICT;
        DockerApi.Answer found =
                api.get(Target.of("/containers/{}/json", spec.name().text()), Deadlines.INSPECT);
        if (found.status() == NOT_FOUND) {
            // The engine gives a name away before it shows the container, and keeps it a little after the container
            // went.
            return Result.of(new Outcome.NotExecuted("the container is just being made or removed"));
        }
        if (!found.isSuccess()) {
            return Result.of(new Outcome.Unknown("the engine said " + found.status() + ": " + found.text()));
        }
        if (adopts && !isOurs(spec, found.body())) {
            return Result.of(
                    new Outcome.Rejected(DockerProblems.nameTaken(spec.name().text())));
        }
        if (ContainerJson.view(found.body()).startedAt().isPresent()) {
            return Result.of(new Outcome.Done());
        }
        return compared(spec, able, asked, found.body(), !unwanted.isEmpty());
    }

    private static boolean isOurs(ContainerSpec spec, JsonNode inspected) {
        JsonNode labels = inspected.path("Config").path("Labels");
        return List.of(ReservedLabels.INSTANCE, ReservedLabels.JOB, ReservedLabels.ATTEMPT).stream()
                .allMatch(label -> Objects.equals(
                        spec.labels().get(label), labels.path(label).asString(null)));
    }

    /** What is not as asked is removed, so that nothing can start it. */
    private Result compared(
            ContainerSpec spec, EngineDescription.Abilities able, ObjectNode asked, JsonNode inspected, boolean again)
            throws EngineFault {
        Drift.Findings findings = Drift.between(asked, inspected);
        if (findings.isClean()) {
            return new Result(new Outcome.Done(), true);
        }
        DockerApi.Answer removed = DockerEngine.removed(
                api, inspected.path("Id").asString(spec.name().text()));
        if (!removed.isSuccess() && removed.status() != NOT_FOUND) {
            return Result.of(new Outcome.Unknown(
                    "a container with other settings than asked could not be removed: " + removed.text()));
        }
        boolean onlyDemands =
                findings.differences().isEmpty() && findings.spoofedLabels().isEmpty();
        if (onlyDemands && !again) {
            return create(spec, able, findings.demands());
        }
        return Result.of(new Outcome.Rejected(problem(spec.image(), findings)));
    }

    private static Problem problem(String image, Drift.Findings findings) {
        if (!findings.spoofedLabels().isEmpty()) {
            return new ImageFault(ImageFault.Kind.RESERVED_LABEL, image, String.join(", ", findings.spoofedLabels()))
                    .problem();
        }
        return DockerProblems.drift(
                findings.differences().isEmpty()
                        ? new Drift.Difference("Env." + findings.demands().getFirst(), "nothing", "the image's own")
                        : findings.differences().getFirst());
    }
}
