package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Window;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a job is said to wait for is what it waits for: without it the job starts, or the next thing is named. */
final class ObstacleTest {
    private static final int SITES = 300;
    private static final Problem CLOSED =
            new ProblemCode("E-TEST-CLOSED", "the node is closed", "open it", "Only in tests.").reason();

    /** As the control loop gives it to whom it tries again. */
    private static final Problem RETRIED =
            new ProblemCode("E-RETRY", "the attempt failed", "nothing to do", "Only in tests.").reason();

    /** All that a job can be said to wait for, and how often it must be seen. */
    private static final Map<String, Integer> SHOWN = Map.ofEntries(
            Map.entry("E-IMAGE-PULLING", 50),
            Map.entry("E-NOT-BEFORE", 50),
            Map.entry("E-DEPENDENCY-WAITS", 50),
            Map.entry("E-BUCKET-FULL", 50),
            Map.entry("E-QUOTA-FULL", 50),
            Map.entry("E-QUOTA-BEHIND", 10),
            Map.entry("E-CLEARING", 10),
            Map.entry("E-LIMIT-RUNNING", 50),
            Map.entry("E-LIMIT-BEHIND", 20),
            Map.entry("E-NO-FREE-GPUS", 50),
            Map.entry("E-NO-FREE-SHARE", 50),
            Map.entry("E-NO-FREE-CPUS", 50),
            Map.entry("E-NO-FREE-MEMORY", 10),
            Map.entry("E-TEST-CLOSED", 20),
            Map.entry("E-NODE-DRAINED", 20),
            Map.entry("E-DEVICES-DRAINED", 20),
            Map.entry("E-DEVICES-OUT", 20),
            Map.entry("E-RESERVED", 20),
            Map.entry("E-RESERVATION-BEGINS", 20),
            Map.entry("E-RESERVATION-FULL", 20),
            Map.entry("E-QUEUE-BEHIND", 20),
            Map.entry("E-WOULD-DELAY", 20),
            Map.entry("E-WOULD-DELAY-OTHERS", 10),
            Map.entry("E-ARRAY-FULL", 20),
            Map.entry("E-RESTART-PAUSE", 10),
            Map.entry("E-PLACING", 5));

    private final TreeMap<String, Integer> shown = new TreeMap<>();

    /** A few nodes and those who want them, all decided by the seed. */
    private static final class Site {
        private final Random random;
        private final Random naming;
        private final Quotas quotas;
        private final List<Node> nodes = new ArrayList<>();
        private final Ledger ledger;
        private final Scheduler scheduler;
        private Plan plan = Plan.NONE;
        private Instant now = Sample.NOON;

        private Site(long seed) {
            random = new Random(seed);
            naming = new Random(seed + SITES);
            quotas = quotas();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                nodes.add(Sample.node("n" + i, 8, 16, 4, "NVIDIA A100"));
            }
            ledger = new Ledger(nodes, List.of());
            scheduler = new Scheduler(
                    ledger,
                    Sample.NAMES,
                    limits(),
                    new LastTwo(),
                    new Usage(new Shares(
                            Shares.DEFAULT.halfLife(),
                            Shares.DEFAULT.ageing(),
                            Map.of(),
                            quotas,
                            seed % 3 == 0 ? Backfill.CONSERVATIVE : Backfill.EASY)));
            if (random.nextInt(4) == 0) {
                close(nodes.getFirst().ref(), Optional.of(CLOSED));
            }
            drainSome(new Random(-seed));
            spoilSome(new Random(~seed * 31));
            reserveSome(naming);
            for (int i = 0; i < 8 + random.nextInt(10); i++) {
                apply(new Change.Submitted(job(i)));
                if (random.nextBoolean()) {
                    pass();
                }
            }
            pass();
            Random more = new Random(seed * 17);
            submitArray(more);
            failSome(more);
            if (more.nextInt(4) != 0) {
                pass();
            }
        }

