package io.fairlead.server.simulate;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads traces, compressed where their name ends in {@code .gz}. */
final class TraceFile {
    /** Largest trace, in bytes without compression: ten times the largest public one. */
    private static final int MOST_BYTES = 512 << 20;

    private TraceFile() {}

    /** @throws ProblemException where it cannot be read */
    static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ProblemException(SimulateProblems.TOO_LARGE.reason("file", file, "most", MOST_BYTES >> 20));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(
                    SimulateProblems.UNREADABLE.reason("file", file, "cause", cause(e, Files.isDirectory(file))));
        }
    }

    /** For people; {@code folder} is whether there is one in the place of the file. */
    static String cause(IOException failure, boolean folder) {
        return switch (failure) {
            case IOException _ when folder -> "it is a folder";
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "it is closed to you";
            case ZipException _ -> "it is not compressed with gzip, as its name says";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
