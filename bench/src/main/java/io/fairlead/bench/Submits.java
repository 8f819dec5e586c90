package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durable submits a second, against a POST of the same body that does nothing. */
final class Submits {
    private static final int MANY = 32;
    /** Rounds of the floor and of submits, by turns: what else the machine does changes within seconds. */
    private static final int ROUNDS = 5;

    private static final int SECONDS = 3;
    private static final int WARM_STEP_SECONDS = 5;
    private static final int WARM_STEPS_MOST = 36;
    /** The compiler has been through all of it where it takes less than this part of a core. */
    private static final double QUIET = 0.1;

    private static final Pattern JOB = Pattern.compile("\"id\":\"([0-9a-z]{10})\"");
    private static final double FAST_DISK_MILLIS = 0.2;
    private static final double LEAST_SHARE = 0.25;
    private static final double LEAST_RATE = 3000;

    private final Bench bench;
    private final List<Figure> figures = new ArrayList<>();

    Submits(Bench bench) {
        this.bench = bench;
    }

    List<Figure> run() throws IOException, InterruptedException {
        Path folder = bench.fresh("submit");
        try (ServerProcess server = ServerProcess.start(bench, folder, "fake")) {
            String body = Bench.definition("true");
            byte[] submit = Line.request("POST", "/v1/jobs" + bench.query(true), body);
            byte[] noop = Line.request("POST", "/v1/noop" + bench.query(true), body);
            warm(server, noop, submit);
            // What the build and the start wrote would else go to the disk in the midst of it.
            new ProcessBuilder("sync").start().waitFor();
            Samples disk = DiskFloor.measure(folder);
            List<Rate> floors = new ArrayList<>();
            List<Rate> submits = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                floors.add(rate(server, MANY, SECONDS, line -> line.exchange(noop)));
                submits.add(rate(server, MANY, SECONDS, line -> line.exchange(submit)));
            }
            Rate floor = Rate.median(floors);
            Rate many = Rate.median(submits);
            Rate one = rate(server, 1, SECONDS, line -> line.exchange(submit));
            report(disk, floor.perSecond(), many.perSecond(), one.perSecond());
            figures.add(Figure.of("server's CPU time for a submit, 32 clients", many.cpuMicros(), "µs")
                    .over("no-op POST", floor.cpuMicros()));
            AtomicInteger next = new AtomicInteger();
            Act another = line -> line.exchange(Line.request(
                    "POST", "/v1/jobs" + bench.query(true), Bench.definition("true" + next.incrementAndGet())));
            rate(server, MANY, WARM_STEP_SECONDS, another);
            Rate different = rate(server, MANY, SECONDS, another);
            figures.add(Figure.of("durable submits, no two alike, 32 clients", different.perSecond(), "/s")
                    .over("all alike", many.perSecond()));
            byte[] endless = Line.request("POST", "/v1/jobs" + bench.query(false), Bench.endless("true"));
            rate(server, MANY, WARM_STEP_SECONDS, line -> line.exchange(endless));
            Rate queued = rate(server, MANY, SECONDS, line -> line.exchange(endless));
            figures.add(Figure.of("durable submits to a full site, 32 clients", queued.perSecond(), "/s")
                    .over("jobs on hold", many.perSecond()));
        }
        return figures;
    }

    /**
     * Until the compiler is quiet: on two cores it takes its time from the requests. Every job is cancelled again, so that what is
     * measured is a server that has served long and not one with a heap full of jobs.
     */
    private void warm(ServerProcess server, byte[] noop, byte[] submit) throws IOException, InterruptedException {
        double busy = 1;
        for (int i = 0; i < WARM_STEPS_MOST && busy > QUIET; i++) {
            long before = server.compilerNanos();
            rate(server, MANY, 1, line -> line.exchange(noop));
            rate(server, MANY, WARM_STEP_SECONDS, line -> {
                Matcher id = JOB.matcher(line.exchange(submit));
                if (!id.find()) {
                    throw new IOException("no job");
                }
                line.exchange(Line.request("POST", "/v1/jobs/" + id.group(1) + "/cancel", ""));
            });
            busy = (server.compilerNanos() - before) / 1e9 / (1 + WARM_STEP_SECONDS);
        }
        figures.add(Figure.of("part of a core that the compiler still takes", busy, ""));
    }

    private void report(Samples disk, double floor, double many, double one) {
        double sync = disk.medianMillis();
        figures.add(Figure.of("raw write + fdatasync of 4 KiB, p50", sync, "ms"));
        figures.add(Figure.of("raw write + fdatasync of 4 KiB, p90", disk.p90Millis(), "ms"));
        figures.add(Figure.of("no-op POST, 32 clients", floor, "/s"));
        figures.add(Figure.of("durable submits, 1 client", one, "/s").over("raw fdatasync rate", 1000 / sync));
        figures.add(Figure.of("durable submits, 32 clients", many, "/s")
                .over("no-op POST", floor)
                .gate("≥ 0.25 of no-op", many >= LEAST_SHARE * floor));
        Figure rate = Figure.of("durable submits, 32 clients", many, "/s").over("raw fdatasync rate", 1000 / sync);
        figures.add(
                sync <= FAST_DISK_MILLIS
                        ? rate.gate("≥ 3000 /s", many >= LEAST_RATE)
                        : rate.noGate("≥ 3000 /s where raw p50 ≤ 0.2 ms"));
    }

    /** @param cpuMicros that the server spent on one request */
    private record Rate(double perSecond, double cpuMicros) {
        /** By rate. */
        static Rate median(List<Rate> rates) {
            return rates.stream()
                    .sorted(Comparator.comparingDouble(Rate::perSecond))
                    .toList()
                    .get(rates.size() / 2);
        }
    }

    /** What is done again and again. */
    @FunctionalInterface
    private interface Act {
        void on(Line line) throws IOException;
    }

    private static Rate rate(ServerProcess server, int clients, int length, Act act)
            throws IOException, InterruptedException {
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(length);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(() -> count(server, act, end)));
            }
            long all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Rate(all / seconds, (server.cpuNanos() - cpu) / 1e3 / all);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static int count(ServerProcess server, Act act, long end) throws IOException {
        int count = 0;
        try (Line line = new Line(server.socket())) {
            while (System.nanoTime() < end) {
                act.on(line);
                count++;
            }
        }
        return count;
    }
}
