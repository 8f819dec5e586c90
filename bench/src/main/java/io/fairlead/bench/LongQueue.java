package io.fairlead.bench;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Processors;
import io.fairlead.core.backfill.Waiting;
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
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
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
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The server's scheduler with 1,000 nodes of eight devices and 100,000 jobs that wait, of 200 users in 20 projects, each with a
 * definition of its own of one of the user's five kinds; in this process. Kinds are drawn with seed 42.
 */
final class LongQueue {
    private static final int NODES = 1000;
    private static final int DEVICES = 8;
    private static final int QUEUED = 100_000;

    /** Those that start in the first pass. */
    private static final int START = 13_900;

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
    private static final double MB = 1e6;
    private static final int DRAIN_PROCESSORS = 256;
    private static final int REHEARSED = 10;
    private static final int DRAIN_SIZES = 9;
    private static final int HOUR = 3600;
    private static final int HOURS = 48;
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final int[] GPUS = {0, 1, 1, 1, 1, 1, 2, 2, 4, 8};
    private static final ResolvedImage IMAGE = new ResolvedImage(
            "team/train:1", "sha256:" + "0a".repeat(32), ResolvedImage.Kind.MANIFEST, "linux/amd64", Bytes.ofMib(512));

    private final Random random = new Random(SEED);
    private final List<Node> nodes = nodes();

    private final List<Figure> figures = new ArrayList<>();
    private Optional<Site> site = Optional.empty();
    private int made;

    private record Site(Ledger ledger, Scheduler scheduler) {}

