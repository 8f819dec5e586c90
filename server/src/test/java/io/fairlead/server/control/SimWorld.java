package io.fairlead.server.control;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.share.Shares;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.engines.fake.FakeImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A site with its server, its machines and its people, through good times and bad, from one seed. */
final class SimWorld {
    /** Steps between two comparisons of what was used, which look at every change. */
    private static final int LOOKS_AT_USAGE = 50;

    private static final int WORLDS_TO_ONE_WITH_UPKEEP = 3;

    private static final Duration LIFE = Duration.ofMinutes(4);
    private static final Duration REST_AT_MOST = Duration.ofHours(2);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final SimTime time = new SimTime();
    private final SimBusyness busyness = new SimBusyness();
    private final SimLaws laws = new SimLaws(busyness);
    private final SimChance chance;
    private final long seed;
    /** Whether an administrator works there. */
    private final boolean upkeep;

    private final SimLog log;
    private final SimSite site;
    private final LimitTable limits;
    private final SimPeople people;
    private final SimHands hands;
    private final Planted planted;
    private final Map<ClusterId, SimCluster> clusters = new LinkedHashMap<>();
    private final List<Message> inbox = new ArrayList<>();
    private Optional<Clerk> clerk = Optional.empty();
    private int epoch;
    private boolean turnDue;
    private boolean mayReopen;
    private long steps;
    private long turns;

