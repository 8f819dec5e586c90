package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.core.job.SecretUse;
import io.fairlead.wire.api.SecretList.SecretChanged;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps a secret. Its value is typed unseen, or read; it is no argument, and is never shown. */
final class SecretSetCommand implements Command {
    /** A little more than servers keep, so that the server says what is too much. */
    private static final int READ_MAX_BYTES = 1 << 20;

    private static final String STANDARD_INPUT = "-";

    @Override
    public void declare(Flags flags) {
        flags.several("NAME [FILE]", "the secret's name, and the file with its value; - is standard input");
        flags.synopsis("NAME [FILE]");
        flags.footer(
                "Without FILE the value is asked for on the terminal and not shown, or read from standard input.",
                "A job is handed it by its name: \"secrets\": {\"HF_TOKEN\": \"NAME\"} under request.docker.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> words = given.arguments();
        if (words.size() > 2) {
            throw new WrongUsage("too many arguments", "a name with blanks in it stands in quotes");
        }
        String name = words.getFirst();
        if (!SecretUse.isName(name)) {
            throw Failure.wrong(StorageProblems.SECRET_NAME.reason());
        }
        Shell shell = session.shell();
        byte[] value = words.size() == 2 ? read(name, words.get(1), shell) : asked(name, shell);
        SecretChanged changed = session.server().setSecret(name, value);
        shell.say(
                "secret " + changed.name() + (changed.outcome().equals("replaced") ? " has a new value" : " is kept"));
        return ExitCode.DONE;
    }

    private static byte[] asked(String name, Shell shell) throws Failure, IOException {
        if (!shell.tty().in()) {
            return bounded(shell.in());
        }
        Optional<String> first = shell.world().hidden("value of " + name + " (not shown): ");
        if (first.orElse("").isEmpty()) {
            throw Failure.refused(StorageProblems.SECRET_NOT_TYPED.reason("name", name));
        }
        if (!shell.world().hidden("once more: ").equals(first)) {
            throw Failure.refused(StorageProblems.SECRETS_DIFFER.reason("name", name));
        }
        return first.get().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name, String file, Shell shell) throws Failure, IOException {
        if (file.equals(STANDARD_INPUT)) {
            return bounded(shell.in());
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return bounded(in);
        } catch (IOException | InvalidPathException e) {
            throw Failure.wrong(StorageProblems.SECRET_FILE.reason("name", name));
        }
    }

    private static byte[] bounded(InputStream in) throws Failure, IOException {
        byte[] value = in.readNBytes(READ_MAX_BYTES + 1);
        if (value.length > READ_MAX_BYTES) {
            throw Failure.wrong(StorageProblems.SECRET_LARGE.reason("max", READ_MAX_BYTES));
        }
        return value;
    }
}
