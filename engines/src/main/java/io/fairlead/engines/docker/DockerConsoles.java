package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;
import io.fairlead.net.Target;
import io.fairlead.net.UpgradedStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Exec and attach over the engine's upgraded connections. */
final class DockerConsoles implements Consoles {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final DockerApi api;

    DockerConsoles(DockerApi api) {
        this.api = api;
    }

    @Override
    public Console exec(ContainerName name, Execution execution) throws IOException {
        ObjectNode body = DockerApi.JSON.createObjectNode();
        body.put("AttachStdin", execution.input());
        body.put("AttachStdout", true);
        body.put("AttachStderr", true);
        body.put("Tty", execution.tty());
        // Leaving is the client's business: no keys have a meaning to the engine.
        body.put("DetachKeys", "");
        body.set("Cmd", CreateRequest.list(execution.command()));
        body.set(
                "Env",
                CreateRequest.list(execution.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList()));
        execution.workingDir().ifPresent(path -> body.put("WorkingDir", path));
        DockerApi.Answer made = api.post(Target.of("/containers/{}/exec", name.text()), body, Deadlines.EXEC);
        accepted(made.status(), made.text(), name);
        String id = made.body().path("Id").asString("");
        ObjectNode start =
                DockerApi.JSON.createObjectNode().put("Detach", false).put("Tty", execution.tty());
        UpgradedStream stream = upgraded(Target.of("/exec/{}/start", id), start, name);
        return new DockerConsole(api, stream, execution.tty(), new DockerConsole.Subject.Further(id));
    }

    @Override
    public Console attach(ContainerName name) throws IOException {
        DockerApi.Answer container = api.get(Target.of("/containers/{}/json", name.text()), Deadlines.INSPECT);
        accepted(container.status(), container.text(), name);
        JsonNode config = container.body().path("Config");
        boolean tty = config.path("Tty").asBoolean(false);
        Target target = Target.of("/containers/{}/attach", name.text())
                .with("stream", "true")
                .with("stdin", Boolean.toString(config.path("OpenStdin").asBoolean(false)))
                .with("stdout", "true")
                .with("stderr", "true");
        return new DockerConsole(api, upgraded(target, null, name), tty, new DockerConsole.Subject.Own(name));
    }

    private UpgradedStream upgraded(Target target, @Nullable ObjectNode body, ContainerName name) throws IOException {
        DockerApi.Upgraded answer = api.upgrade(target, body, Deadlines.STREAM_BEGINS);
        if (answer.stream().isEmpty()) {
            accepted(answer.refusal().status(), answer.refusal().text(), name);
            throw new EngineFault("the engine answered a stream without one", false, null);
        }
        return answer.stream().get();
    }

    @Override
    public void signal(ContainerName name, String signal) throws IOException {
        DockerApi.Answer answer =
                api.post(Target.of("/containers/{}/kill", name.text()).with("signal", signal), null, Deadlines.SIGNAL);
        accepted(answer.status(), answer.text(), name);
    }

    @Override
    public boolean hasMore(ContainerName name) throws IOException {
        DockerApi.Answer container = api.get(Target.of("/containers/{}/json", name.text()), Deadlines.INSPECT);
        return container.isSuccess() && !container.body().path("ExecIDs").isEmpty();
    }

    private static void accepted(int status, String text, ContainerName name) throws IOException {
        if (status == NOT_FOUND || status == CONFLICT) {
            throw new FileNotFoundException(name.text());
        }
        if (status / 100 != 2) {
            if (EngineText.of(status, text) instanceof EngineText.Verdict.Never(var problem)) {
                throw new ProblemException(problem);
            }
            throw new EngineFault("the engine said " + status + ": " + text, true, null);
        }
    }

    /** What the engine wrote in place of a command that it could not start. */
    static Optional<ProblemException> notStarted(int status, String text) {
        return EngineText.of(status, text) instanceof EngineText.Verdict.Never(var problem)
                ? Optional.of(new ProblemException(problem))
                : Optional.empty();
    }
}
