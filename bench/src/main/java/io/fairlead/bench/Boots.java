package io.fairlead.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a server with much history answers, and what it takes then. */
final class Boots {
    private static final int STARTS = 5;
    private static final int CALLS = 15;
    private static final double START_MOST = 1500;
    private static final double RESIDENT_MOST = 300;
    private static final double JOBS_MOST = 250;

    private final Bench bench;

    Boots(Bench bench) {
        this.bench = bench;
    }

    List<Figure> run() throws IOException, InterruptedException {
        Path folder = bench.folder().resolve("ended");
        new EndedStore(bench, folder).make();
        Samples starts = new Samples();
        Samples machines = new Samples();
        Samples calls = new Samples();
        double resident = 0;
        Samples spent = new Samples();
        for (int i = -1; i < STARTS; i++) {
            try (ServerProcess server = ServerProcess.start(bench, folder, "fake")) {
                if (i >= 0) {
                    starts.add(server.nanosToAnswer());
                    spent.add(server.cpuNanos());
                    machines.add(call(new ProcessBuilder(java(), "-version")));
                    resident = Math.max(resident, server.residentMib());
                }
                if (i == STARTS - 1) {
                    jobs(server, calls);
                }
            }
        }
        double start = starts.medianMillis();
        double listed = calls.medianMillis();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("server start to first answer, 100000 ended jobs", start, "ms")
                .over("java -version", machines.medianMillis())
                .gate("≤ 1500 ms", start <= START_MOST));
        figures.add(Figure.of("CPU time spent on that", spent.medianMillis(), "ms"));
        figures.add(Figure.of("resident then", resident, "MiB").gate("≤ 300 MiB", resident <= RESIDENT_MOST));
        figures.add(Figure.of("fairlead jobs, median", listed, "ms")
                .over("java -version", machines.medianMillis())
                .gate("≤ 250 ms", listed <= JOBS_MOST));
        return figures;
    }

    private void jobs(ServerProcess server, Samples calls) throws IOException, InterruptedException {
        for (int i = -1; i < CALLS; i++) {
            ProcessBuilder command = new ProcessBuilder(bench.launcher(), "jobs");
            command.environment().put("FAIRLEAD_SOCKET", server.socket().toString());
            (i < 0 ? new Samples() : calls).add(call(command));
        }
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
