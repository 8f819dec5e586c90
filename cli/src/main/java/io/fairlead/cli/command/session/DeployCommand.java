package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobRun;
import io.fairlead.cli.command.RunDefinition;
import io.fairlead.cli.command.RunFlags;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.SubmitCommand;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Starts a session, and opens it. */
final class DeployCommand implements Command {
    /** From the wish to end it until it is killed, where nothing else is said: a session saves nothing by itself. */
    private static final String GRACE = "10 s";

    private final boolean reuses;

    /** @param reuses whether one of this name that is there already is opened, and it is always opened */
    DeployCommand(boolean reuses) {
        this.reuses = reuses;
    }

    @Override
    public void declare(Flags flags) {
        flags.synopsis("[flags] NAME [-- COMMAND…]")
                .argumentAndCommand(
                        "NAME",
                        "of the session; and after -- what it runs beside being open, such as a notebook's server")
                .value("--image", "IMAGE", "what it is made of; without it, your own image of that name");
        RunFlags.declareRequest(flags);
        flags.value("--grace", "TIME", "between the wish to end it and the kill (" + GRACE + ")")
                .flag("--queue", "wait for room; without it, now or refused with the reason");
        if (reuses) {
            flags.flag("--rm", "retire it when the shell is left");
        } else {
            flags.flag("--open", "open a shell in it; on a terminal always")
                    .flag("--background", "print its id and leave");
        }
        flags.flag("--ask", "ask whoever leaves the shell whether the session is kept or retired");
        flags.footer(
                "It stays open until it is retired or its --max-duration is over, whatever becomes of shells in it.",
                "What the image would run by itself is not run. Its name is the only one among your sessions.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        if (given.has("--rm") && given.has("--ask")) {
            throw new WrongUsage("--rm and --ask contradict one another", "give one of them");
        }
        if (given.has("--open") && given.has("--background")) {
            throw new WrongUsage("--open and --background contradict one another", "give one of them");
        }
        Shell shell = session.shell();
        Sessions sessions = new Sessions(session);
        String id = job(given, session, sessions);
        boolean terminal = shell.tty().in() && shell.tty().out();
        boolean opens = reuses || given.has("--open") || (terminal && !given.has("--background"));
        if (!opens) {
            if (sessions.running(session.server().job(id)).isEmpty()) {
                return ExitCode.NOT_ITS_OWN;
            }
            shell.out().println(id);
            return ExitCode.DONE;
        }
        int code = (given.has("--ask") ? sessions.asking() : sessions).open(id, given.argument(), List.of());
        if (given.has("--rm")) {
            session.server().retire(id);
        }
        return code;
    }

    /** The id of the one to open. */
    private String job(Given given, Session session, Sessions sessions)
            throws Failure, ApiFailure, IOException, InterruptedException {
        String name = given.argument();
        if (reuses) {
            for (JobSummary job : sessions.mine(false)) {
                if (job.name().equals(name)) {
                    return job.id();
                }
            }
        }
        byte[] definition = RecordJson.write(definition(given, session.shell()));
        JobRun run = new JobRun(session, RunFlags.place());
        return run.submit(definition, SubmitCommand.options(given, false)).id();
    }

    private static RunDefinition definition(Given given, Shell shell) {
        String name = given.argument();
        String image = given.text("--image")
                .orElseGet(() -> "fairlead-" + shell.world().uid() + "/" + name + ":latest");
        var scheduling = new RunDefinition.Scheduling(
                given.has("--queue") ? Optional.empty() : Optional.of(true),
                Optional.of(true),
                given.text("--max-duration"),
                Optional.of(given.text("--grace", GRACE)),
                Optional.empty());
        return new RunDefinition(name, RunFlags.request(given, shell.environment(), image, Optional.of(scheduling)));
    }
}
