package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.wire.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A job definition as it was given. The server reads it: there is one judge, and it is never older than itself.
 *
 * @param name of the file, for messages
 * @param yaml whether it is written in YAML
 */
@SuppressWarnings("ArrayRecordComponent")
public record Definition(String name, byte[] bytes, boolean yaml) {
    private static final String STANDARD_INPUT = "-";

    /** @param file a path, or {@code -} */
    public static Definition read(String file, Shell shell) throws Failure {
        boolean piped = file.equals(STANDARD_INPUT);
        String name = piped ? "standard input" : file;
        byte[] bytes;
        try {
            bytes = piped ? bounded(shell.in()) : bounded(file);
        } catch (IOException | InvalidPathException e) {
            throw wrong(CommandProblems.FILE_UNREADABLE, name, "why", why(e));
        }
        if (bytes.length > Api.DEFINITION_MAX_BYTES) {
            throw wrong(CommandProblems.DEFINITION_LARGE, name, "limit", Api.DEFINITION_MAX_BYTES);
        }
        if (bytes.length == 0) {
            throw wrong(CommandProblems.DEFINITION_EMPTY, name, "limit", 0);
        }
        return new Definition(name, bytes, isYaml(file.toLowerCase(Locale.ROOT), bytes));
    }

    private static byte[] bounded(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in);
        }
    }

    /** One byte more than is allowed is enough to know. */
    private static byte[] bounded(InputStream in) throws IOException {
        return in.readNBytes(Api.DEFINITION_MAX_BYTES + 1);
    }

    private static Failure wrong(ProblemCode code, String name, String argument, Object value) {
        return Failure.wrong(code.problem(FieldPath.ROOT, "", "file", name, argument, value));
    }

    private static String why(Exception cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "you may not read it";
            default -> String.valueOf(cause.getMessage());
        };
    }

    /** By its name, else by how it begins. */
    private static boolean isYaml(String file, byte[] bytes) {
        if (file.endsWith(".yaml") || file.endsWith(".yml")) {
            return true;
        }
        if (file.endsWith(".json")) {
            return false;
        }
        for (byte b : bytes) {
            if (b > ' ') {
                return b != '{' && b != '[';
            }
        }
        return false;
    }
}