        private void submitArray(Random chance) {
            JobArray array = new JobArray(
                    IntStream.range(0, 3)
                            .mapToObj(i -> new JobArray.Member(i, new LinkedHashMap<>()))
                            .toList(),
                    Optional.of(1 + chance.nextInt(2)));
            Scheduling wished = Wished.plain()
                    .grace(Duration.ofSeconds(10))
                    .atMost(Duration.ofMinutes(5 + chance.nextInt(60)))
                    .restartable()
                    .arrayed(array)
                    .scheduling();
            Submission all = Sample.submission(
                    Sample.scheduled(Sample.definition(1, chance.nextInt(2), 512), wished),
                    nodes.stream().map(Node::ref).toArray(NodeRef[]::new));
            for (int i = 0; i < 3; i++) {
                apply(new Change.Submitted(Job.admitted(Sample.id(99).member(i), all, false, true, now)));
            }
        }

        /** Some fail soon after their start, and are tried again. */
        private void failSome(Random chance) {
            for (Job job : List.copyOf(ledger.placed())) {
                if (chance.nextInt(4) == 0 && job.clearing().isEmpty() && !isHalted(job)) {
                    apply(new Change.Requeued(job.id(), job.attempts(), AttemptState.FAILED, RETRIED, true));
                }
            }
        }

        private Quotas quotas() {
            return random.nextInt(3) == 0
                    ? Quotas.NONE
                    : new Quotas(
                            Map.of(
                                    "p0", new Quota(Gpus.of(random.nextInt(5)), Optional.empty()),
                                    "p1", new Quota(Gpus.of(3), Optional.of(Cores.of(4 + random.nextInt(16))))),
                            Duration.ZERO);
        }

        private LimitTable limits() {
            LimitSource group = new LimitSource(LimitSource.Layer.GROUP, "student");
            UserLimits none = UserLimits.NONE;
            return random.nextBoolean()
                    ? LimitTable.SHIPPED
                    : LimitTable.of(new Limits(
                            JobLimits.NONE,
                            new UserLimits(
                                    Bound.of(Gpus.of(3 + random.nextInt(3)), group),
                                    Bound.of(Cores.of(8 + random.nextInt(4)), group),
                                    Bound.of(Bytes.ofGib(16), group),
                                    none.tmpfs(),
                                    Bound.of(2 + random.nextInt(4), group),
                                    none.submitted())));
        }

        private Job job(int number) {
            int uid = 1 + random.nextInt(3);
            JobDefinition asks = definition();
            boolean fits = quotas.of("p" + uid % 2)
                    .covers(
                            Quota.Part.NONE,
                            Quota.Part.of(
                                    asks.resources().gpus(), asks.resources().cpus()));
            boolean restartable = random.nextBoolean() || (quotas.apply() && !fits);
            Submission plain = Sample.submission(
                    Sample.scheduled(asks, scheduling(number, uid, restartable)),
                    nodes.stream().map(Node::ref).toArray(NodeRef[]::new));
            Submission own = new Submission(
                    new Submitter(uid, "user" + uid, uid, List.of(), "/home/x"),
                    new Project(1, "p" + uid % 2),
                    plain.definition(),
                    plain.texts(),
                    plain.dialect(),
                    plain.image(),
                    plain.mounts(),
                    plain.nodes(),
                    Optional.empty());
            return Job.admitted(Sample.id(number), own, false, random.nextInt(8) != 0, now.plusSeconds(number));
        }

        private JobDefinition definition() {
            return random.nextInt(3) == 0
                    ? Sample.sharing(1 + random.nextInt(2), new Gpus(1 + random.nextInt(999)), 512)
                    : Sample.definition(1 + random.nextInt(8), random.nextInt(4), 512L * (1 + random.nextInt(28)));
        }

