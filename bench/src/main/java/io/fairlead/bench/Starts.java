package io.fairlead.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From asking for a container to its start, in pairs: one through Fairlead, one through the engine alone. */
final class Starts {
    private static final int PAIRS = 50;
    private static final int WARM = 5;
    private static final int PROCESS_PAIRS = 20;
    private static final long WAIT_SECONDS = 30;
    private static final long LOOK_MILLIS = 20;
    private static final double MEDIAN_MOST = 30;
    private static final double P90_MOST = 100;
    private static final double PROCESS_MOST = 150;
    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]+)\"");
    private static final Pattern JOB = Pattern.compile("\"id\":\"([0-9a-z]{10})\"");
    private static final Pattern ENGINE_STARTED = Pattern.compile("\"StartedAt\":\"(2[^\"]+)\"");
    private static final Pattern ATTEMPT_STARTED = Pattern.compile("\"running\":\"(2[^\"]+)\"");
    private static final String ENDED = "\"state\":\"FINISHED\"";

    private final Bench bench;

    Starts(Bench bench) {
        this.bench = bench;
    }

    List<Figure> run() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(bench, bench.fresh("start"), "docker")) {
            Samples ours = new Samples();
            Samples engines = new Samples();
            for (int i = -WARM; i < PAIRS; i++) {
                Samples to = i < 0 ? new Samples() : ours;
                to.add(ours(server));
                (i < 0 ? new Samples() : engines).add(engine());
            }
            double median = ours.medianMillis();
            double p90 = ours.p90Millis();
            figures.add(Figure.of("start from the POST, median", median, "ms")
                    .over("engine alone", engines.medianMillis())
                    .gate("≤ floor + 30 ms", median - engines.medianMillis() <= MEDIAN_MOST));
            figures.add(Figure.of("start from the POST, p90", p90, "ms")
                    .over("engine alone", engines.p90Millis())
                    .gate("≤ floor + 100 ms", p90 - engines.p90Millis() <= P90_MOST));
            figures.add(processes(server));
        }
        return figures;
    }

    private Figure processes(ServerProcess server) throws IOException, InterruptedException {
        Samples ours = new Samples();
        Samples engines = new Samples();
        for (int i = -2; i < PROCESS_PAIRS; i++) {
            (i < 0 ? new Samples() : ours).add(run(server));
            (i < 0 ? new Samples() : engines).add(dockerRun());
        }
        double median = ours.medianMillis();
        return Figure.of("start from `fairlead run`, median", median, "ms")
                .over("docker run", engines.medianMillis())
                .gate("≤ floor + 150 ms", median - engines.medianMillis() <= PROCESS_MOST);
    }

    private long ours(ServerProcess server) throws IOException, InterruptedException {
        byte[] request = Line.request("POST", "/v1/jobs" + bench.query(false), Bench.definition("true"));
        try (Line line = new Line(server.socket())) {
            Instant begun = Instant.now();
            String answer = line.exchange(request);
            return Duration.between(begun, started(server, group(JOB, answer))).toNanos();
        }
    }

    private static Instant started(ServerProcess server, String job) throws IOException, InterruptedException {
        byte[] look = Line.request("GET", "/v1/jobs/" + job, "");
        String shown = await(server.socket(), look, it -> it.contains(ENDED));
        return Instant.parse(group(ATTEMPT_STARTED, shown));
    }

    private static long engine() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        String id;
        try (Line line = new Line(ENGINE)) {
            id = group(ID, line.exchange(Line.request("POST", "/containers/create", CREATE)));
        }
        try (Line line = new Line(ENGINE)) {
            line.exchange(Line.request("POST", "/containers/" + id + "/start", ""));
        }
        return Duration.between(begun, engineStarted(id)).toNanos();
    }

    private static Instant engineStarted(String id) throws IOException, InterruptedException {
        byte[] look = Line.request("GET", "/containers/" + id + "/json", "");
        String shown = await(ENGINE, look, it -> it.contains("\"Status\":\"exited\""));
        try (Line line = new Line(ENGINE)) {
            line.exchange(Line.request("DELETE", "/containers/" + id, ""));
        }
        return Instant.parse(group(ENGINE_STARTED, shown));
    }

    /** The same container, as far as the engine's own client would ask for it. */
    private static final String CREATE =
            "{\"Image\":\"" + Bench.IMAGE + "\",\"Cmd\":[\"true\"],\"User\":\"65534:65534\","
                    + "\"HostConfig\":{\"Init\":true,\"Memory\":536870912,\"MemorySwap\":536870912,\"NanoCpus\":1000000000,"
                    + "\"PidsLimit\":4096,\"CapDrop\":[\"ALL\"],\"SecurityOpt\":[\"no-new-privileges\"],"
                    + "\"NetworkMode\":\"fairlead\",\"LogConfig\":{\"Type\":\"json-file\"}}}";

    private long run(ServerProcess server) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(bench.launcher(), "run", "--detach", "-m", "512m"));
        if (!bench.user().isEmpty()) {
            words.addAll(List.of("--as", bench.user()));
        }
        words.addAll(List.of(Bench.IMAGE, "--", "true"));
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().put("FAIRLEAD_SOCKET", server.socket().toString());
        Instant begun = Instant.now();
        String job = output(command);
        return Duration.between(begun, started(server, job)).toNanos();
    }

    private static long dockerRun() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                ("docker run --detach --init --memory 512m --memory-swap 512m --cpus 1 --pids-limit 4096 --cap-drop ALL"
                                + " --security-opt no-new-privileges --network fairlead --user 65534:65534 "
                                + Bench.IMAGE + " true")
                        .split(" ", -1));
        Instant begun = Instant.now();
        String id = output(command);
        return Duration.between(begun, engineStarted(id)).toNanos();
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        File quiet = new File("/dev/null");
        Process process = command.redirectInput(quiet)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command.command()));
        }
        return text;
    }

    /** The answer that satisfies, asked for again and again. */
    private static String await(Path socket, byte[] look, Predicate<String> enough)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        try (Line line = new Line(socket)) {
            String answer = line.exchange(look);
            while (!enough.test(answer)) {
                if (System.nanoTime() > end) {
                    throw new IOException("not ended in time: " + answer);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                answer = line.exchange(look);
            }
            return answer;
        }
    }

    private static String group(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
