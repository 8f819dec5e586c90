package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.upkeep.Drain;
import io.fairlead.core.upkeep.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;

/**
 * Why a job waits: the first thing in its way, of its image, those after which it comes, its time, its owner's limits, the room that there is, and those
 * ahead of it. Made when somebody asks, of what is so then.
 */
public final class Reasons {
    private final Snapshot snapshot;
    private final Seen seen;
    private final Plan plan;
    private final Instant now;
    private final Map<Wish, Optional<Problem>> rooms = new HashMap<>();
    /** Of each project the first job that may not be preempted. */
    private final Map<String, JobId> firstFirms = new HashMap<>();

    /** The first job of each user. */
    private final Map<Long, JobId> firsts = new HashMap<>();

    /** @param limit and {@code named} where anything is reserved */
    private record Wish(Ask ask, List<NodeRef> nodes, long limit, List<String> named) {}

    /**
     * What the last pass left.
     *
     * @param running how many jobs of somebody's bucket run
     * @param queue who waits, in the order of turns
     * @param standing what projects hold of their quotas
     * @param inTheWay what is reserved without which a node would have room for a job
     */
    record Seen(
            Plan plan,
            Allowances allowances,
            ToIntBiFunction<Owner, Bucket> running,
            Supplier<List<Job>> queue,
            Standing standing,
            BiFunction<Job, NodeRef, Optional<Reservation>> inTheWay) {}

    Reasons(Snapshot snapshot, Seen seen, Instant now) {
        this.snapshot = snapshot;
        this.seen = seen;
        this.plan = seen.plan();
        this.now = now;
    }

    /**
     * Why one waits.
     *
     * @param ahead how many are before it in the queue
     */
    public Problem of(Job job, int ahead) {
        if (job.imagePresentAt().isEmpty()) {
            return ScheduleProblems.pulling(job.submission().image());
        }
        Optional<Dependency> unmet = snapshot.unmet(job);
        if (unmet.isPresent()) {
            return ScheduleProblems.depends(unmet.get(), state(unmet.get().job()));
        }
        Instant from = Order.from(job);
        if (from.isAfter(now)) {
            return Order.isWish(job) ? ScheduleProblems.notBefore(from) : ScheduleProblems.resting(from);
        }
        return inTheWay(job, ahead);
    }

    /** Of a job, or of the first member of an array. */
    private JobState state(JobId id) {
        return snapshot.job(id).orElseGet(() -> snapshot.members(id).getFirst()).state();
    }

    /** Why a job that was to start at once is refused. */
    Problem ofInteractive(Job job) {
        if (limit(job).isEmpty() && job.imagePresentAt().isEmpty()) {
            return ScheduleProblems.absent(job.submission().image());
        }
        return inTheWay(job, plan.kept().size() + (int) plan.head().stream().count());
    }

    private Problem inTheWay(Job job, int ahead) {
        if (job.clearing().isPresent()) {
            return ScheduleProblems.clearing(job.clearing().get());
        }
        return limit(job).or(() -> room(job)).orElseGet(() -> others(job, ahead));
    }

    private Optional<Problem> limit(Job job) {
        UserUse use = UserUse.of(job.submission().definition());
        Owner owner = Owner.of(job);
        Optional<Problem> bucket = Buckets.of(job).stream()
                .filter(it -> seen.running().applyAsInt(owner, it) >= it.max())
                .findFirst()
                .map(it -> Buckets.isArray(it)
                        ? ScheduleProblems.arrayFull(it.max(), job.id().array())
                        : ScheduleProblems.bucket(it, owner.project()));
        return bucket.or(() -> quota(job))
                .or(() -> seen.allowances().shortfall(owner, use).map(Limits.Shortfall::reason))
                .or(() -> Plan.behindOwn(plan.wanting().getOrDefault(owner.uid(), Map.of()), use)
                        .filter(_ -> !isFirstOwn(job)));
    }

