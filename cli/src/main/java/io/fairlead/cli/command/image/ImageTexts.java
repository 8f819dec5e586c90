package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.core.problem.FieldPath;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of the user's that go into an order, read with the user's own rights. */
final class ImageTexts {
    private static final int MOST_BYTES = 256 << 10;

    private ImageTexts() {}

    static String read(Path file) throws Failure {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
                throw wrong(file.toString(), "it is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw wrong(file.toString(), "it is not text in UTF-8");
        } catch (NoSuchFileException e) {
            throw wrong(file.toString(), "there is no such file");
        } catch (AccessDeniedException e) {
            throw wrong(file.toString(), "you may not read it");
        } catch (IOException e) {
            throw wrong(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    static Path path(String text) throws Failure {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(text, "no file can have that name");
        }
    }

    static Failure wrong(String file, String why) {
        return Failure.wrong(ImageCommandProblems.FILE.problem(FieldPath.ROOT, "", "file", file, "why", why));
    }
}