        private Scheduling scheduling(int number, int uid, boolean restartable) {
            List<Dependency> others = ledger.live().stream()
                    .filter(job -> job.submission().owner().uid() == uid)
                    .min(Comparator.comparing(Job::id))
                    .filter(_ -> number > 2 && random.nextInt(5) == 0)
                    .map(job -> List.of(new Dependency(job.id(), Dependency.On.FINISHED)))
                    .orElse(List.of());
            Wished wished = Wished.plain()
                    .grace(Duration.ofSeconds(10))
                    .as(Priority.values()[random.nextInt(3)])
                    .after(others);
            if (restartable) {
                wished.restartable();
            }
            if (random.nextInt(4) != 0) {
                wished.atMost(Duration.ofMinutes(5 + random.nextInt(200)));
            }
            if (random.nextInt(8) == 0) {
                wished.within(new Window(Optional.of(now.plusSeconds(100 + random.nextInt(900))), Optional.empty()));
            }
            if (random.nextInt(4) == 0) {
                wished.in(Optional.of(new Bucket("b" + random.nextInt(2), 1 + random.nextInt(2))));
            }
            if (naming.nextInt(3) == 0) {
                wished.using("r0", "r1");
            }
            return wished.scheduling();
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            Job after = ledger.apply(new Recorded(now, new Actor.Scheduler(), change));
            scheduler.moved(before, after);
            if (after.state().isTerminal()) {
                for (JobId id : ledger.dependents(after.id())) {
                    Reconcile.after(after, ledger.job(id).orElseThrow()).ifPresent(this::apply);
                }
            }
        }

        private void drainSome(Random chance) {
            for (Node node : nodes) {
                if (chance.nextInt(6) == 0) {
                    List<DeviceId> devices = chance.nextInt(3) == 0
                            ? List.of()
                            : List.of(node.devices().get(chance.nextInt(4)).id());
                    said(new UpkeepChange.NodeDrained(node.ref(), devices, "anna", ""));
                }
            }
        }

        private void spoilSome(Random chance) {
            for (Node node : nodes) {
                TreeMap<DeviceId, Defect> defects = new TreeMap<>();
                if (chance.nextInt(12) == 0) {
                    defects.put(
                            node.devices().get(chance.nextInt(4)).id(), new Defect(Defect.Kind.SICK, "needs a reset"));
                }
                found(node.ref(), defects);
            }
        }

        private void found(NodeRef node, TreeMap<DeviceId, Defect> defects) {
            ledger.defects(node, defects);
            scheduler.nodesChanged(ledger);
        }

        /** For the users with an even number, at other times for all of a project. */
        private void reserveSome(Random chance) {
            for (int i = 0; i < 2 && chance.nextInt(3) == 0; i++) {
                Node node = nodes.get(chance.nextInt(nodes.size()));
                List<DeviceId> devices = node.devices().stream()
                        .limit(chance.nextInt(4))
                        .map(Device::id)
                        .toList();
                Instant from = now.plusSeconds(chance.nextInt(2) * chance.nextInt(7200));
                Reservation.Part part = new Reservation.Part(
                        node.ref(), devices, Cores.of(chance.nextInt(7)), Bytes.ofGib(chance.nextInt(12)));
                Reservation.Members some = new Reservation.Members(
                        new TreeSet<>(List.of("user2")),
                        chance.nextBoolean() ? new TreeSet<>(List.of("p0", "p1")) : new TreeSet<>(),
                        new TreeSet<>());
                said(new UpkeepChange.Reserved(new Reservation(
                        "r" + i, part, from, from.plusSeconds(1800 + chance.nextInt(20_000)), some, "anna")));
            }
        }

        private void said(UpkeepChange change) {
            ledger.apply(new UpkeepRecord(now, new Actor.Admin(0), change));
            scheduler.nodesChanged(ledger);
        }

        private void close(NodeRef node, Optional<Problem> why) {
            ledger.close(node, why);
            scheduler.closed(node, why.isPresent());
        }

        /** As the control loop does it, until nobody more starts. */
        private void pass() {
            do {
                plan = scheduler.pass(ledger, now);
                plan.quotas().voids().forEach(it -> apply(new Change.ClearingVoid(it.job(), it.cause())));
                plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
                plan.starts().forEach(it -> apply(new Change.Assigned(it.job(), it.attempt(), it.placements())));
                plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
                plan.quotas().halt().ifPresent(this::halt);
            } while (!plan.starts().isEmpty() || plan.mayGoOn());
        }