    /** All but {@link #last}. */
    List<Figure> run() throws InterruptedException {
        // Before anything else, as a run of the simulator has a process to itself.
        drain();
        double empty = heap();
        Ledger ledger = new Ledger(nodes, List.of());
        for (int i = 0; i < QUEUED + START; i++) {
            Job job = job();
            ledger.apply(new Recorded(job.submittedAt(), new Actor.Scheduler(), new Change.Submitted(job)));
        }
        Scheduler scheduler = new Scheduler(
                ledger, new ContainerNames("01234567"), LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        fill(ledger, scheduler);
        figures.add(Figure.of(
                "heap of " + ledger.queued().size() + " that wait, "
                        + ledger.placed().size() + " that run, and all else",
                heap() - empty,
                "MB"));
        passes(ledger, scheduler);
        submits(ledger, scheduler);
        site = Optional.of(new Site(ledger, scheduler));
        return List.copyOf(figures);
    }

    /** Whatever fits starts. */
    private void fill(Ledger ledger, Scheduler scheduler) {
        long start = System.nanoTime();
        Plan plan = scheduler.pass(ledger, now());
        double millis = (System.nanoTime() - start) / MILLIS;
        int starts = plan.starts().size();
        figures.add(Figure.of("the first pass, which starts " + starts, millis, "ms"));
        carryOut(plan, ledger, scheduler);
    }

    private void move(Ledger ledger, Scheduler scheduler, Change change) {
        Optional<Job> before = ledger.job(change.job());
        scheduler.moved(before, ledger.apply(new Recorded(now(), new Actor.Scheduler(), change)));
    }

    /** Passes in which everything is looked at, as after any change but a submit. */
    private void passes(Ledger ledger, Scheduler scheduler) {
        Samples samples = new Samples();
        for (int i = -PASSES; i < PASSES; i++) {
            scheduler.closed(nodes.getFirst().ref(), false);
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

    /** Each new job: entered, and looked at as the server does, with a pass where that says so, which starts it or not. */
    private void submits(Ledger ledger, Scheduler scheduler) {
        Plan plan = scheduler.pass(ledger, now());
        List<Long> nanos = new ArrayList<>();
        int passes = 0;
        int starts = 0;
        for (int i = -WARM_SUBMITS; i < SUBMITS; i++) {
            Job job = job();
            long start = System.nanoTime();
            Job entered =
                    ledger.apply(new Recorded(job.submittedAt(), new Actor.Scheduler(), new Change.Submitted(job)));
            scheduler.moved(Optional.empty(), entered);
            boolean waits = ledger.isLast(entered) && scheduler.keepsWaiting(ledger, plan, entered);
            plan = waits ? plan : scheduler.pass(ledger, now());
            long took = System.nanoTime() - start;
            if (i >= 0) {
                nanos.add(took);
                passes += waits ? 0 : 1;
                starts += waits ? 0 : plan.starts().size();
            }
            if (!waits) {
                carryOut(plan, ledger, scheduler);
            }
        }
        Collections.sort(nanos);
        double p99 = nanos.get((int) (nanos.size() * P99)) / MILLIS;
        figures.add(Figure.of(
                        "a new submit decided, p99 of " + SUBMITS + ": " + passes + " asked for a pass, " + starts
                                + " started",
                        p99,
                        "ms")
                .gate("≤ " + (int) SUBMIT_MOST, p99 <= SUBMIT_MOST));
    }

    private void carryOut(Plan plan, Ledger ledger, Scheduler scheduler) {
        for (Start it : plan.starts()) {
            move(ledger, scheduler, new Change.Assigned(it.job(), it.attempt(), it.placements()));
        }
        plan.promised().ifPresent(it -> move(ledger, scheduler, new Change.Promised(it.job(), it.start())));
    }

    /** To be measured after everything else, as it may go on behind it; only after {@link #run}. */
    List<Figure> last() throws InterruptedException {
        figures.clear();
        Site all = site.orElseThrow();
        Outlook outlook = all.scheduler.outlook(all.ledger, now());
        if (timed("estimates of all starts", ESTIMATES_MOST, outlook::estimates)) {
            heap(all);
        }
        return List.copyOf(figures);
    }

    /** What those who wait hold: by how much less there is when they have gone. */
    private void heap(Site all) {
        List<JobId> waiting = all.ledger.queued().stream().map(Job::id).toList();
        double full = heap();
        waiting.forEach(
                id -> move(all.ledger, all.scheduler, new Change.Ended(id, 0, JobState.CANCELLED, Optional.empty())));
        double each = (full - heap()) / waiting.size() * QUEUED;
        figures.add(Figure.of("heap of 100,000 that wait, by what is free when they have gone", each, "MB")
                .gate("≤ " + (int) HEAP_MOST, each <= HEAP_MOST));
    }

    /**
     * 100,000 jobs of 1 to 256 processors and 1 to 48 whole hours that wait for 256 processors; a pass whenever one ends. A tenth
     * as many before them, so that compiled code is measured, as everywhere here.
     */
    private void drain() throws InterruptedException {
        new Drain(new Random(SEED), QUEUED / REHEARSED).run();
        Drain whole = new Drain(random, QUEUED);
        timed("EASY drains 100,000 that wait", DRAIN_MOST, whole::run);
    }

    /** A queue of so many jobs, all there from the start. */
    private static final class Drain {
        private final Line<Integer> line = new Line<>(Line.Passing.IN_ORDER);
        private final long[] runs;

        private Drain(Random random, int jobs) {
            runs = new long[jobs];
            for (int i = 0; i < jobs; i++) {
                long requested = (1L + random.nextInt(HOURS)) * HOUR;
                runs[i] = 1 + (long) (requested * random.nextDouble());
                line.add(new Waiting<>(i, 1 << random.nextInt(DRAIN_SIZES), requested, requested));
            }
        }

        private void run() {
            LongQueue.drain(line, runs);
        }
    }

    private record Ending(long at, long order, Processors.Held held) {}

    private static void drain(Line<Integer> line, long[] runs) {
        Processors stock = new Processors(DRAIN_PROCESSORS);
        Easy<Integer, Processors.Held> easy = new Easy<>(stock, line, Easy.Slip.NEVER);
        PriorityQueue<Ending> running =
                new PriorityQueue<>(Comparator.comparingLong(Ending::at).thenComparingLong(Ending::order));
        long now = 0;
        do {
            for (Easy.Started<Integer, Processors.Held> started : easy.pass(now).starts()) {
                long order = started.job().order();
                running.add(new Ending(now + runs[(int) order], order, started.held()));
            }
            now = running.element().at();
            while (!running.isEmpty() && running.element().at() == now) {
                stock.giveBack(running.remove().held());
            }
        } while (line.size() > 0);
    }

    /** On a thread of its own, which is left alone after a minute: then the figure is that minute, and the answer no. */
    private boolean timed(String name, double most, Runnable work) throws InterruptedException {
        Thread worker = Thread.ofPlatform().daemon().unstarted(work);
        long start = System.nanoTime();
        worker.start();
        worker.join(PATIENCE);
        double millis = (System.nanoTime() - start) / MILLIS;
        figures.add(Figure.of(worker.isAlive() ? name + ", not done after" : name, millis, "ms")
                .gate("≤ " + (int) most, !worker.isAlive() && millis <= most));
        return !worker.isAlive();
    }

    private Instant now() {
        return NOON.plusSeconds(QUEUED + START + SUBMITS + WARM_SUBMITS + 1L);
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
                new Texts(CanonicalJson.write(definition), text),
                "slices-v2",
                IMAGE,
                List.of(new SiteMounts("local", List.of())),
                nodes.stream().map(Node::ref).toList(),
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

    /** MB in use, after what nobody holds is gone. */
    private static double heap() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MB;
    }
}