    private Optional<Problem> quota(Job job) {
        Standing.Claimed claimed = Standing.Claimed.of(job.submission().definition());
        String project = job.submission().project().name();
        Standing standing = seen.standing();
        if (!standing.quotas().apply() || !claimed.firm()) {
            return Optional.empty();
        }
        if (standing.isOver(project, claimed)) {
            return Optional.of(ScheduleProblems.quotaFull(
                    project, standing.held(project, true), standing.quotas().of(project)));
        }
        boolean behind = plan.quotas().lacking().contains(project)
                && standing.needsQuota(project, claimed)
                && plan.head().filter(it -> it.job().equals(job.id())).isEmpty()
                && !plan.kept().contains(job.id())
                && !isFirstFirm(job);
        return behind ? Optional.of(ScheduleProblems.quotaBehind(project)) : Optional.empty();
    }

    /** Whether no other job of its project that may not be preempted comes before it. */
    private boolean isFirstFirm(Job job) {
        if (firstFirms.isEmpty()) {
            turns().stream()
                    .filter(it -> Standing.Claimed.isFirm(it.submission().definition()))
                    .forEach(it ->
                            firstFirms.putIfAbsent(it.submission().project().name(), it.id()));
        }
        return job.id().equals(firstFirms.get(job.submission().project().name()));
    }

    /** Who waits in the order of turns: where there are quotas as the turns are now, since who starts makes others run over them. */
    private List<Job> turns() {
        return seen.standing().quotas().apply()
                ? Succession.asTheyAre(snapshot.queued(), seen.standing())
                : seen.queue().get();
    }

    /** Whether no other job of its owner comes before it: one behind it may lack something, too. */
    private boolean isFirstOwn(Job job) {
        if (firsts.isEmpty()) {
            turns().forEach(it -> firsts.putIfAbsent(it.submission().owner().uid(), it.id()));
        }
        return job.id().equals(firsts.get(job.submission().owner().uid()));
    }

    /** Of the open nodes where it could run, what the one lacks that is nearest to having room; empty where one has it. */
    private Optional<Problem> room(Job job) {
        boolean reserved = !snapshot.reservations().isEmpty();
        Wish wish = new Wish(
                Ask.of(job.submission().definition()),
                job.submission().nodes(),
                reserved ? Bounds.limit(job) : 0,
                reserved ? job.submission().definition().scheduling().reservations() : List.of());
        return rooms.computeIfAbsent(wish, it -> room(job, it.ask()));
    }

    private Optional<Problem> room(Job job, Ask ask) {
        List<NodeUse> nodes = job.submission().nodes().stream()
                .flatMap((NodeRef ref) -> snapshot.node(ref).stream())
                .toList();
        List<Lack> lacks = nodes.stream()
                .filter(use -> use.closed().isEmpty())
                .map(use -> Lack.of(use, ask))
                .map(lack -> lack.problem().isPresent() ? lack : reserved(job, lack.node()))
                .toList();
        if (lacks.stream().anyMatch(lack -> lack.problem().isEmpty())) {
            return Optional.empty();
        }
        return lacks.stream()
                .min(Comparator.comparingDouble(Lack::part))
                .flatMap(Lack::problem)
                .or(() -> nodes.stream().flatMap(use -> use.closed().stream()).findFirst());
    }

    /** Of a node that has room, what of it is reserved and in the way; nothing else is missing there. */
    private Lack reserved(Job job, NodeRef node) {
        return new Lack(node, 0, seen.inTheWay().apply(job, node).map(it -> {
            if (!job.submission().definition().scheduling().reservations().contains(it.name())) {
                Duration most = Duration.between(now, it.from())
                        .minus(Reserving.beyond(job.submission().definition().scheduling()));
                return ReserveProblems.reserved(node, it, most);
            }
            return it.from().isAfter(now) ? ReserveProblems.begins(node, it) : ReserveProblems.others(node, it);
        }));
    }

    /** There is room, which somebody ahead comes first for. */
    private Problem others(Job job, int ahead) {
        Optional<Promised> head = plan.head().filter(it -> !it.job().equals(job.id()));
        if (head.isPresent() && !seen.standing().mayDelayOthers()) {
            return ScheduleProblems.delaysOthers(Math.max(1, ahead));
        }
        if (head.isPresent() && plan.kept().isEmpty()) {
            Instant start = head.get().start();
            Duration least = Duration.between(now, start)
                    .minus(Reserving.beyond(job.submission().definition().scheduling()));
            if (least.compareTo(Duration.ofMinutes(1)) >= 0) {
                return ScheduleProblems.wouldDelay(head.get().node(), start, least);
            }
        }
        // One that was promised a start leaves alone until then what is kept by those whose turn comes before its own.
        return plan.head().isPresent() || !plan.kept().isEmpty() || isCleared(job)
                ? ScheduleProblems.behind(Math.max(1, ahead))
                : ScheduleProblems.nextPass();
    }

