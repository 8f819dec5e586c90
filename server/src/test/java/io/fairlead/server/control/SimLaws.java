package io.fairlead.server.control;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Plan;
import io.fairlead.core.schedule.Scheduler;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.engines.fake.FakeEngine;
import io.fairlead.engines.fake.FakeMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be true after every step, whatever happened: judged by what is durable and by what really runs on the
 * machines, neither of which the server can talk round.
 */
final class SimLaws {
    private final Map<ClusterId, Machine> machines = new LinkedHashMap<>();
    private final TreeMap<NodeRef, Node> nodes = new TreeMap<>();
    private final Map<ContainerName, Placement> assigned = new LinkedHashMap<>();
    private final Map<JobId, Placement> held = new LinkedHashMap<>();
    private final Map<JobId, Submission> submitted = new LinkedHashMap<>();
    private final Map<JobId, Job> dependent = new LinkedHashMap<>();
    private final SimBusyness busyness;
    private LimitTable limits = LimitTable.SHIPPED;
    private final Map<JobId, JobState> ended = new HashMap<>();
    private final Map<JobId, Instant> promised = new HashMap<>();
    private final SimAttempts attempts = new SimAttempts();
    private final SimQuotas quotas = new SimQuotas();
    private final SimUpkeep upkeep = new SimUpkeep();
    private final SimArrays arrays = new SimArrays(ended);
    private final Set<JobId> warned = new HashSet<>();
    private int idled;
    private int promises;
    private int broken;
    private final Map<String, JobId> acknowledged = new LinkedHashMap<>();

    private final Set<ContainerName> unknowable = new HashSet<>();

    private record Machine(FakeMachine machine, FakeEngine engine) {}

    SimLaws(SimBusyness busyness) {
        this.busyness = busyness;
    }

    void limits(LimitTable of) {
        limits = of;
    }

    void quotas(Quotas of) {
        quotas.quotas(of);
    }

    SimUpkeep upkeep() {
        return upkeep;
    }

    SimArrays arrays() {
        return arrays;
    }

    SimQuotas quotas() {
        return quotas;
    }

    void watch(Node node, FakeMachine machine, FakeEngine engine) {
        machines.put(node.ref().cluster(), new Machine(machine, engine));
        nodes.put(node.ref(), node);
    }

    private static void law(boolean holds, String words) {
        if (!holds) {
            throw new SimViolation(words);
        }
    }

    /** A submit was answered with this job. */
    void acknowledge(String key, JobId id, Optional<Job> stored) {
        law(stored.isPresent(), "job " + id + " was acknowledged and is not durable");
        stored.ifPresent(arrays::whole);
        JobId before = acknowledged.putIfAbsent(key, id);
        law(before == null || before.equals(id), "key " + key + " gave two jobs: " + before + " and " + id);
    }

    Map<String, JobId> acknowledged() {
        return acknowledged;
    }

    /** A container was removed by hand. If it had run and that was not durable yet, nothing in the world tells so any more. */
    void vanished(ContainerView view, List<Job> stored) {
        boolean recorded = stored.stream()
                .flatMap(job -> job.attempt().stream())
                .filter(attempt -> attempt.container().equals(view.name()))
                .anyMatch(attempt -> attempt.times().running().isPresent());
        if (view.startedAt().isPresent() && !recorded) {
            unknowable.add(view.name());
        }
    }

    void saved(List<Recorded> changes, List<Job> after) {
        Map<JobId, Job> now = new HashMap<>();
        after.forEach(job -> now.put(job.id(), job));
        for (Recorded recorded : changes) {
            attempts.saved(recorded, now.get(recorded.change().job()));
            quotas.saved(recorded);
            arrays.saved(recorded);
            if (recorded.change() instanceof Change.Assigned given) {
                given.placements()
                        .forEach(placement -> assigned.put(placement.container(), asAsked(given.job(), placement)));
                upkeep.starts(given);
                Optional.ofNullable(submitted.get(given.job())).ifPresent(it -> {
                    upkeep.starts(given, it, recorded.at());
                    arrays.met(given.job(), it);
                });
            }
            if (recorded.change() instanceof Change.Submitted(Job admitted)) {
                submitted.put(admitted.id(), admitted.submission());
            }
            if (recorded.change() instanceof Change.Ended end) {
                ended.putIfAbsent(end.job(), end.to());
            }
            promise(recorded);
            idle(recorded);
        }
        for (Job job : after) {
            JobState before = ended.get(job.id());
            law(
                    before == null || before == job.state(),
                    "job " + job.id() + " was " + before + " and is " + job.state());
            if (job.state().isTerminal()) {
                ended.put(job.id(), job.state());
            }
            held.remove(job.id());
            submitted.put(job.id(), job.submission());
            dependent.remove(job.id());
            if (!job.submission().definition().scheduling().dependsOn().isEmpty()) {
                dependent.put(job.id(), job);
            }
            if (job.state().isTerminal()) {
                submitted.remove(job.id());
            }
            job.attempt()
                    .filter(Attempt::holding)
                    .ifPresent(attempt -> held.put(
                            job.id(), asAsked(job.id(), attempt.placements().getFirst())));
        }
        changes.stream()
                .filter(it -> it.change() instanceof Change.Assigned)
                .forEach(it -> upkeep.leaves(
                        (Change.Assigned) it.change(), it.at(), new SimUpkeep.Sums(held, submitted, nodes)));
        dependent.values().forEach(arrays::possible);
        arrays.check(held.keySet(), submitted);
        checkHeld(held.values(), "recorded");
    }

