package io.fairlead.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a word to a prompt, and from a key to its echo, in turns with the engine's own client. */
final class Terminals {
    private static final int PAIRS = 15;
    private static final int WARM = 2;
    private static final int KEYS = 300;
    private static final double DEPLOY_MOST = 150;
    private static final double OPEN_MOST = 80;
    private static final double ECHO_MOST = 15;
    private static final String PROMPT = "$ ";
    private static final String ALIKE =
            " --init --memory 512m --memory-swap 512m --cpus 1 --pids-limit 4096 --cap-drop ALL"
                    + " --security-opt no-new-privileges --network fairlead --user 65534:65534 ";
    /** A user as its scripts made one, as far as an image of busybox alone goes. */
    private static final String SET_UP = "echo bench:x:4711:4711::/home/bench:/bin/sh >> /etc/passwd"
            + " && mkdir -p /home/bench && chown -R 4711:4711 /home/bench";

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-z]{10})\"");

    private final Bench bench;
    private int sessions;

    Terminals(Bench bench) {
        this.bench = bench;
    }

    List<Figure> run() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(bench, bench.fresh("terminal"), "docker")) {
            figures.addAll(deploys(server));
            figures.addAll(opens(server));
            retire(server);
        }
        return figures;
    }

    private String deploy(String image) {
        String as = bench.user().isEmpty() ? "" : " --as " + bench.user();
        return bench.launcher() + " session deploy bench-" + ++sessions + " --open -m 512m --image " + image + as;
    }

    private List<Figure> deploys(ServerProcess server) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        double median = deploys(server, "never prepared", Bench.IMAGE, figures);
        Former former = former(server);
        deploys(server, "made for the user", former.image(), figures);
        said("docker rmi -f " + former.image());
        figures.add(Figure.of("session deploy to its prompt, median", median, "ms")
                .over("run, set up, commit, create: an image of " + former.mib() + " MiB", former.millis()));
        return figures;
    }

    /** @return the median of ours */
    private double deploys(ServerProcess server, String which, String image, List<Figure> figures)
            throws IOException, InterruptedException {
        Samples ours = new Samples();
        Samples engines = new Samples();
        for (int i = -WARM; i < PAIRS; i++) {
            (i < 0 ? new Samples() : ours).add(prompt(deploy(image), server));
            retire(server);
            (i < 0 ? new Samples() : engines).add(prompt("docker run -it --rm" + ALIKE + image + " sh", server));
        }
        double median = ours.medianMillis();
        figures.add(Figure.of("session deploy to its prompt, an image " + which + ", median", median, "ms")
                .over("docker run -it", engines.medianMillis())
                .gate("≤ floor + 150 ms", median - engines.medianMillis() <= DEPLOY_MOST));
        return median;
    }

    private static long prompt(String command, ServerProcess server) throws IOException {
        long begun = System.nanoTime();
        try (Screen screen = new Screen(command, server.socket())) {
            screen.await(PROMPT);
            return System.nanoTime() - begun;
        }
    }

    private List<Figure> opens(ServerProcess server) throws IOException, InterruptedException {
        try (Screen first = new Screen(deploy(Bench.IMAGE), server.socket())) {
            first.await(PROMPT);
            String session = live(server).iterator().next();
            String container = said("docker ps -q --filter label=io.fairlead.job=" + session);
            String open = bench.launcher() + " session open " + session;
            String exec = "docker exec -it " + container + " sh";
            Samples ours = new Samples();
            Samples engines = new Samples();
            for (int i = -WARM; i < PAIRS; i++) {
                (i < 0 ? new Samples() : ours).add(prompt(open, server));
                (i < 0 ? new Samples() : engines).add(prompt(exec, server));
            }
            double median = ours.medianMillis();
            return List.of(
                    Figure.of("session open to its prompt, median", median, "ms")
                            .over("docker exec -it", engines.medianMillis())
                            .gate("≤ floor + 80 ms", median - engines.medianMillis() <= OPEN_MOST),
                    echoes(server, open, exec));
        }
    }

    private static Figure echoes(ServerProcess server, String open, String exec) throws IOException {
        Samples ours = new Samples();
        Samples engines = new Samples();
        try (Screen here = new Screen(open, server.socket());
                Screen there = new Screen(exec, server.socket())) {
            here.await(PROMPT);
            there.await(PROMPT);
            for (int i = 0; i < KEYS; i++) {
                String key = String.valueOf((char) ('a' + i % 26));
                ours.add(here.echo(key));
                engines.add(there.echo(key));
            }
        }
        double p99 = ours.p99Millis();
        return Figure.of("key to echo, p99", p99, "ms")
                .over("docker exec -it", engines.p99Millis())
                .gate("≤ 15 ms", p99 <= ECHO_MOST);
    }

    /** How DS01 made a user's container before: once. */
    private record Former(String image, double millis, long mib) {}

    private static Former former(ServerProcess server) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String made = said("docker run -d --network fairlead " + Bench.IMAGE + " sleep 100");
        said(List.of("docker", "exec", made, "sh", "-c", SET_UP));
        String image = "fairlead/bench-user:1";
        said("docker commit " + made + " " + image);
        said("docker rm -f " + made);
        prompt("docker run -it --rm --network fairlead --user 4711 " + image + " sh", server);
        double millis = (System.nanoTime() - begun) / 1e6;
        long bytes = Long.parseLong(said("docker inspect --format {{.Size}} " + image));
        return new Former(image, millis, bytes >> 20);
    }

    private static String said(String line) throws IOException, InterruptedException {
        return said(List.of(line.split(" ", -1)));
    }

    private static String said(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + text);
        }
        return text;
    }

    private static Set<String> live(ServerProcess server) throws IOException {
        try (Line line = new Line(server.socket())) {
            Matcher ids = ID.matcher(line.exchange(Line.request("GET", "/v1/jobs?scope=all&state=running", "")));
            Set<String> found = new LinkedHashSet<>();
            while (ids.find()) {
                found.add(ids.group(1));
            }
            return found;
        }
    }

    /** Ends what is there, and waits until it has ended. */
    private static void retire(ServerProcess server) throws IOException, InterruptedException {
        for (String id : live(server)) {
            try (Line line = new Line(server.socket())) {
                line.exchange(Line.request("POST", "/v1/jobs/" + id + "/retire", ""));
            }
        }
        while (!live(server).isEmpty()) {
            Thread.sleep(20);
        }
    }
}