    /** Whether others are halted for somebody else, whose place is kept. */
    private boolean isCleared(Job job) {
        return snapshot.queued().stream()
                .anyMatch(it -> it.clearing().isPresent() && !it.id().equals(job.id()));
    }

    /**
     * What a node lacks for a job.
     *
     * @param part how much of what is asked for is missing, 0 to 1, of the scarcest
     */
    private record Lack(NodeRef node, double part, Optional<Problem> problem) {
        static Lack of(NodeUse use, Ask ask) {
            NodeRef ref = use.node().ref();
            Optional<Lack> devices = ask.portion().isShare() ? ofShare(use, ask) : ofWhole(use, ask);
            if (devices.isPresent()) {
                return devices.get();
            }
            if (use.freeCores().compareTo(ask.cores()) < 0) {
                return new Lack(
                        ref,
                        1 - (double) use.freeCores().milli() / ask.cores().milli(),
                        Optional.of(ScheduleProblems.fewCores(ref, ask, use.freeCores())));
            }
            if (use.freeMemory().compareTo(ask.memory()) < 0) {
                return new Lack(
                        ref,
                        1 - (double) use.freeMemory().count() / ask.memory().count(),
                        Optional.of(ScheduleProblems.littleMemory(ref, ask, use.freeMemory())));
            }
            return new Lack(ref, 0, Optional.empty());
        }

        private static Optional<Lack> ofWhole(NodeUse use, Ask ask) {
            int free = (int) use.freeDevices().stream().filter(ask::takes).count();
            return free >= ask.devices()
                    ? Optional.empty()
                    : Optional.of(new Lack(
                            use.node().ref(),
                            1 - (double) free / ask.devices(),
                            drained(use, ask, free)
                                    .or(() -> Optional.of(ScheduleProblems.fewDevices(
                                            use.node().ref(), ask, free)))));
        }

        /** Where there would be enough if none were set aside. */
        private static Optional<Problem> drained(NodeUse use, Ask ask, int free) {
            List<Device> aside = use.node().devices().stream()
                    .filter(device -> use.isAside(device.id()) && use.heldMilli(device.id()) == 0)
                    .filter(ask::takes)
                    .toList();
            return aside.isEmpty() || free + aside.size() < ask.devices()
                    ? Optional.empty()
                    : Optional.of(barred(use, aside.getFirst(), free, ask.devices(), aside.size()));
        }

        /** A device that is set aside or cannot be given out; what somebody said comes first. */
        private static Problem barred(NodeUse use, Device device, int free, int needed, int more) {
            Drain drain = use.aside().devices().get(device.id());
            NodeRef ref = use.node().ref();
            return drain != null
                    ? drain.ofDevices(ref, free, needed, more)
                    : Optional.ofNullable(use.defects().get(device.id()))
                            .orElseThrow()
                            .ofDevices(ref, device, free, needed, more);
        }

        /** What is left of devices that are held whole is nothing, so that the most of any tells. */
        private static Optional<Lack> ofShare(NodeUse use, Ask ask) {
            int needed = ask.portion().held();
            int most = 0;
            Optional<Problem> drained = Optional.empty();
            for (Device device : use.node().devices()) {
                int left = ask.takes(device) ? Portion.FULL - use.heldMilli(device.id()) : 0;
                if (!use.isAside(device.id())) {
                    most = Math.max(most, left);
                } else if (left >= needed) {
                    drained = Optional.of(barred(use, device, 0, 1, 1));
                }
            }
            Gpus free = new Gpus(most);
            return most >= needed
                    ? Optional.empty()
                    : Optional.of(new Lack(
                            use.node().ref(),
                            1 - (double) most / needed,
                            drained.or(() -> Optional.of(
                                    ScheduleProblems.littleShare(use.node().ref(), ask, free)))));
        }
    }
}
