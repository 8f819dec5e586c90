package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.LogFollow;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.command.AttachedRun;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.LogSink;
import io.fairlead.wire.dialect.slurm.SlurmJob;
import io.fairlead.wire.dialect.slurm.Srun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** {@code srun}: runs one command and ends with its code. */
final class SrunCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.anyNumber("apptainer…", "apptainer exec IMAGE COMMAND, or apptainer run IMAGE")
                .synopsis("[OPTIONS] apptainer exec|run [FLAGS] IMAGE COMMAND")
                .footer(
                        "Takes -J -t --mem --mem-per-cpu -c -n --gres -G -D -A -C -w --export --comment -Q --pty.",
                        "What is piped to it is the input of the command; --pty gives it your terminal:",
                        "srun --pty apptainer exec IMAGE bash. Ends with the code of the command; Ctrl-C cancels the job.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        Map<String, String> named = Numbers.ids(session, Srun.named(given.arguments()));
        SlurmJob asked = Srun.translate(
                given.arguments(),
                Handing.where(shell).knowing(named),
                !shell.tty().in());
        JobSummary job = Handing.in(session, asked, Finding::path);
        if (asked.manner().tty()) {
            Optional<JobDetail> ended = new AttachedRun(session).joined(job.id());
            return ended.isPresent() ? told(shell, ended.get()) : ExitCode.DONE;
        }
        if (asked.manner().stdin()) {
            Thread.ofPlatform().daemon().name("srun input").start(() -> feed(session, job));
        }
        shell.world().onInterrupt(() -> cancel(session, job));
        Steady steady = new Steady(shell);
        new LogFollow(session.server(), steady, job.id(), 0).to(new Straight(shell), 0);
        return told(shell, new JobWait(session.server(), steady, job.id()).ended());
    }

    private static int told(Shell shell, JobDetail ended) {
        int code = ExitCode.of(ended);
        if (code != ExitCode.DONE && ended.job().exitCode().isEmpty()) {
            new Complaint(shell).print(ended.job().reason().stream().toList(), Complaint.Place.none());
        } else if (code != ExitCode.DONE) {
            String node = String.join(",", ended.job().nodes());
            shell.out().flush();
            shell.err().println("srun: error: " + node + ": task 0: Exited with exit code " + code);
        }
        return code;
    }

    /** What is piped here goes to the command; what it writes comes by its log, of which nothing is ever left out. */
    private static void feed(Session session, JobSummary job) {
        Shell shell = session.shell();
        PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Shell silent = new Shell(shell.in(), none, none, shell.tty(), shell.environment(), shell.world());
        try {
            new AttachedRun(new Session(silent, session.server(), session.version(), session.launcher()))
                    .joined(job.id());
        } catch (Failure | ApiFailure | IOException e) {
            shell.say("the input of the command was cut off: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Session session, JobSummary job) {
        try {
            session.server().cancel(job.id());
        } catch (ApiFailure e) {
            session.shell().say("the job could not be cancelled: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the job writes, as it comes. */
    private record Straight(Shell shell) implements LogSink {
        @Override
        public void attempt(int number) {
            // one after the other, as Slurm's requeued jobs do
        }

        @Override
        public void bytes(byte[] from, int offset, int length) throws IOException {
            shell.out().write(from, offset, length);
            shell.out().flush();
            if (shell.out().checkError()) {
                throw new IOException("nobody reads the output any more");
            }
        }
    }
}
