package io.fairlead.server.simulate;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

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
            throw new ProblemException(SimulateProblems.UNREADABLE.reason(
                    "file", file, "cause", e.getClass().getSimpleName()));
        }
    }
}
