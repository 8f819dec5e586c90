package io.fairlead.bench.tables;

import io.fairlead.simulator.Table;
import io.fairlead.simulator.queueing.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Public traces, compressed where their name ends in {@code .gz}. Paths are beneath the checkout's folder. */
public final class Traces {
    private static final Path OPENB = Path.of("examples/scheduling/openb");

    private Traces() {}

    /** One that is part of the project. */
    public static Table openb(String name) throws IOException {
        return Table.of(name, text(OPENB.resolve(name + ".csv.gz")));
    }

    static Log log(String path, int processors) throws IOException {
        return Log.of(path, text(Path.of(path)), processors);
    }

    private static String text(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
