package io.fairlead.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the command line takes to translate a line of another system, its start included. */
final class Translations {
    private static final int CALLS = 15;
    private static final double MOST = 250;

    private static final String DOCKER = """
            docker run --runtime=nvidia --shm-size 16G -it --rm -e HOSTNAME=`hostname` \\
                -v /raid/public/my_datasets:/root/dataset:ro \\
                nvcr.io/nvidia/pytorch:19.12-py3
            """;

    private static final String RUNAI =
            "runai submit train1 -i nvcr.io/nvidia/pytorch:19.12-py3 -g 1 --memory-limit 16Gi"
                    + " -v /raid/public/my_datasets:/root/dataset:ro -- python train.py --lr 0.1\n";

    private final Bench bench;

    Translations(Bench bench) {
        this.bench = bench;
    }

    List<Figure> run() throws IOException, InterruptedException {
        Samples machines = new Samples();
        for (int i = 0; i < CALLS; i++) {
            machines.add(call(new ProcessBuilder(java(), "-version")));
        }
        List<Figure> figures = new ArrayList<>();
        Map<String, String> lines = new TreeMap<>(Map.of("docker run", DOCKER, "runai submit", RUNAI));
        for (Map.Entry<String, String> line : lines.entrySet()) {
            Path file = Files.writeString(
                    bench.fresh("translate").resolve("line"), line.getValue(), StandardCharsets.UTF_8);
            Samples calls = new Samples();
            for (int i = -1; i < CALLS; i++) {
                ProcessBuilder command = new ProcessBuilder(bench.launcher(), "translate", file.toString());
                (i < 0 ? new Samples() : calls).add(call(command));
            }
            double median = calls.medianMillis();
            figures.add(Figure.of("fairlead translate, " + line.getKey() + ", median", median, "ms")
                    .over("java -version", machines.medianMillis())
                    .gate("≤ 250 ms", median <= MOST));
        }
        return figures;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static long call(ProcessBuilder command) throws IOException, InterruptedException {
        File quiet = new File("/dev/null");
        command.redirectOutput(quiet).redirectError(quiet).redirectInput(quiet);
        long start = System.nanoTime();
        int code = command.start().waitFor();
        if (code != 0) {
            throw new IOException("exit code " + code + ": " + String.join(" ", command.command()));
        }
        return System.nanoTime() - start;
    }
}
