package io.fairlead.store.byhand;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import io.fairlead.store.query.JobFilter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** A store with so many jobs, all but a hundred of them ended: how large, how fast to open and to ask. Arguments: folder, jobs. */
public final class EndedBench {
    private static final int GROUP = 200;
    private static final int LIVE = 100;
    private static final Problem ENDING = new Problem(
            "E-ENDING", FieldPath.ROOT, Position.NONE, "", "ended; its logs are being kept", "", new LinkedHashMap<>());

    private final Random random = new Random(1);
    private Instant now = Samples.NOON;
    private long cpu;

    private EndedBench() {}

    /** @param args the folder and how many jobs */
    public static void main(String[] args) throws IOException {
        new EndedBench().run(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    private void run(Path folder, int count) throws IOException {
        if (!Files.exists(folder.resolve("fairlead.db"))) {
            fill(folder, count);
        }
        long start = System.nanoTime();
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (Store store = Store.open(Samples.settings(folder))) {
            report("open", start);
            timed("load", () -> store.journal().load().jobs().size());
            timed("load again", () -> store.journal().load().jobs().size());
            var queries = store.queries();
            timed(
                    "newest 50",
                    () -> queries.list(JobFilter.ALL, Optional.empty(), 50)
                            .jobs()
                            .size());
            timed(
                    "newest 50 again",
                    () -> queries.list(JobFilter.ALL, Optional.empty(), 50)
                            .jobs()
                            .size());
            timed(
                    "own 50",
                    () -> queries.list(JobFilter.ALL.owner(1003), Optional.empty(), 50)
                            .jobs()
                            .size());
            var live = EnumSet.of(JobState.QUEUED, JobState.RUNNING);
            timed(
                    "live",
                    () -> queries.list(JobFilter.ALL.states(live), Optional.empty(), 50)
                            .jobs()
                            .size());
            timed(
                    "own live",
                    () -> queries.list(JobFilter.ALL.owner(1003).states(live), Optional.empty(), 50)
                            .jobs()
                            .size());
            timed(
                    "by label",
                    () -> queries.list(JobFilter.ALL.label("a", "b"), Optional.empty(), 50)
                            .jobs()
                            .size());
            timed("counts", () -> queries.counts(OptionalLong.empty()));
            timed("quick check", store::check);
            timed("verify", () -> store.verify().differences().size());
        }
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse(""));
        System.out.println("size " + Files.size(folder.resolve("fairlead.db")) / 1_000_000 + " MB");
    }

    private void timed(String what, Supplier<Object> step) {
        long start = System.nanoTime();
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Object result = step.get();
        report(what + " " + result, start);
    }

    private void report(String what, long start) {
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf("%s: %.1f ms, %.1f ms CPU%n", what, (System.nanoTime() - start) / 1e6, used / 1e6);
    }

    private void fill(Path folder, int count) {
        long start = System.nanoTime();
        try (Store store = Store.open(Samples.settings(folder))) {
            for (int done = 0; done < count; done += GROUP) {
                List<Recorded> changes = new ArrayList<>();
                List<Job> jobs = new ArrayList<>();
                List<SubmitKey> keys = new ArrayList<>();
                for (int i = 0; i < GROUP; i++) {
                    jobs.add(course(changes, done + i < count - LIVE));
                    keys.add(new SubmitKey(
                            1001,
                            jobs.getLast().id() + "-0123-4567-89ab",
                            "ab".repeat(32),
                            jobs.getLast().id()));
                }
                if (!(store.journal().append(changes, jobs, keys) instanceof ChangeLog.Outcome.Durable)) {
                    throw new IllegalStateException("not saved");
                }
            }
        }
        report("filled", start);
    }

    private Job course(List<Recorded> changes, boolean whole) {
        JobId id = Samples.id(random);
        now = now.plusMillis(20);
        Job job = Samples.queued(id, Samples.submission(1000 + random.nextInt(30), "train", 1, ""), now);
        changes.add(new Recorded(now, new Actor.User(1001), new Change.Submitted(job)));
        if (!whole) {
            return job;
        }
        var placement = new Placement(
                Samples.NODE,
                List.of(new DeviceId("GPU-0fd1a9c2-2b1c-4d6e-9a0b-cc1122334455")),
                Portion.WHOLE,
                Cores.of(2),
                Bytes.ofGib(5),
                new ContainerNames("abcd1234").of(id.text(), 1),
                0);
        for (Change change : List.of(
                new Change.Assigned(id, 1, List.of(placement)),
                new Change.Starting(id, 1),
                new Change.Created(id, 1),
                new Change.Bound(id, 1),
                new Change.Running(id, 1, now),
                new Change.Exited(id, 1, Optional.of(new Exit(0, false, now, Optional.empty())), ENDING),
                new Change.LogsComplete(id, 1),
                new Change.Ended(id, 1, JobState.FINISHED, Optional.empty()))) {
            now = now.plusMillis(2);
            changes.add(new Recorded(now, new Actor.Engine(), change));
            job = job.after(changes.getLast());
        }
        return job;
    }
}
