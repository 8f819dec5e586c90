package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.slurm.Sbatch;
import io.fairlead.wire.dialect.slurm.SlurmJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** {@code sbatch}: hands in a script. */
final class SbatchCommand implements Command {
    private static final int READ_MAX_BYTES = 4 << 20;

    @Override
    public void declare(Flags flags) {
        flags.anyNumber("SCRIPT", "a script, and its arguments; without one it is read from standard input")
                .synopsis("[OPTIONS] SCRIPT [ARGUMENTS]")
                .footer(
                        "Takes -J -t --mem --mem-per-cpu -c -n --gres -G -o -e -i -D -A -C -w --export --comment --wrap",
                        "-a -H -W -d --parsable -Q, on the line and as #SBATCH lines of the script. The whole script runs inside",
                        "the image that its apptainer lines name.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        Sbatch.Line line = Sbatch.line(given.arguments());
        String name = line.script().orElse("standard input");
        boolean wrapped = given.arguments().stream().anyMatch(it -> it.startsWith("--wrap"));
        String script = wrapped ? "" : text(line, shell);
        Map<String, String> named = Numbers.ids(session, Sbatch.named(line, script));
        SlurmJob job = Sbatch.translate(line, script, Handing.where(shell).knowing(named));
        JobSummary made = Handing.in(session, job, Complaint.Place.in(name));
        if (!job.manner().quiet() || job.manner().bare()) {
            String number = Handing.raw(made);
            shell.out().println(job.manner().bare() ? number : "Submitted batch job " + number);
            shell.out().flush();
        }
        if (!job.manner().await()) {
            return ExitCode.DONE;
        }
        return ExitCode.of(new JobWait(session.server(), new Steady(shell), made.id()).ended());
    }

    private static String text(Sbatch.Line line, Shell shell) throws IOException {
        try (InputStream in = line.script().isPresent()
                ? Files.newInputStream(Path.of(line.script().get()))
                : shell.in()) {
            return new String(in.readNBytes(READ_MAX_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new WrongUsage("Unable to open file " + line.script().orElse(""), "");
        } catch (IOException e) {
            throw new WrongUsage("Unable to read file " + line.script().orElse("") + ": " + e.getMessage(), "");
        }
    }
}
