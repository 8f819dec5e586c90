package io.fairlead.bench;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.core.schedule.Plan;
import io.fairlead.core.schedule.Scheduler;
import io.fairlead.core.schedule.Start;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.LogJob;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The server's scheduler with 1,000 nodes of eight devices and 100,000 jobs that wait, of 200 users in 20 projects, each with a
 * definition of its own of one of the user's five kinds; in this process. Kinds are drawn with seed 42.
 */
final class LongQueue {
    private static final int NODES = 1000;
    private static final int DEVICES = 8;
    private static final int QUEUED = 100_000;
    private static final int USERS = 200;
    private static final int PROJECTS = 20;
    /** Kinds of jobs that one user hands in again and again. */
    private static final int HABITS = 5;

    private static final long SEED = 42;
    private static final int PASSES = 20;
    private static final int SUBMITS = 500;
    private static final int WARM_SUBMITS = 100;
    private static final double PASS_MOST = 50;
    private static final double SUBMIT_MOST = 2;
    private static final double ESTIMATES_MOST = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double DRAIN_MOST = 5000;
    private static final double HEAP_MOST = 100;
    private static final double MILLIS = 1e6;
    private static final double P99 = 0.99;
    private static final double MIB = 1 << 20;
    private static final int DRAIN_PROCESSORS = 256;
    private static final int DRAIN_SIZES = 9;
    private static final int HOUR = 3600;
    private static final int HOURS = 48;
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final int[] GPUS = {0, 1, 1, 1, 1, 1, 2, 2, 4, 8};
    private static final ResolvedImage IMAGE = new ResolvedImage(
            "team/train:1", "sha256:" + "0a".repeat(32), ResolvedImage.Kind.MANIFEST, "linux/amd64", Bytes.ofMib(512));

    private final Random random = new Random(SEED);
    private final List<Node> nodes = nodes();
    /** One that every submission can share: it takes over a copy only of what is none. */
    private final List<NodeRef> refs = List.copyOf(nodes.stream().map(Node::ref).toList());

    private final List<Figure> figures = new ArrayList<>();
    private int made;

    List<Figure> run() throws InterruptedException {
        double empty = heap();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            jobs.add(job());
        }
        Ledger ledger = new Ledger(nodes, jobs);
        jobs.clear();
        Scheduler scheduler = new Scheduler(
                ledger, new ContainerNames("01234567"), LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        fill(ledger, scheduler);
        figures.add(Figure.of("heap of 100,000 that wait and what runs", heap() - empty, "MiB")
                .gate("≤ " + (int) HEAP_MOST, heap() - empty <= HEAP_MOST));
        passes(ledger, scheduler);
        submits(ledger, scheduler);
        drain();
        estimates(ledger, scheduler);
        return figures;
    }

    /** Whatever fits starts. */
    private void fill(Ledger ledger, Scheduler scheduler) {
        long start = System.nanoTime();
        Plan plan = scheduler.pass(ledger, now());
        double millis = (System.nanoTime() - start) / MILLIS;
        int starts = plan.starts().size();
        figures.add(Figure.of("the first pass, which starts " + starts, millis, "ms"));
        for (Start it : plan.starts()) {
            move(ledger, scheduler, new Change.Assigned(it.job(), it.attempt(), it.placements()));
        }
        plan.promised().ifPresent(it -> move(ledger, scheduler, new Change.Promised(it.job(), it.start())));
    }

    private void move(Ledger ledger, Scheduler scheduler, Change change) {
        Optional<Job> before = ledger.job(change.job());
        scheduler.moved(before, ledger.apply(new Recorded(now(), new Actor.Scheduler(), change)));
    }

    private void passes(Ledger ledger, Scheduler scheduler) {
        Samples samples = new Samples();
        for (int i = -PASSES; i < PASSES; i++) {
            long start = System.nanoTime();
            Plan plan = scheduler.pass(ledger, now());
            long nanos = System.nanoTime() - start;
            if (!plan.starts().isEmpty()) {
                throw new IllegalStateException(
                        "something fits: " + plan.starts().size());
            }
            (i < 0 ? new Samples() : samples).add(nanos);
        }
        double median = samples.medianMillis();
        figures.add(Figure.of("a pass in which nothing fits", median, "ms")
                .gate("≤ " + (int) PASS_MOST, median <= PASS_MOST));
    }

