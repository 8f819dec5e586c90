package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.dialect.Dialects;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.util.Optional;

/** Hands in a job definition. The id alone goes to standard output. */
public final class SubmitCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument(
                        "FILE",
                        "a job definition, JSON or YAML, or a pasted line of docker run, runai or srun; - reads standard input")
                .flag("--hold", "admit it on hold: fairlead release lets it go")
                .value("--from", "SYSTEM", "FILE is a line or script of " + String.join(", ", Dialects.names()))
                .value("--project", "NAME", "count it against this project")
                .value("--as", "USER", "submit as this user (root alone)")
                .value("--key", "TEXT", "names this submit for ever: the same key and file again give the same job")
                .flag("--wait-run", "wait until it runs")
                .flag("--wait-done", "wait until it has ended, and end with its exit code");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        if (given.has("--wait-run") && given.has("--wait-done")) {
            throw new WrongUsage("--wait-run and --wait-done exclude each other", "give one");
        }
        Shell shell = session.shell();
        SubmitResponse made = handedIn(given, session);
        shell.out().println(made.id());
        shell.out().flush();
        if (made.replayed()) {
            shell.say("this key was used before: it is the same job, nothing new was submitted");
        }
        return waited(given, session, made.id());
    }

    private static SubmitResponse handedIn(Given given, Session session)
            throws Failure, ApiFailure, InterruptedException {
        Shell shell = session.shell();
        String from = given.has("--from") ? given.choice("--from", "", Dialects.names()) : "";
        Definition definition = Definition.read(given.argument(), shell);
        Optional<Translated> foreign = from.isEmpty()
                ? Translated.ofForeign(definition, shell)
                : Optional.of(Translated.of(definition, from, shell));
        if (foreign.isEmpty()) {
            Complaint.Place place = Complaint.Place.in(definition.name());
            return submitted(session, definition.bytes(), options(given, definition.yaml()), place);
        }
        Translated made = foreign.get();
        made.tell(shell);
        SubmitOptions options = options(given, false).inDialect(made.dialect());
        return submitted(session, made.ready(session), options, Complaint.Place.none());
    }

    private static SubmitResponse submitted(
            Session session, byte[] definition, SubmitOptions options, Complaint.Place place)
            throws Failure, ApiFailure, InterruptedException {
        try {
            SubmitResponse made = session.server().submit(definition, options);
            new Complaint(session.shell()).print(made.notices(), place);
            return made;
        } catch (ApiRefusal e) {
            throw Failure.of(e, place);
        }
    }

    /** The flags that go with any definition. */
    public static SubmitOptions options(Given given, boolean yaml) {
        SubmitOptions options = SubmitOptions.PLAIN.inYaml(yaml).onHold(given.has("--hold"));
        if (given.has("--project")) {
            options = options.inProject(given.text("--project", ""));
        }
        if (given.has("--as")) {
            options = options.as(given.text("--as", ""));
        }
        return given.has("--key") ? options.withKey(given.text("--key", "")) : options;
    }

    private static int waited(Given given, Session session, String id)
            throws ApiFailure, IOException, InterruptedException {
        boolean done = given.has("--wait-done");
        if (!done && !given.has("--wait-run")) {
            return ExitCode.DONE;
        }
        var wait = new JobWait(session.server(), session.steady(), id);
        return WaitCommand.outcome(session.shell(), done ? wait.ended() : wait.running(), done);
    }

    static boolean hasRun(JobDetail job) {
        return job.attempts().stream()
                .anyMatch(attempt -> attempt.times().running().isPresent());
    }
}