        private void halt(Plan.Halt halt) {
            List<JobId> victims = halt.victims().stream().map(Plan.Broken::job).toList();
            apply(new Change.Clearing(halt.job(), halt.node(), victims));
            halt.victims()
                    .forEach(it -> apply(new Change.HaltAsked(
                            it.job(),
                            ledger.job(it.job()).orElseThrow().attempts(),
                            Optional.of(halt.job()),
                            it.cause())));
        }

        private List<JobId> waiting() {
            return ledger.queued().stream().map(Job::id).toList();
        }

        private boolean waits(JobId id) {
            return ledger.job(id).filter(job -> job.state() == JobState.QUEUED).isPresent();
        }

        private Problem reason(JobId id) {
            Job job = ledger.job(id).orElseThrow();
            List<Job> queue = scheduler.queue(ledger, now);
            return scheduler.reasons(ledger, plan, now).of(job, queue.indexOf(job));
        }

        /** Ends the first of those that hold something and are like this. */
        private void end(String what, Predicate<Job> like) {
            Job job = ledger.placed().stream()
                    .filter(like)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody holds " + what));
            apply(new Change.Ended(job.id(), job.attempts(), JobState.CANCELLED, Optional.empty()));
        }

        /** Takes the first away that waits before this one and is like this. */
        private void cancelBefore(JobId id, Predicate<Job> like) {
            Job job = scheduler.queue(ledger, now).stream()
                    .filter(it -> !it.id().equals(id))
                    .filter(like)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody is before " + id));
            apply(new Change.Ended(job.id(), 0, JobState.CANCELLED, Optional.empty()));
        }
    }

    private static Predicate<Job> on(String node) {
        return job -> job.attempt().filter(Attempt::holding).stream()
                .flatMap(attempt -> attempt.placements().stream())
                .anyMatch(placement -> placement.where().node().equals(node));
    }

    private static Predicate<Job> likeOwner(Job one) {
        return job -> job.submission().owner().equals(one.submission().owner());
    }

    private static Predicate<Job> inBucket(Job one) {
        Optional<Bucket> bucket = one.submission().definition().scheduling().bucket();
        return job -> job.submission().project().equals(one.submission().project())
                && job.submission()
                        .definition()
                        .scheduling()
                        .bucket()
                        .map(Bucket::name)
                        .equals(bucket.map(Bucket::name));
    }

    private static Predicate<Job> isFirmLike(Job one) {
        return job -> job.submission().project().equals(one.submission().project())
                && !job.submission().definition().scheduling().mayBePreempted();
    }

    private static boolean isHalted(Job job) {
        return job.attempt().flatMap(Attempt::stop).isPresent();
    }

    private static void remove(Site site, JobId id, Problem reason) {
        Job job = site.ledger.job(id).orElseThrow();
        switch (reason.code()) {
            case "E-IMAGE-PULLING" -> site.apply(new Change.ImageArrived(id));
            case "E-NOT-BEFORE" ->
                site.now = job.submission()
                        .definition()
                        .scheduling()
                        .window()
                        .notBefore()
                        .orElseThrow();
            case "E-DEPENDENCY-WAITS" -> {
                JobId other = new JobId(reason.arguments().get("job").toString());
                int attempt = site.waits(other)
                        ? 0
                        : site.ledger.job(other).orElseThrow().attempts();
                site.apply(new Change.Ended(other, attempt, JobState.CANCELLED, Optional.empty()));
            }
            case "E-RESTART-PAUSE" ->
                site.now = Instant.parse(reason.arguments().get("until").toString())
                        .plusMillis(1);
            case "E-PLACING" -> {}
            case "E-ARRAY-FULL" ->
                site.end("a place in the array", it -> it.id().array().equals(id.array()));
            case "E-BUCKET-FULL" -> site.end("a place in the bucket", inBucket(job));
            case "E-QUOTA-FULL" -> site.end("what the quota bounds", isFirmLike(job));
            case "E-QUOTA-BEHIND" -> site.cancelBefore(id, isFirmLike(job));
            case "E-CLEARING" -> {
                String node = reason.arguments().get("node").toString();
                site.end("what it is to get", on(node).and(ObstacleTest::isHalted));
            }
            case "E-LIMIT-RUNNING" -> site.end("what the limit bounds", likeOwner(job));
            case "E-LIMIT-BEHIND" -> site.cancelBefore(id, likeOwner(job));
            case "E-NO-FREE-GPUS", "E-NO-FREE-SHARE", "E-NO-FREE-CPUS", "E-NO-FREE-MEMORY" -> {
                String node = reason.arguments().get("node").toString();
                site.end("anything of " + node, on(node));
            }
            case "E-TEST-CLOSED" -> site.nodes.forEach(node -> site.close(node.ref(), Optional.empty()));
            case "E-DEVICES-OUT" -> site.nodes.forEach(node -> site.found(node.ref(), new TreeMap<>()));
            case "E-NODE-DRAINED", "E-DEVICES-DRAINED" -> {
                String name = reason.arguments().get("node").toString();
                NodeRef node = site.nodes.stream()
                        .map(Node::ref)
                        .filter(ref -> ref.node().equals(name))
                        .findFirst()
                        .orElseThrow();
                site.said(new UpkeepChange.NodeResumed(node, List.of()));
            }
            case "E-RESERVED", "E-RESERVATION-BEGINS", "E-RESERVATION-FULL" -> {
                String name = reason.arguments().get("reservation").toString();
                site.said(new UpkeepChange.Unreserved(site.nodes.getFirst().ref(), name));
            }
            case "E-QUEUE-BEHIND", "E-WOULD-DELAY", "E-WOULD-DELAY-OTHERS" -> ahead(site, id);
            default -> throw new AssertionError("what is " + reason);
        }
    }

    /** Takes away whom it waits for: who keeps a node, who was promised a start, or, of who was promised one, who is before it. */
    private static void ahead(Site site, JobId id) {
        Optional<JobId> ahead = site.plan.kept().stream()
                .filter(it -> !it.equals(id))
                .findFirst()
                .or(() -> site.plan.head().map(Promised::job).filter(it -> !it.equals(id)))
                .or(() -> site.ledger.queued().stream()
                        .filter(it -> it.clearing().isPresent())
                        .map(Job::id)
                        .findFirst());
        ahead.ifPresentOrElse(
                it -> site.apply(new Change.Ended(it, 0, JobState.CANCELLED, Optional.empty())),
                () -> site.cancelBefore(id, _ -> true));
    }

    /** Until it starts; each step takes away the one thing that it was said to wait for. */
    private void free(Site site, JobId id, String as) {
        List<String> named = new ArrayList<>();
        while (site.waits(id)) {
            Problem reason = site.reason(id);
            named.add(reason.message());
            shown.merge(reason.code(), 1, Integer::sum);
            assertThat(named).as(as).hasSizeLessThan(40);
            remove(site, id, reason);
            site.pass();
        }
        assertThat(site.ledger.job(id).map(Job::state)).as(as + " " + named).contains(JobState.ASSIGNED);
    }

    @Test
    void without_what_a_job_is_said_to_wait_for_it_starts_or_the_next_thing_is_named() {
        for (long seed = 0; seed < SITES; seed++) {
            for (JobId id : new Site(seed).waiting()) {
                free(new Site(seed), id, "seed " + seed + " job " + id);
            }
        }

        SHOWN.forEach((code, least) -> assertThat(shown.getOrDefault(code, 0))
                .as("%s of %s", code, shown)
                .isGreaterThan(least));
        assertThat(SHOWN.keySet()).containsAll(shown.keySet());
    }
}
