package io.fairlead.cli.command.translate;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Definition;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.Translated;
import io.fairlead.cli.command.docker.Containers;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.runai.RunaiLine;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints the line of another system that asks for the same as a job or a definition. */
public final class ExportCommand implements Command {
    private static final List<String> SYSTEMS = List.of("runai");

    @Override
    public void declare(Flags flags) {
        flags.argument(
                        "JOB|FILE",
                        "a job of yours by id or name, or a definition or a pasted line; - reads one from standard input")
                .value("--to", "SYSTEM", "runai")
                .footer("What the other system can not be told is a notice on standard error.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        if (!given.has("--to")) {
            throw new WrongUsage("--to is missing", "say --to " + String.join("|", SYSTEMS));
        }
        given.choice("--to", "", SYSTEMS);
        Shell shell = session.shell();
        String what = given.argument();
        boolean file = what.equals("-") || isFile(what);
        byte[] bytes = file ? ofFile(what, shell) : ofJob(session, what);
        ReadResult read = JobFile.read(bytes, Format.BY_CONTENT, List.of());
        if (read.definition().isEmpty()) {
            List<Finding> problems =
                    read.findings().problems().stream().map(Finding::of).toList();
            throw Failure.wrong(problems, Complaint.Place.in(what));
        }
        RunaiLine.Export export = RunaiLine.of(read.definition().get());
        new Complaint(shell).print(export.losses().stream().map(Finding::of).toList(), Complaint.Place.none());
        shell.out().println(Inert.line(export.text()));
        return ExitCode.DONE;
    }

    private static byte[] ofFile(String file, Shell shell) throws Failure {
        Definition definition = Definition.read(file, shell);
        Optional<Translated> foreign = Translated.ofForeign(definition, shell);
        foreign.ifPresent(made -> made.tell(shell));
        return foreign.map(made -> made.definition().getBytes(StandardCharsets.UTF_8))
                .orElse(definition.bytes());
    }

    private static byte[] ofJob(Session session, String word) throws Failure, ApiFailure, InterruptedException {
        return Containers.found(session, word).definition().text().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