    /**
     * Nobody is stopped for idleness who was not warned, or who was at work within the time, but for what came after the newest
     * look that there had to be.
     */
    private void idle(Recorded recorded) {
        JobId id = recorded.change().job();
        switch (recorded.change()) {
            case Change.IdleNoted noted when noted.warning().isPresent() -> warned.add(id);
            case Change.IdleNoted _, Change.Assigned _ -> warned.remove(id);
            case Change.Idled now -> {
                law(warned.contains(id), "job " + id + " is stopped for idleness without a warning");
                Duration most = submitted
                        .get(id)
                        .definition()
                        .scheduling()
                        .idleTimeout()
                        .orElseThrow();
                Instant busy = busyness.lastBusy(
                        SimSite.NAMES.of(id.text(), now.attempt()),
                        recorded.at().minus(Idleness.every(most)));
                law(
                        !busy.isAfter(recorded.at().minus(most)),
                        "job " + id + " was at work at " + busy + " and is stopped at " + recorded.at()
                                + " as idle for " + most);
                idled++;
            }
            default -> {
                // says nothing about it
            }
        }
    }

    int idled() {
        return idled;
    }

    /** Nobody starts later than they were told, unless they were told that too. */
    private void promise(Recorded recorded) {
        JobId id = recorded.change().job();
        switch (recorded.change()) {
            case Change.Promised(var _, Instant start) -> {
                law(promised.put(id, start) == null, "job " + id + " was promised two starts");
                promises++;
            }
            case Change.PromiseBroken _ -> {
                law(promised.remove(id) != null, "job " + id + " was promised nothing");
                broken++;
            }
            case Change.Assigned _ -> {
                Instant start = promised.remove(id);
                law(
                        start == null || !recorded.at().isAfter(start),
                        "job " + id + " was promised " + start + " and starts at " + recorded.at());
            }
            case Change.Held _, Change.Ended _ -> promised.remove(id);
            default -> {
                // nothing was promised by it
            }
        }
    }

    /** With what its owner asked for of each device in place of what the server says of it. */
    private Placement asAsked(JobId id, Placement placement) {
        Portion asked = SimSite.asked(submitted.get(id));
        return new Placement(
                placement.where(),
                placement.devices(),
                asked.isShare() ? asked : placement.portion(),
                placement.cores(),
                placement.memory(),
                placement.container(),
                placement.rank());
    }

    SimAttempts attempts() {
        return attempts;
    }

    int promises() {
        return promises;
    }

    int broken() {
        return broken;
    }

    /** Nobody holds, or has submitted, more than they may; counted here, and not by the server's own sums. */
    private void checkLimits() {
        Map<Submitter, long[]> sums = new HashMap<>();
        submitted.forEach((id, submission) -> {
            long[] sum = sums.computeIfAbsent(submission.owner(), _ -> new long[6]);
            sum[4]++;
            Placement placement = held.get(id);
            if (placement != null) {
                sum[0]++;
                sum[1] += placement.gpus().milli();
                sum[2] += placement.cores().milli();
                sum[3] += placement.memory().count();
                sum[5] += submission.definition().tmpfs().count();
            }
        });
        checkBuckets();
        sums.forEach((owner, sum) -> {
            UserLimits may = limits.of(owner.name(), owner.name()).user();
            law(may.containers().allows((int) sum[0]), owner.name() + " has " + sum[0] + " containers");
            law(may.gpus().allows(new Gpus((int) sum[1])), owner.name() + " has " + sum[1] + " thousandths of GPUs");
            law(may.cpus().allows(new Cores((int) sum[2])), owner.name() + " has " + sum[2] + " thousandths of CPUs");
            law(may.memory().allows(new Bytes(sum[3])), owner.name() + " has " + sum[3] + " bytes of memory");
            law(may.tmpfs().allows(new Bytes(sum[5])), owner.name() + " has " + sum[5] + " bytes of tmpfs");
            law(may.submitted().allows((int) sum[4]), owner.name() + " has submitted " + sum[4] + " jobs");
        });
    }