    /** Each new job: entered, and looked at as the server does, with a pass where that says so. */
    private void submits(Ledger ledger, Scheduler scheduler) {
        Plan plan = scheduler.pass(ledger, now());
        List<Long> nanos = new ArrayList<>();
        int passes = 0;
        for (int i = -WARM_SUBMITS; i < SUBMITS; i++) {
            Job job = job();
            long start = System.nanoTime();
            Job entered =
                    ledger.apply(new Recorded(job.submittedAt(), new Actor.Scheduler(), new Change.Submitted(job)));
            scheduler.moved(Optional.empty(), entered);
            if (!ledger.isLast(entered) || !scheduler.keepsWaiting(ledger, plan, entered)) {
                plan = scheduler.pass(ledger, now());
                passes += i < 0 ? 0 : 1;
            }
            if (i >= 0) {
                nanos.add(System.nanoTime() - start);
            }
        }
        Collections.sort(nanos);
        double p99 = nanos.get((int) (nanos.size() * P99)) / MILLIS;
        figures.add(Figure.of("a new submit decided, p99, " + passes + " of " + SUBMITS + " with a pass", p99, "ms")
                .gate("≤ " + (int) SUBMIT_MOST, p99 <= SUBMIT_MOST));
    }

    private void estimates(Ledger ledger, Scheduler scheduler) throws InterruptedException {
        Outlook outlook = scheduler.outlook(ledger, now());
        timed("estimates of all starts", ESTIMATES_MOST, outlook::estimates);
    }

    /** 100,000 jobs of 1 to 256 processors and 1 to 48 whole hours on 256 processors, all submitted at once. */
    private void drain() throws InterruptedException {
        List<LogJob> jobs = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            long requested = (1L + random.nextInt(HOURS)) * HOUR;
            long run = 1 + (long) (requested * random.nextDouble());
            int processors = 1 << random.nextInt(DRAIN_SIZES);
            jobs.add(new LogJob(i + 1, 0, run, processors, requested, random.nextInt(USERS)));
        }
        Log log = new Log(jobs, QUEUED, 0, 0, 0);
        Queueing easy = new Queueing(
                DRAIN_PROCESSORS, QueuePolicy.EASY, false, Prediction.REQUESTED, false, false, false, List.of());
        timed("EASY drains 100,000 that wait", DRAIN_MOST, () -> easy.run(log));
    }

    /** On a thread of its own, which is left alone after a minute: then the figure is that minute. */
    private void timed(String name, double most, Runnable work) throws InterruptedException {
        Thread worker = Thread.ofPlatform().daemon().unstarted(work);
        long start = System.nanoTime();
        worker.start();
        worker.join(PATIENCE);
        double millis = (System.nanoTime() - start) / MILLIS;
        figures.add(Figure.of(worker.isAlive() ? name + ", not done after" : name, millis, "ms")
                .gate("≤ " + (int) most, !worker.isAlive() && millis <= most));
    }

    private Instant now() {
        return NOON.plusSeconds(QUEUED + SUBMITS + WARM_SUBMITS + 1L);
    }

    private Job job() {
        int number = made++;
        int user = random.nextInt(USERS);
        Random habit = new Random(SEED + (long) user * HABITS + random.nextInt(HABITS));
        int gpus = GPUS[habit.nextInt(GPUS.length)];
        String text = "{\"name\":\"train-" + number + "\",\"request\":{\"resources\":{\"cpus\":"
                + (1 + random.nextInt(8))
                + ",\"gpus\":" + gpus + ",\"cpuMemoryGb\":" + (1 + habit.nextInt(32)) + "},\"docker\":{\"image\":"
                + "\"team/train:1\",\"command\":[\"python\",\"train.py\",\"--seed\",\"" + number
                + "\"],\"environment\":{\"SEED\":\"" + number + "\"}},\"scheduling\":{\"maxDuration\":\""
                + (1 + habit.nextInt(HOURS)) + " hours\"}}}";
        JobDefinition definition = JobFile.read(text.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of())
                .definition()
                .orElseThrow();
        int gid = 3000 + user % PROJECTS;
        Submission submission = new Submission(
                new Submitter(2000 + user, "user" + user, gid, List.of(), "/home/user" + user),
                new Project(gid, "project" + user % PROJECTS),
                definition,
                text,
                text,
                "slices-v2",
                IMAGE,
                List.of(new SiteMounts("local", List.of())),
                refs,
                Optional.empty());
        return Job.admitted(id(number), submission, false, true, NOON.plusSeconds(number));
    }

    private static JobId id(int number) {
        return new JobId("%010d".formatted(number));
    }

    private static List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            String name = "node%04d".formatted(i);
            List<Device> devices = new ArrayList<>();
            for (int device = 0; device < DEVICES; device++) {
                devices.add(new Device(
                        new DeviceId("GPU-" + name + "-" + device), device, "NVIDIA A100", Bytes.ofGib(40), true));
            }
            NodeRef ref = new NodeRef(ClusterId.LOCAL, name);
            all.add(new Node(ref, "local", Cores.of(96), Bytes.ofGib(768), devices, Optional.empty(), List.of()));
        }
        return all;
    }

    /** MiB in use, after what nobody holds is gone. */
    private static double heap() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    }
}
