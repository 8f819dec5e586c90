package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
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
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Two sites that are told the same, all decided by the seed. On one of them something is reserved on a machine that is of no use to
 * anybody, at a time far away: where anything is reserved, everybody is asked about in each pass.
 */
final class Twins {
    private static final LimitSource ALL = new LimitSource(LimitSource.Layer.GROUP, "all");
    /** Of the things that may happen, the last one. */
    private static final int SUBMIT = 16;

    private static final Instant FAR = Instant.parse("2090-01-01T00:00:00Z");

    private final long seed;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final Node useless = Sample.node("useless", 8, 128, 0, "NVIDIA A100");
    private final Shares shares;
    private final LimitTable limits;
    private final Site quick;
    private final Site thorough;
    private final Ledger ledger;
    private final boolean bounded;
    /** Little but submits of small jobs. */
    private final boolean calm;

    private Plan plan = Plan.NONE;
    private Instant now = Sample.NOON;
    private int submitted;
    private int shortcuts;
    private int spared;

    private record Site(Ledger ledger, LastTwo history, Usage usage, Scheduler scheduler) {
        void apply(Recorded change) {
            Optional<Job> before = ledger.job(change.change().job());
            scheduler.moved(before, ledger.apply(change));
        }
    }

    Twins(long seed) {
        this.seed = seed;
        random = new Random(seed);
        bounded = seed % 2 != 0;
        calm = seed % 3 != 0;
        for (int i = 0; i <= random.nextInt(5); i++) {
            // Where somebody can never start nothing is left out: on calm sites everybody can.
            int devices = calm ? 3 + random.nextInt(2) : random.nextInt(5);
            nodes.add(Sample.node("n" + i, 8 + random.nextInt(25), 128, devices, "NVIDIA A100"));
        }
        Quotas quotas = seed % 10 == 7
                ? new Quotas(Map.of("p0", new Quota(Gpus.of(3), Optional.empty())), Duration.ZERO)
                : Quotas.NONE;
        shares = new Shares(Shares.DEFAULT.halfLife(), Shares.DEFAULT.ageing(), Map.of(), quotas);
        // Two of four users have a bound of their own.
        Map<String, Limits> own = Map.of("user0", gpus(3), "user1", gpus(4));
        limits = new LimitTable(
                Limits.NONE, Map.of(), Map.of(), seed % 6 == 0 ? own : Map.of(), LimitTable.Membership.NONE);
        quick = site();
        thorough = site();
        ledger = quick.ledger();
        reserve(List.of(thorough), "far", useless, FAR);
    }

    private Site site() {
        List<Node> all = new ArrayList<>(nodes);
        all.add(useless);
        Ledger own = new Ledger(all, List.of());
        LastTwo history = new LastTwo();
        Usage usage = new Usage(shares);
        return new Site(own, history, usage, new Scheduler(own, Sample.NAMES, limits, history, usage));
    }

    private static Limits gpus(int most) {
        UserLimits none = UserLimits.NONE;
        return new Limits(
                JobLimits.NONE,
                new UserLimits(
                        Bound.of(Gpus.of(most), ALL),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        none.containers(),
                        none.submitted()));
    }

    /** Passes that looked at newcomers alone. */
    int shortcuts() {
        return shortcuts;
    }

    /** Submits after which no pass was needed. */
    int spared() {
        return spared;
    }

