package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Lost;
import io.fairlead.cli.show.Progress;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Hands in a definition that nobody wrote as a file, and follows the job as if it ran here.
 *
 * @param place how to point into what the definition was made of
 */
public record JobRun(Session session, Complaint.Place place) {
    private static final Duration IMAGE_LOOK = Duration.ofSeconds(1);
    /** Refusals that pass by themselves: the image is on its way. */
    private static final List<String> COMING = List.of("E-IMAGE-ABSENT", "E-IMAGE-PULLING");

    /** Prints the id alone. */
    public int detached(byte[] definition, SubmitOptions options) throws Failure, ApiFailure, InterruptedException {
        session.shell().out().println(submit(definition, options).id());
        return ExitCode.DONE;
    }

    /** Its output, its exit code, Ctrl-C. */
    public int followed(byte[] definition, SubmitOptions options)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        SubmitResponse made = submit(definition, options);
        shell.say("job " + made.id() + " (" + made.name() + "); Ctrl-C cancels it, and run --detach leaves it alone");
        JobDetail job = Following.to(session, made.id(), shell);
        job.filesLeft()
                .map(left -> Lost.line(left, made.id(), shell))
                .filter(text -> !text.isEmpty())
                .ifPresent(shell::say);
        int code = ExitCode.of(job);
        if (code != ExitCode.DONE) {
            WaitCommand.outcome(shell, job, true);
        }
        return code;
    }

    /** Hands it in, waiting for the image where only that is missing, and prints what is to be noticed. */
    public SubmitResponse submit(byte[] definition, SubmitOptions options)
            throws Failure, ApiFailure, InterruptedException {
        SubmitResponse made = admitted(definition, options);
        new Complaint(session.shell()).print(made.notices(), place);
        return made;
    }

    /** Once more for as long as only the image is missing: an interactive job is not queued to wait for it. */
    private SubmitResponse admitted(byte[] definition, SubmitOptions options)
            throws Failure, ApiFailure, InterruptedException {
        Progress progress = new Progress(session.shell());
        while (true) {
            try {
                return session.server().submit(definition, options);
            } catch (ApiRefusal e) {
                if (!COMING.contains(e.code())) {
                    throw Failure.of(e, place);
                }
                progress.show(e.code(), "waiting for the image: " + e.problem().detail());
            } finally {
                progress.clear();
            }
            session.shell().world().pause(IMAGE_LOOK);
        }
    }
}
