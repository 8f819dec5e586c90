package io.fairlead.cli.command.runai;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.AttachedRun;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobRun;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.Translated;
import io.fairlead.cli.dialect.AsWritten;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code runai submit}: translated and handed in; it comes back at once unless it was to be attached. */
final class RunaiSubmitCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.synopsis("[NAME] [flags of runai submit] [-- COMMAND…]")
                .foreign("submit", "what follows it, as for Run:AI")
                .footer("fairlead translate runai submit … prints the job that it becomes.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Translated made = Translated.words(given.arguments(), "runai", session.shell());
        made.tell(session.shell());
        AsWritten definition = AsWritten.of(made.definition());
        if (definition.text("request", "docker", "pull").filter("never"::equals).isPresent()) {
            refuseManyMachines(
                    session, definition.text("request", "docker", "image").orElse(""));
        }
        JobRun run = new JobRun(session, made.place());
        byte[] bytes = made.ready(session);
        SubmitOptions options = SubmitOptions.PLAIN.inDialect(made.dialect());
        if (!made.translation().way().detached()) {
            return new AttachedRun(session).of(run.submit(bytes, options).id());
        }
        SubmitResponse job = run.submit(bytes, options);
        String name = Inert.line(job.name());
        session.shell().out().println("The job '" + name + "' has been submitted successfully");
        session.shell().out().println("You can run `runai describe job " + name + "` to check the job status");
        return ExitCode.DONE;
    }

    private static void refuseManyMachines(Session session, String image)
            throws Failure, ApiFailure, InterruptedException {
        Map<Integer, Integer> machines = new TreeMap<>();
        for (NodeList.NodeView node : session.server().nodes().nodes()) {
            machines.merge(node.cluster(), 1, Integer::sum);
        }
        for (Map.Entry<Integer, Integer> cluster : machines.entrySet()) {
            if (cluster.getValue() > 1) {
                throw Failure.wrong(RunaiProblems.LOCAL_IMAGE.reason(
                        "cluster", cluster.getKey(), "count", cluster.getValue(), "image", image));
            }
        }
    }
}
