package io.fairlead.store.byhand;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Durable submits a second, alone and 64 at a time, with raw syncs before and after. Argument: a directory. */
public final class AppendBench {
    private final Random random = new Random(1);
    private Instant now = Samples.NOON;

    private AppendBench() {}

    /** @param args the directory */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        new AppendBench().run(directory);
    }

    private void run(Path directory) throws IOException {
        Files.createDirectories(directory);
        syncs(directory);
        try (Store store = Store.open(Samples.settings(directory.resolve("store")))) {
            for (int round = 0; round < 3; round++) {
                submits(store, 64, 400);
                submits(store, 1, 2_000);
                syncs(directory);
            }
        }
    }

    private static void syncs(Path directory) throws IOException {
        Path path = directory.resolve("raw");
        int count = 2_000;
        long[] times = new long[count];
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8 << 20), 0);
            file.force(true);
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                file.write(ByteBuffer.allocate(512), (i % 1000) * 4096L);
                file.force(false);
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                "raw write+fdatasync: %.0f/s p50 %.3f ms p99 %.3f ms%n",
                count * 1e9 / Arrays.stream(times).sum(), times[count / 2] / 1e6, times[count * 99 / 100] / 1e6);
    }

    private void submits(Store store, int group, int transactions) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] times = new long[transactions];
        long cpu = 0;
        for (int i = 0; i < transactions; i++) {
            List<Recorded> changes = new ArrayList<>();
            List<Job> jobs = new ArrayList<>();
            List<SubmitKey> keys = new ArrayList<>();
            for (int j = 0; j < group; j++) {
                now = now.plusNanos(1_000);
                Job job = Samples.queued(Samples.id(random), Samples.submission("bench", 1), now);
                changes.add(new Recorded(now, new Actor.User(1001), new Change.Submitted(job)));
                jobs.add(job);
                keys.add(new SubmitKey(1001, "key-" + job.id() + "-0123456789abcdef", "ab".repeat(32), job.id()));
            }
            long start = System.nanoTime();
            long before = threads.getCurrentThreadCpuTime();
            if (!(store.journal().append(changes, jobs, keys) instanceof ChangeLog.Outcome.Durable)) {
                throw new IllegalStateException("not saved");
            }
            cpu += threads.getCurrentThreadCpuTime() - before;
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        int submits = group * transactions;
        System.out.printf(
                "submits, %d a transaction: %.0f/s, %.1f us CPU each, commit p50 %.2f ms p99 %.2f ms%n",
                group,
                submits * 1e9 / Arrays.stream(times).sum(),
                cpu / 1e3 / submits,
                times[transactions / 2] / 1e6,
                times[transactions * 99 / 100] / 1e6);
    }
}
