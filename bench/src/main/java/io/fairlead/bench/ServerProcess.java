package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server of our own, started as people start theirs. */
final class ServerProcess implements AutoCloseable {
    private static final byte[] VERSION = Line.request("GET", "/v1/version", "");
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 20;
    private static final long LOOK_MILLIS = 1;
    private static final int KIB_PER_MIB = 1024;
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");
    /** After the name; that of the kernel's time is the next. */
    private static final int USER_TICKS = 11;

    private static final long TICKS_PER_SECOND = 100;

    private final Process process;
    private final Path socket;
    private final long nanosToAnswer;

    /** Returns at the first answer. */
    private ServerProcess(Bench bench, Path folder, Path config) throws IOException, InterruptedException {
        socket = folder.resolve("run/fairlead.sock");
        long start = System.nanoTime();
        process = new ProcessBuilder(bench.launcher(), "server", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.out").toFile())
                .start();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server did not start: " + Files.readString(folder.resolve("server.out")));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        nanosToAnswer = System.nanoTime() - start;
    }

    /** @param folder where everything of it lies; what is there of an earlier one stays */
    static ServerProcess start(Bench bench, Path folder, String engine) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("run"));
        Path config = folder.resolve("fairlead.yaml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "stateFolder: " + folder.resolve("state"),
                        "runFolder: " + folder.resolve("run"),
                        "volumesFolder: " + folder.resolve("volumes"),
                        "engine: " + engine,
                        "jobs: {livePerUser: 1000000}",
                        ""));
        return new ServerProcess(bench, folder, config);
    }

    private boolean answers() {
        try (Line line = new Line(socket)) {
            line.exchange(VERSION);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path socket() {
        return socket;
    }

    long nanosToAnswer() {
        return nanosToAnswer;
    }

    /** What the process has spent so far, the launcher included: tells something on a busy machine, too. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Of that, what went into compiling. */
    long compilerNanos() throws IOException {
        long ticks = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (COMPILER.matcher(stat).find()) {
                    String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    ticks += Long.parseLong(numbers[USER_TICKS]) + Long.parseLong(numbers[USER_TICKS + 1]);
                }
            }
        }
        return ticks * TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;
    }

    double residentMib() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"));
        String line =
                lines.stream().filter(it -> it.startsWith("VmRSS:")).findFirst().orElseThrow();
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