    SimWorld(long seed, Planted planted) {
        this.planted = planted;
        this.seed = seed;
        upkeep = seed % WORLDS_TO_ONE_WITH_UPKEEP == 0;
        chance = new SimChance(seed);
        log = new SimLog(chance, time, laws);
        FakeImages images = new FakeImages();
        site = new SimSite(chance, images, planted);
        limits = site.limits();
        laws.limits(limits);
        laws.quotas(site.quotasOf());
        int count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            SimCluster cluster = new SimCluster(site.node(i), time);
            clusters.put(cluster.node().ref().cluster(), cluster);
            laws.watch(cluster.node(), cluster.machine(), cluster.engine());
        }
        hands = new SimHands(this, images);
        people = new SimPeople(this, site, laws);
    }

    SimTime time() {
        return time;
    }

    SimChance chance() {
        return chance;
    }

    SimLog log() {
        return log;
    }

    SimLaws laws() {
        return laws;
    }

    SimHands hands() {
        return hands;
    }

    Planted planted() {
        return planted;
    }

    Map<ClusterId, SimCluster> clusters() {
        return clusters;
    }

    /** Somebody changes their mind. */
    void cancel(JobId id) {
        people.cancel(id);
    }

    SimCluster cluster(ClusterId id) {
        SimCluster cluster = clusters.get(id);
        if (cluster == null) {
            throw new IllegalStateException("no cluster " + id);
        }
        return cluster;
    }

    /** Counts the servers; what an earlier one began reports to nobody. */
    int epoch() {
        return epoch;
    }

    boolean isUp() {
        return clerk.isPresent();
    }

    long steps() {
        return steps;
    }

    void noBug(Problem problem) {
        if (problem.code().equals("E-SERVER-BUG")) {
            throw new SimViolation("the server met a bug of its own" + log.broken());
        }
    }

    /** From the first submit to rest. */
    void run() {
        boot();
        people.live(LIFE, chance.between(5, site.quotasOf().apply() ? 40 : 30));
        if (upkeep) {
            people.administer(LIFE, new SimChance(~seed));
        }
        misfortune();
        time.after(LIFE, this::heal);
        Instant most = SimTime.BEGIN.plus(LIFE).plus(REST_AT_MOST);
        while (!isAtRest() && time.step()) {
            steps++;
            laws.checkMachines();
            if (time.instant().isAfter(most)) {
                laws.checkRest(log);
                throw new SimViolation("no rest after " + REST_AT_MOST);
            }
        }
        laws.checkRest(log);
    }

    private boolean isAtRest() {
        return time.instant().isAfter(SimTime.BEGIN.plus(LIFE))
                && people.isDone()
                && log.jobs().stream().allMatch(job -> job.state().isTerminal())
                && clusters.values().stream()
                        .allMatch(
                                cluster -> ((Listing.Complete) cluster.engine().list())
                                        .containers()
                                        .isEmpty());
    }

    private void misfortune() {
        int most = (int) LIFE.toMillis();
        for (int second = 0; second < LIFE.toSeconds(); second++) {
            time.after(chance.millis(0, most), this::mishap);
        }
    }

    private void mishap() {
        SimCluster cluster = chance.one(List.copyOf(clusters.values()));
        if (chance.fault(0.02)) {
            crash("out of the blue");
        }
        if (chance.fault(0.02)) {
            time.tell(() -> "engine of " + cluster.node().ref() + " is away");
            cluster.setDown(true);
            time.after(chance.millis(500, 40_000), () -> cluster.setDown(false));
        }
        if (chance.fault(0.01)) {
            time.tell(() -> "engine of " + cluster.node().ref() + " is sick");
            cluster.setSick(chance);
            time.after(chance.millis(5_000, 60_000), cluster::recover);
        }
        if (chance.fault(0.01)) {
            vanish(cluster);
        }
        if (chance.fault(0.005)) {
            time.tell(() -> "machine " + cluster.node().ref() + " is restarted");
            cluster.reboot();
            crash("with its machine");
        }
    }

    private void vanish(SimCluster cluster) {
        List<ContainerView> there = ((Listing.Complete) cluster.engine().list()).containers();
        if (!there.isEmpty()) {
            ContainerView one = chance.one(there);
            time.tell(() -> "somebody removed " + one.name());
            laws.vanished(one, log.jobs());
            cluster.machine().vanish(one.name());
        }
    }

    private void heal() {
        time.tell(() -> "no more faults");
        chance.heal();
        clusters.values().forEach(cluster -> {
            cluster.setDown(false);
            cluster.recover();
        });
        tidy();
    }

    private void tidy() {
        boolean late = time.instant().isAfter(SimTime.BEGIN.plus(LIFE.multipliedBy(2)));
        people.tidy(late);
        time.after(Duration.ofSeconds(20), this::tidy);
    }

    private void crash(String when) {
        if (clerk.isEmpty()) {
            return;
        }
        time.tell(() -> "crash " + when);
        clerk = Optional.empty();
        epoch++;
        inbox.clear();
        turnDue = false;
        time.after(chance.millis(200, 20_000), this::boot);
    }

    private void boot() {
        int number = epoch;
        time.tell(() -> "server " + number + " starts");
        Clerk fresh = new Clerk(this::newLoop, new Scribe(log, this::effect, _ -> {}, Runnable::run), time);
        clerk = Optional.of(fresh);
        mayReopen = true;
        guarded(() -> {
            clusters.forEach((id, cluster) -> {
                if (!cluster.bootSeen()) {
                    fresh.know(new Message.Closed(id, "restarted", Optional.of(ControlProblems.RESTARTED.reason())));
                    fresh.know(new Message.NodeRebooted(id));
                }
            });
            if (fresh.open()) {
                looked(fresh);
            }
            int mine = epoch;
            clusters.keySet().forEach(id -> watch(id, mine));
            time.after(chance.millis(0, 50), () -> rememberBoots(mine));
            turnSoon(Duration.ZERO);
        });
    }

    /** Once every live job was taken up; a server may end just before, and the next one hears of the restart again. */
    private void rememberBoots(int mine) {
        if (epoch != mine || clerk.isEmpty()) {
            return;
        }
        if (!isOpen(clerk.get())) {
            time.after(Duration.ofMillis(100), () -> rememberBoots(mine));
            return;
        }
        if (chance.fault(0.05)) {
            crash("before the boots were remembered");
            return;
        }
        clusters.forEach((id, cluster) -> {
            cluster.seeBoot();
            send(new Message.Closed(id, "restarted", Optional.empty()));
        });
    }

    private void effect(io.fairlead.core.reconcile.Effect effect) {
        hands.accept(effect);
    }

    private ControlLoop newLoop() {
        boolean failed = log.takeFailed();
        if (!failed && !mayReopen) {
            throw new SimViolation("the server threw its loop away for a bug" + log.broken());
        }
        List<Job> jobs = log.load();
        mayReopen = false;
        Ledger ledger = new Ledger(
                clusters.values().stream().map(SimCluster::node).toList(),
                switch (planted) {
                    case DOUBLE_LEASE, RETRIES_FORGOTTEN ->
                        jobs.stream().map(this::forgotten).toList();
                    default -> jobs;
                },
                switch (planted) {
                    case DRAINS_FORGOTTEN ->
                        new Upkeep(new TreeMap<>(), log.upkeep().reservations());
                    case RESERVATIONS_FORGOTTEN -> new Upkeep(log.upkeep().asides(), new TreeMap<>());
                    default -> log.upkeep();
                });
        Shares shares = site.shares(planted == Planted.QUOTA_GRABBED);
        AdmissionPolicy policy =
                new AdmissionPolicy(planted == Planted.NO_LIMITS ? LimitTable.SHIPPED : limits, false, site.quotasOf());
        Intake intake = new Intake(site.ids(), policy, id -> log.job(id).isPresent(), log::jobs);
        return new ControlLoop(ledger, SimSite.NAMES, intake, SimSite.past(log.changes(), shares));
    }

    /** The job with its lease, or its used retries, forgotten. */
    private Job forgotten(Job job) {
        boolean lease = planted == Planted.DOUBLE_LEASE;
        return new Job(
                job.id(),
                job.submission(),
                job.submittedAt(),
                job.state(),
                job.since(),
                job.reason(),
                job.cancelRequestedAt(),
                job.imagePresentAt(),
                job.attempt()
                        .map(it -> new Attempt(
                                it.number(),
                                it.state(),
                                it.placements(),
                                it.holding() && !lease,
                                it.times(),
                                it.stop(),
                                it.exit(),
                                it.logsComplete(),
                                it.warned())),
                job.ranBefore(),
                lease ? job.retried() : 0,
                job.promise(),
                job.clearing(),
                job.removed());
    }

    void send(Message message) {
        if (clerk.isPresent()) {
            inbox.add(message);
            turnSoon(chance.millis(0, 5));
        }
    }

    private void turnSoon(Duration pause) {
        if (!turnDue) {
            turnDue = true;
            int mine = epoch;
            time.after(pause, () -> {
                if (epoch == mine) {
                    turnDue = false;
                    turn();
                }
            });
        }
    }

    private void turn() {
        turns++;
        Clerk now = clerk.orElseThrow();
        List<Message> batch = List.copyOf(inbox);
        inbox.clear();
        boolean idle = batch.isEmpty();
        guarded(() -> {
            now.handle(idle ? List.of(new Message.Tick()) : batch);
            looked(now);
            sleep(now, idle);
        });
    }

    /** A power cut within ends the server; everything else is a failure of the simulation or of the house. */
    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (SimCrash power) {
            crash("within a turn");
        }
    }

    private static boolean isOpen(Clerk now) {
        return now.isOpen();
    }

    private void looked(Clerk now) {
        if (isOpen(now)) {
            boolean compare = planted != Planted.DOUBLE_LEASE && planted != Planted.RETRIES_FORGOTTEN;
            laws.checkLoop(now.loop(), time.instant(), log.jobs(), compare);
            if (compare && steps % LOOKS_AT_USAGE == 0) {
                laws.checkUsage(
                        now.loop().usage(),
                        SimSite.usage(log.changes(), now.loop().usage().shares()),
                        time.instant());
            }
        }
    }

    private void sleep(Clerk now, boolean ticked) {
        Duration pause = now.nextWake()
                .map(wake -> Duration.between(time.instant(), wake))
                .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                .orElse(LONGEST_SLEEP);
        boolean due = pause.isNegative() || pause.isZero();
        if (ticked && due && isOpen(now)) {
            throw new SimViolation("the server would spin: something is due since " + now.nextWake());
        }
        int mine = epoch;
        long after = turns;
        time.after(due ? Duration.ofMillis(1) : pause, () -> {
            if (epoch == mine && turns == after && !turnDue) {
                turn();
            }
        });
    }

    private void watch(ClusterId id, int mine) {
        if (epoch != mine || clerk.isEmpty()) {
            return;
        }
        Listing listing = chance.fault(0.03)
                ? new Listing.Failed("the list was cut off")
                : cluster(id).list();
        switch (listing) {
            case Listing.Complete(List<ContainerView> views) -> {
                Duration late = chance.fault(0.1) ? chance.millis(1_000, 20_000) : chance.millis(1, 50);
                time.after(late, () -> {
                    if (epoch == mine) {
                        send(new Message.Observed(new Observation.EngineAnswers(id)));
                        send(new Message.Listed(id, views));
                    }
                });
                views.forEach(this::sample);
            }
            case Listing.Failed(String cause) -> {
                send(new Message.Observed(new Observation.EngineSilent(id, cause)));
                if (planted == Planted.EMPTY_LIST_IS_GONE) {
                    gone(id);
                }
            }
        }
        time.after(Duration.ofSeconds(5), () -> watch(id, mine));
    }

    /** What a container does, of which the server hears late or never. */
    private void sample(ContainerView view) {
        if (view.status() != ContainerView.Status.RUNNING || view.job().isEmpty()) {
            return;
        }
        Glance sample = busyness.sample(view.name(), time.instant(), chance, planted == Planted.FROZEN_COUNTER);
        int mine = epoch;
        time.after(chance.fault(0.1) ? chance.millis(1_000, 20_000) : chance.millis(1, 50), () -> {
            if (epoch == mine && !chance.fault(0.05)) {
                send(new Message.Sampled(view.job().get(), view.attempt(), sample));
            }
        });
    }

    private void gone(ClusterId id) {
        for (Job job : log.jobs()) {
            job.attempt()
                    .filter(attempt -> attempt.holding()
                            && attempt.placements().getFirst().where().cluster().equals(id))
                    .ifPresent(attempt -> send(new Message.Observed(hands.ended(job.id(), attempt.number()))));
        }
    }
}
