package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Durable submits a second, against a POST of the same body that does nothing. */
final class Submits {
    private static final int MANY = 32;
    /** Until the compiler has been through all of it; on two cores it takes its time from the requests. */
    private static final int WARM_SECONDS = 30;

    private static final int SECONDS = 5;
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
            rate(server, noop, MANY, WARM_SECONDS / 3);
            rate(server, submit, MANY, WARM_SECONDS);
            Samples disk = DiskFloor.measure(folder);
            Rate floor = rate(server, noop, MANY, SECONDS);
            Rate many = rate(server, submit, MANY, SECONDS);
            Rate one = rate(server, submit, 1, SECONDS);
            report(disk, floor.perSecond(), many.perSecond(), one.perSecond());
            figures.add(Figure.of("server's CPU time for a submit, 32 clients", many.cpuMicros(), "µs")
                    .over("no-op POST", floor.cpuMicros()));
            byte[] endless = Line.request("POST", "/v1/jobs" + bench.query(false), Bench.endless("true"));
            rate(server, endless, MANY, WARM_SECONDS / 3);
            Rate queued = rate(server, endless, MANY, SECONDS);
            figures.add(Figure.of("durable submits to a full site, 32 clients", queued.perSecond(), "/s")
                    .over("jobs on hold", many.perSecond()));
        }
        return figures;
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
    private record Rate(double perSecond, double cpuMicros) {}

    private static Rate rate(ServerProcess server, byte[] request, int clients, int length)
            throws IOException, InterruptedException {
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(length);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(() -> count(server, request, end)));
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

    private static int count(ServerProcess server, byte[] request, long end) throws IOException {
        int count = 0;
        try (Line line = new Line(server.socket())) {
            while (System.nanoTime() < end) {
                line.exchange(request);
                count++;
            }
        }
        return count;
    }
}
