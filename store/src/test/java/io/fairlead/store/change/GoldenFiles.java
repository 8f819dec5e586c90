package io.fairlead.store.change;

import io.fairlead.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the golden files that are missing, and never one that is there. By hand, with their folder as argument. */
final class GoldenFiles {
    private GoldenFiles() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        var codec = new ChangeCodec();
        for (Golden.Change golden : Golden.changes()) {
            write(
                    folder.resolve(golden.file()),
                    codec.encode(golden.recorded().change()).json());
        }
        var submission = new SubmissionCodec(Samples::parse).encode(Samples.submission("golden", 2));
        write(folder.resolve("submission." + submission.version() + ".json"), submission.resolved());
    }

    private static void write(Path file, String json) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, json + "\n");
        }
    }
}
