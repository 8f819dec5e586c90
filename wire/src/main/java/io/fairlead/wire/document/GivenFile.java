package io.fairlead.wire.document;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A definition as a command line names it.
 *
 * @param name for messages
 */
@SuppressWarnings("ArrayRecordComponent")
public record GivenFile(String name, byte[] bytes) {
    private static final String STANDARD_INPUT = "-";

    /**
     * @param file a path, or {@code -}
     * @param input what {@code -} means
     * @param most bytes that a definition may have
     * @throws ProblemException where it cannot be read, is empty or larger than that
     */
    public static GivenFile read(String file, InputStream input, int most) {
        boolean piped = file.equals(STANDARD_INPUT);
        String name = piped ? "standard input" : file;
        byte[] bytes;
        try {
            // One byte more than is allowed is enough to know.
            bytes = piped ? input.readNBytes(most + 1) : bounded(file, most + 1);
        } catch (IOException | InvalidPathException e) {
            throw wrong(GivenFileProblems.UNREADABLE, name, "why", why(e));
        }
        if (bytes.length > most) {
            throw wrong(GivenFileProblems.LARGE, name, "limit", most);
        }
        if (bytes.length == 0) {
            throw wrong(GivenFileProblems.EMPTY, name, "limit", 0);
        }
        return new GivenFile(name, bytes);
    }

    private static byte[] bounded(String file, int most) throws IOException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        }
    }

    private static ProblemException wrong(ProblemCode code, String name, String argument, Object value) {
        return new ProblemException(code.problem(FieldPath.ROOT, "", "file", name, argument, value));
    }

    private static String why(Exception cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "you may not read it";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
