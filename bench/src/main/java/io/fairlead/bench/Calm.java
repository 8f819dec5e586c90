package io.fairlead.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whether the machine has its cores for us: the floor of every other figure. */
final class Calm {
    /** Wall time over CPU time of busy threads, one for each core, up to which a machine counts as calm. */
    static final double MOST = 1.1;

    private static final long SPIN_NANOS = 300_000_000;

    private Calm() {}

    /** Wall time over CPU time: 1 on an idle machine, 2 where another process wants every core. */
    static double stretch() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            List<Future<Double>> spins = new ArrayList<>();
            for (int i = 0; i < cores; i++) {
                spins.add(threads.submit(Calm::spin));
            }
            double worst = 1;
            for (Future<Double> spin : spins) {
                worst = Math.max(worst, spin.get());
            }
            return worst;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double spin() {
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        while (System.nanoTime() - wall < SPIN_NANOS) {
            Thread.onSpinWait();
        }
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        return (double) (System.nanoTime() - wall) / used;
    }

    /** The load averages of one, five and fifteen minutes. */
    static String load() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return words[0] + " " + words[1] + " " + words[2];
    }
}