    /** Each that started found fewer than its own bound, so there are never more than the greatest of the bounds. */
    private void checkBuckets() {
        Map<String, int[]> buckets = new HashMap<>();
        held.keySet()
                .forEach(id -> Optional.ofNullable(submitted.get(id))
                        .ifPresent(job -> job.definition().scheduling().bucket().ifPresent(bucket -> {
                            int[] now = buckets.computeIfAbsent(
                                    job.project().name() + "/" + bucket.name(), _ -> new int[2]);
                            now[0]++;
                            now[1] = Math.max(now[1], bucket.max());
                        })));
        buckets.forEach((name, now) -> law(now[0] <= now[1], now[0] + " jobs of bucket " + name + " hold a place"));
    }

    /** No device whole twice, nor whole and shared, nor shared beyond what it has, nor one that is not there; sums within the capacity. */
    private void checkHeld(Iterable<Placement> placements, String by) {
        Map<String, Integer> devices = new HashMap<>();
        Map<NodeRef, long[]> sums = new HashMap<>();
        for (Placement placement : placements) {
            Node node = nodes.get(placement.where());
            for (DeviceId device : placement.devices()) {
                int used = devices.merge(
                        placement.where() + " " + device, placement.portion().held(), Integer::sum);
                law(
                        used <= Portion.FULL,
                        used + " thousandths of device " + device + " of " + placement.where() + " are in use, as "
                                + by);
                Optional<Device> there = node.devices().stream()
                        .filter(it -> it.id().equals(device))
                        .findFirst();
                law(there.isPresent(), "no such device: " + device);
                law(
                        placement.portion().isShare()
                                ? there.get().slice().isEmpty()
                                : placement.portion().equals(there.get().whole()),
                        placement.portion() + " of " + there.get());
            }
            long[] sum = sums.computeIfAbsent(placement.where(), _ -> new long[2]);
            sum[0] += placement.cores().milli();
            sum[1] += placement.memory().count();
            law(sum[0] <= node.cores().milli(), "more cores than " + placement.where() + " has, as " + by);
            law(sum[1] <= node.memory().count(), "more memory than " + placement.where() + " has, as " + by);
        }
    }

    /** What really runs, against what is durable. */
    void checkMachines() {
        Set<ContainerName> holding = new HashSet<>();
        held.values().forEach(placement -> holding.add(placement.container()));
        List<Placement> running = new ArrayList<>();
        machines.forEach((cluster, machine) -> {
            for (ContainerView view : ((Listing.Complete) machine.engine().list()).containers()) {
                Placement placement = assigned.get(view.name());
                law(placement != null, "container " + view.name() + " was made and never recorded");
                law(
                        machine.machine().runs(view.name()) <= 1 || unknowable.contains(view.name()),
                        "container " + view.name() + " ran twice");
                if (view.status() == ContainerView.Status.RUNNING) {
                    law(
                            holding.contains(view.name()),
                            "container " + view.name() + " runs on " + cluster + " and holds nothing");
                    running.add(placement);
                }
            }
        });
        checkHeld(running, "running");
        checkLimits();
    }

    /** After a turn: what the server believes is what is durable, and every job that waits has a reason. */
    void checkLoop(ControlLoop loop, Instant now, List<Job> stored, boolean compare) {
        Map<JobId, Job> live = new HashMap<>();
        stored.stream().filter(job -> !job.state().isTerminal()).forEach(job -> live.put(job.id(), job));
        law(!compare || live.size() == loop.snapshot().live().size(), "other jobs are live than stored");
        for (Job job : loop.snapshot().live()) {
            law(!compare || job.equals(live.get(job.id())), "job " + job.id() + " is not as stored");
        }
        List<JobId> queued = loop.snapshot().queued().stream().map(Job::id).toList();
        int ahead = 0;
        for (Job job : loop.snapshot().queued()) {
            Problem why = loop.reason(job, ahead++);
            law(!why.code().equals("E-PLACING"), "job " + job.id() + " waits without a reason");
        }
        Plan fresh = new Scheduler(loop.snapshot(), SimSite.NAMES, loop.limits(), new LastTwo(), loop.usage())
                .pass(loop.snapshot(), now);
        law(
                fresh.starts().isEmpty(),
                "a job waits that could start: " + fresh.starts() + " of " + queued + "; it waits because of "
                        + loop.plan());
        law(
                fresh.promised().isEmpty()
                        && fresh.broken().isEmpty()
                        && fresh.quotas().halt().isEmpty()
                        && fresh.quotas().voids().isEmpty(),
                "what was folded is not what is so: " + fresh);
        for (NodeUse use : loop.snapshot().nodes()) {
            checkSums(loop, use);
        }
    }