    void step() {
        now = random.nextInt(calm ? 6 : 10) == 0
                ? edge()
                : now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(3_000_000) : random.nextInt(2_000));
        if (calm) {
            overdue();
        }
        if (isDue() && random.nextInt(3) > 0) {
            pass();
        } else if (!isDue() && random.nextInt(4) == 0) {
            nothingCouldBeDone("as time went on", _ -> true);
        }
        switch (calm && random.nextInt(8) > 0 ? SUBMIT : random.nextInt(SUBMIT)) {
            case 0, 1 -> end();
            case 2 -> close(one(nodes).ref(), random.nextBoolean());
            case 3 -> backAndForth();
            case 4 -> goOn();
            case 5 -> changeOfMind();
            case 6 -> again();
            case 7 -> reserve();
            case 8 -> interactive();
            case 9 -> told();
            default -> submit();
        }
    }

    /** About the moment at which somebody ought to have given back. */
    private Instant edge() {
        return placed(_ -> true)
                .map(job -> Bounds.until(job, job.attempt().orElseThrow()))
                .filter(until -> until < Waiting.UNBOUNDED)
                .map(until -> Instant.ofEpochSecond(until).plusMillis(random.nextInt(3_000) - 1_500))
                .filter(at -> at.isAfter(now))
                .orElse(now);
    }

    /** Whose time is over ends, but for a few. */
    private void overdue() {
        List<Job> late = ledger.placed().stream()
                .filter(job -> Bounds.until(job, job.attempt().orElseThrow()) < Bounds.seconds(now))
                .filter(_ -> random.nextInt(8) > 0)
                .toList();
        late.forEach(job -> apply(new Change.Ended(job.id(), attempt(job), JobState.FINISHED, Optional.empty())));
        if (!late.isEmpty()) {
            pass();
        }
    }

    /** The clock is put back and is right again. */
    private void backAndForth() {
        Instant right = now;
        pass();
        now = now.minusMillis(random.nextInt(100_000));
        same();
        now = right;
        pass();
    }

    private <T> T one(Collection<T> of) {
        return List.copyOf(of).get(random.nextInt(of.size()));
    }

    /** Whether the last plan asked to be woken by now. */
    private boolean isDue() {
        return plan.wakeAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Asks one who was not there before. */
    private void nothingCouldBeDone(String why, Predicate<JobId> who) {
        Plan then = new Scheduler(thorough.ledger(), Sample.NAMES, limits, thorough.history(), thorough.usage())
                .pass(thorough.ledger(), now);
        assertThat(then.starts().stream().map(Start::job).filter(who))
                .as("%s, seed %d at %s", why, seed, now)
                .isEmpty();
        assertThat(then.promised()).as("%s, seed %d at %s", why, seed, now).isEmpty();
        assertThat(then.broken()).as("%s, seed %d at %s", why, seed, now).isEmpty();
    }

    /** But for what is reserved far away. */
    private Plan thoroughly() {
        Plan all = thorough.scheduler().pass(thorough.ledger(), now);
        return new Plan(
                all.starts(),
                all.broken(),
                all.promised(),
                all.head(),
                all.kept(),
                all.wakeAt().filter(at -> at.isBefore(FAR.minusSeconds(1))),
                all.wanting(),
                all.quotas(),
                !ledger.reservations().isEmpty());
    }

    private void close(NodeRef node, boolean closed) {
        for (Site site : List.of(quick, thorough)) {
            site.ledger().close(node, closed ? Optional.of(ScheduleProblems.nextPass()) : Optional.empty());
            site.scheduler().closed(node, closed);
        }
        pass();
    }

    private Optional<Job> placed(Predicate<Job> which) {
        List<Job> all = ledger.placed().stream().filter(which).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(one(all));
    }

    /** Somebody is told why they wait, and waits on; those who come next are judged without a pass. */
    private void told() {
        List<Job> waiting = List.copyOf(ledger.queued());
        if (!waiting.isEmpty()) {
            apply(new Change.WaitNoted(one(waiting).id(), ScheduleProblems.nextPass()));
        }
        submit();
    }

    private static int attempt(Job job) {
        return job.attempts();
    }

    private void end() {
        placed(_ -> true)
                .ifPresent(
                        job -> apply(new Change.Ended(job.id(), attempt(job), JobState.CANCELLED, Optional.empty())));
        pass();
    }

    /** What was only starting runs: from then on it is known better how long it holds what it has. */
    private void goOn() {
        placed(job -> job.state() == JobState.STARTING).ifPresent(job -> {
            apply(new Change.Created(job.id(), attempt(job)));
            apply(new Change.Bound(job.id(), attempt(job)));
            apply(new Change.Running(job.id(), attempt(job), now));
        });
        pass();
    }

    /** Somebody who waits is cancelled, or put on hold; or whoever was is not any more. */
    private void changeOfMind() {
        Optional<Job> held = ledger.live().stream()
                .filter(job -> job.state() == JobState.ONHOLD)
                .findFirst();
        Optional<Job> waits = ledger.queued().isEmpty() ? Optional.empty() : Optional.of(one(ledger.queued()));
        if (held.isPresent() && random.nextBoolean()) {
            apply(new Change.Released(held.get().id()));
        } else if (waits.isPresent() && random.nextInt(3) == 0) {
            apply(new Change.Held(waits.get().id()));
        } else if (waits.isPresent()) {
            JobId id = random.nextBoolean()
                    ? plan.head().map(Promised::job).orElse(waits.get().id())
                    : waits.get().id();
            apply(new Change.Ended(id, 0, JobState.CANCELLED, Optional.empty()));
        }
        pass();
    }

    /** Somebody who had a place waits for another one, or somebody's image arrives. */
    private void again() {
        Optional<Job> pulling = ledger.queued().stream()
                .filter(job -> job.imagePresentAt().isEmpty())
                .findFirst();
        if (pulling.isPresent()) {
            apply(new Change.ImageArrived(pulling.get().id()));
        } else {
            placed(_ -> true)
                    .ifPresent(job -> apply(new Change.Requeued(
                            job.id(), attempt(job), AttemptState.FAILED, ScheduleProblems.nextPass(), false)));
        }
        pass();
    }

    private void reserve() {
        if (seed % 10 != 3) {
            submit();
            return;
        }
        Optional<Reservation> kept = ledger.reservations().stream().findFirst();
        List<Site> both = List.of(quick, thorough);
        if (kept.isPresent()) {
            said(
                    both,
                    new UpkeepChange.Unreserved(
                            kept.get().part().node(), kept.get().name()));
        } else {
            reserve(both, "near", one(nodes), Instant.ofEpochSecond(now.getEpochSecond() + random.nextInt(5000)));
        }
        pass();
    }

    private void reserve(List<Site> sites, String name, Node node, Instant from) {
        Reservation.Part part =
                new Reservation.Part(node.ref(), List.of(), Cores.of(1 + random.nextInt(8)), Bytes.ofGib(1));
        Reservation.Members some =
                new Reservation.Members(new TreeSet<>(List.of("user2")), new TreeSet<>(), new TreeSet<>());
        Instant until = from.plusSeconds(1800 + random.nextInt(9000));
        said(sites, new UpkeepChange.Reserved(new Reservation(name, part, from, until, some, "anna")));
    }

    private void said(List<Site> sites, UpkeepChange change) {
        for (Site site : sites) {
            site.ledger().apply(new UpkeepRecord(now, new Actor.Admin(0), change));
            site.scheduler().nodesChanged(site.ledger());
        }
    }

    /** One, or several of which nobody is asked about before the last. */
    private void submit() {
        boolean known = !isDue();
        boolean waits = true;
        List<JobId> came = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? random.nextInt(4) : 0; i >= 0; i--) {
            Job job = job();
            came.add(job.id());
            apply(new Change.Submitted(job));
            waits &= quick.scheduler()
                    .keepsWaiting(ledger, plan, ledger.job(job.id()).orElseThrow());
        }
        if (random.nextInt(6) == 0) {
            // Somebody asks how it stands before the pass.
            quick.scheduler().outlook(ledger, now);
            thorough.scheduler().outlook(thorough.ledger(), now);
        }
        if (!waits) {
            pass();
        } else if (known) {
            spared++;
            nothingCouldBeDone("of whom it was said that they wait", came::contains);
        }
    }

    /** One that starts at once or is refused. */
    private void interactive() {
        pass();
        Job job = job();
        Scheduler.Placing one = quick.scheduler().placeNow(ledger, plan, job);
        Scheduler.Placing other = thorough.scheduler().placeNow(thorough.ledger(), plan, job);
        if (one instanceof Scheduler.Placing.Placed(Start start)) {
            assertThat(other).as("seed %d at %s", seed, now).isEqualTo(one);
            apply(new Change.Submitted(job));
            started(start);
            pass();
        } else {
            assertThat(other).as("seed %d at %s", seed, now).isInstanceOf(Scheduler.Placing.NoRoom.class);
        }
    }

    private void started(Start start) {
        apply(new Change.Assigned(start.job(), start.attempt(), start.placements()));
        apply(new Change.Starting(start.job(), start.attempt()));
    }

    private void apply(Change change) {
        Recorded recorded = new Recorded(now, new Actor.Scheduler(), change);
        quick.apply(recorded);
        thorough.apply(recorded);
    }

    private Plan same() {
        Plan one = quick.scheduler().pass(ledger, now);
        assertThat(one).as("seed %d at %s", seed, now).isEqualTo(thoroughly());
        return one;
    }

    private void pass() {
        do {
            shortcuts += quick.scheduler().isAtStandstill(now) ? 1 : 0;
            plan = same();
            assertThat(quick.scheduler().pass(ledger, now))
                    .as("asked again; seed %d at %s", seed, now)
                    .isEqualTo(plan);
            plan.quotas().voids().forEach(it -> apply(new Change.ClearingVoid(it.job(), it.cause())));
            plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
            plan.starts().forEach(this::started);
            plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
            plan.quotas().halt().ifPresent(this::halt);
        } while (plan.mayGoOn());
    }

    private void halt(Plan.Halt halt) {
        List<JobId> victims = halt.victims().stream().map(Plan.Broken::job).toList();
        apply(new Change.Clearing(halt.job(), halt.node(), victims));
        halt.victims()
                .forEach(it -> apply(new Change.HaltAsked(
                        it.job(), attempt(ledger.job(it.job()).orElseThrow()), Optional.of(halt.job()), it.cause())));
    }

    private Job job() {
        int user = random.nextInt(4);
        Wished wished = Wished.plain()
                .grace(Duration.ofSeconds(10))
                .as(Priority.values()[random.nextInt(Priority.values().length)])
                .in(Optional.of(new Bucket("few", 2)).filter(_ -> seed % 4 < 2 && random.nextInt(12) == 0));
        if (random.nextInt(3) > 0) {
            wished.restartable();
        }
        if (random.nextInt(20) == 0) {
            wished.within(new Window(Optional.of(now.plusSeconds(random.nextInt(900))), Optional.empty()));
        }
        if (bounded || random.nextInt(8) > 0) {
            wished.atMost(Duration.ofMinutes(10L * (1 + random.nextInt(12))));
        }
        int most = calm && random.nextBoolean() ? 3 : 8;
        JobDefinition definition = Sample.scheduled(
                Sample.definition(1 + random.nextInt(most), random.nextInt(4), 512), wished.scheduling());
        NodeRef[] where = random.nextInt(6) == 0
                ? new NodeRef[] {nodes.getFirst().ref()}
                : nodes.stream().map(Node::ref).toArray(NodeRef[]::new);
        Submission plain = Sample.submission(definition, where);
        Submission own = new Submission(
                new Submitter(1000 + user, "user" + user, 1, List.of(), "/home/x"),
                new Project(1, "p" + user % 2),
                definition,
                plain.texts(),
                plain.dialect(),
                plain.image(),
                plain.mounts(),
                plain.nodes(),
                Optional.empty());
        return Job.admitted(Sample.id(submitted++), own, false, random.nextInt(20) > 0, now);
    }
}
