package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.FilesLeftView.KeptFileList;
import io.fairlead.wire.api.FilesLeftView.LeftFile;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Brings back what a job left outside of volumes, while the server keeps it. */
final class RescueCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("JOB [PATH…]", "the job's id, and files or folders of the container; all where none is named");
        flags.synopsis("[--to DIR] [--list] [--attempt N] JOB [PATH…]");
        flags.value("--to", "DIR", "where they go, beneath their paths; rescued-JOB where it is left out");
        flags.flag("--list", "say what there is, and bring nothing");
        flags.value("--attempt", "N", "of an earlier attempt, counted from 1");
        flags.footer("Nothing that is there already is written over.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> words = given.arguments();
        String job = words.getFirst();
        int attempt = (int) given.count("--attempt", 0);
        Shell shell = session.shell();
        KeptFileList kept = session.server().left(job, attempt);
        List<LeftFile> wanted = kept.files().stream()
                .filter(file -> words.size() == 1
                        || words.subList(1, words.size()).stream().anyMatch(word -> isAtOrBeneath(file.path(), word)))
                .toList();
        if (wanted.isEmpty()) {
            throw Failure.refused(StorageProblems.NOTHING_TO_RESCUE.reason("job", job));
        }
        if (given.has("--list")) {
            wanted.forEach(file -> shell.out().println(Amount.bytes(file.bytes()) + "\t" + Inert.line(file.path())));
            shell.say("kept until " + Ago.local(kept.until(), shell.world().zone()) + " at the latest");
            return ExitCode.DONE;
        }
        Path to = Path.of(given.text("--to", "rescued-" + job));
        for (LeftFile file : wanted) {
            bring(session, job, kept.attempt(), file, to);
        }
        shell.say(wanted.size() + " files are in " + to);
        return ExitCode.DONE;
    }

    private static boolean isAtOrBeneath(String path, String word) {
        String plain = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        return path.equals(plain) || path.startsWith(plain + "/");
    }

    private static void bring(Session session, String job, int attempt, LeftFile file, Path to)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Path base = to.toAbsolutePath().normalize();
        Path target = base.resolve(file.path().substring(1)).normalize();
        if (!target.startsWith(base)) {
            throw Failure.refused(StorageProblems.NOTHING_TO_RESCUE.reason("job", job));
        }
        Files.createDirectories(target.resolveSibling("."));
        try (OutputStream out =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            session.server().leftFile(job, attempt, file.path(), out::write);
        } catch (FileAlreadyExistsException e) {
            throw Failure.refused(StorageProblems.THERE_ALREADY.reason("file", target));
        }
        session.shell().out().println(target);
    }
}