    /** What was folded while the server ran is what the changes alone give. */
    void checkUsage(Usage folded, Usage anew, Instant now) {
        law(
                folded.at(now.getEpochSecond()).equals(anew.at(now.getEpochSecond())),
                "usage is " + folded.at(now.getEpochSecond()) + ", by the changes " + anew.at(now.getEpochSecond()));
    }

    private static void checkSums(ControlLoop loop, NodeUse use) {
        long cores = 0;
        long memory = 0;
        Map<DeviceId, Integer> devices = new HashMap<>();
        for (Job job : loop.snapshot().placed()) {
            Optional<Placement> placement = job.attempt()
                    .filter(Attempt::holding)
                    .map(attempt -> attempt.placements().getFirst());
            if (placement.filter(it -> it.where().equals(use.node().ref())).isPresent()) {
                cores += placement.get().cores().milli();
                memory += placement.get().memory().count();
                int milli = placement.get().portion().held();
                placement.get().devices().forEach(device -> devices.merge(device, milli, Integer::sum));
            }
        }
        law(
                cores == use.usedCores().milli() && memory == use.usedMemory().count(),
                "sums of " + use.node().ref());
        for (Device device : use.node().devices()) {
            law(
                    devices.getOrDefault(device.id(), 0) == use.heldMilli(device.id()),
                    "device " + device.id() + " of " + use.node().ref());
        }
    }

    /** At rest: every accepted job has ended, once and rightly, and nothing is left on any machine. */
    void checkRest(SimLog log) {
        acknowledged.forEach((key, id) ->
                law(log.job(id).filter(job -> job.state().isTerminal()).isPresent(), "job " + id + " never ended"));
        Map<JobId, Job> replayed = new HashMap<>();
        for (Recorded recorded : log.changes()) {
            JobId id = recorded.change().job();
            if (recorded.change() instanceof Change.Submitted(Job admitted)) {
                replayed.put(id, admitted);
            } else {
                replayed.put(id, replayed.get(id).after(recorded));
            }
        }
        for (Job job : log.jobs()) {
            law(job.equals(replayed.get(job.id())), "the changes of " + job.id() + " do not give what is stored");
            checkEnd(job);
        }
        law(held.isEmpty(), "still held: " + held);
        quotas.checkRest();
        machines.values()
                .forEach(machine -> law(
                        ((Listing.Complete) machine.engine().list())
                                .containers()
                                .isEmpty(),
                        "containers left: " + machine.engine().list()));
    }

    private static void checkEnd(Job job) {
        law(job.state().isTerminal(), "job " + job.id() + " is " + job.state() + " at rest");
        law(
                job.cancelRequestedAt().isEmpty() || job.state() == JobState.CANCELLED,
                "job " + job.id() + " was to be cancelled and is " + job.state());
        law(
                job.state() == JobState.FINISHED || job.reason().isPresent(),
                "job " + job.id() + " ended without a reason");
        Optional<Stop.Cause> stopped = job.attempt().flatMap(Attempt::stop).map(Stop::cause);
        boolean session = job.submission().definition().scheduling().session();
        boolean timeUp =
                job.reason().filter(it -> it.code().equals("E-SESSION-TIME")).isPresent();
        boolean endedAsSession = session && (stopped.isPresent() || timeUp);
        boolean endedAsIdle = stopped.filter(Stop.Cause.IDLE::equals).isPresent();
        if (job.state() == JobState.FINISHED && !endedAsSession && !endedAsIdle) {
            law(
                    job.attempt()
                            .flatMap(Attempt::exit)
                            .filter(exit -> exit.code() == 0)
                            .isPresent(),
                    "job " + job.id() + " FINISHED without code 0");
        }
        law(session || stopped.filter(Stop.Cause.RETIRE::equals).isEmpty(), "job " + job.id() + " was retired");
        law(
                stopped.filter(Stop.Cause.RETIRE::equals).isEmpty()
                        || job.cancelRequestedAt().isPresent()
                        || job.state() == JobState.FINISHED,
                "session " + job.id() + " was retired and is " + job.state());
    }
}
