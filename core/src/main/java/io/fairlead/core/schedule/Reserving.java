package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Which part of which node a reservation gets: the node where the fewest jobs are in the way, of equals the one with the least left
 * over; there devices beside one another of which the fewest are held too long.
 */
public final class Reserving {
    private static final int NAMED_MOST = 10;

    private final Snapshot snapshot;
    private final Wish wish;
    private final Optional<Promised> head;

    /**
     * What is wanted.
     *
     * @param node of this one only
     * @param whole all of a node, whatever else is said
     * @param gpus whole devices, 0 or more
     * @param model a part of the model's name in whatever case
     * @param cores empty: of a node's as much as of its devices
     * @param memory the same
     * @param from whole seconds
     * @param until whole seconds, after {@code from}
     */
    public record Wish(
            Optional<NodeRef> node,
            boolean whole,
            int gpus,
            Optional<String> model,
            Optional<Cores> cores,
            Optional<Bytes> memory,
            Instant from,
            Instant until) {
        /** The same of this node only. */
        public Wish on(Optional<NodeRef> one) {
            return new Wish(one, whole, gpus, model, cores, memory, from, until);
        }

        @Override
        public String toString() {
            String of = node.map(it -> " of node " + it.node()).orElse("");
            if (whole) {
                return "all" + of;
            }
            List<String> parts = new ArrayList<>();
            if (gpus > 0) {
                parts.add(gpus
                        + (gpus == 1 ? " GPU" : " GPUs")
                        + model.map(it -> " of model " + it).orElse(""));
            }
            cores.ifPresent(it -> parts.add(it.words()));
            memory.ifPresent(it -> parts.add(it.toString()));
            return (parts.isEmpty() ? "nothing" : String.join(", ", parts)) + of;
        }
    }

    /**
     * What would be reserved.
     *
     * @param busy why it is not free by then; empty where it is
     */
    public record Choice(Reservation.Part part, Optional<Problem> busy) {}

    /** A part of one node, and who is in the way there: those who hold something too long, and who was promised a start. */
    private record Offer(Reservation.Part part, Map<JobId, String> busy, boolean closed, int left) {
        private static final Comparator<Offer> BEST = Comparator.<Offer>comparingInt(
                        it -> it.busy().size())
                .thenComparing(Offer::closed)
                .thenComparingInt(Offer::left)
                .thenComparing(it -> it.part().node());
    }

    private Reserving(Snapshot snapshot, Wish wish, Optional<Promised> head) {
        this.snapshot = snapshot;
        this.wish = wish;
        this.head = head;
    }

    /**
     * The best choice.
     *
     * @param head who was promised a start
     * @throws io.fairlead.core.problem.ProblemException where no node has such a part that nobody else has reserved
     */
    public static Choice choose(Snapshot snapshot, Wish wish, Optional<Promised> head) {
        Reserving reserving = new Reserving(snapshot, wish, head);
        Offer best = snapshot.nodes().stream()
                .filter(use -> wish.node().map(use.node().ref()::equals).orElse(true))
                .flatMap(use -> reserving.offer(use).stream())
                .min(Offer.BEST)
                .orElseThrow(() -> new ProblemException(ReserveProblems.noPart(wish)));
        return new Choice(
                best.part(),
                best.busy().isEmpty()
                        ? Optional.empty()
                        : Optional.of(ReserveProblems.busy(best.part(), wish.from(), words(best.busy()))));
    }

    /** How much longer than its {@code maxDuration} a job may hold what it has. */
    public static Duration beyond(Scheduling scheduling) {
        return scheduling.gracePeriod().plus(Bounds.START_MOST).plus(Bounds.END_MOST);
    }

    private static String words(Map<JobId, String> busy) {
        String named = busy.entrySet().stream()
                .limit(NAMED_MOST)
                .map(entry -> "job " + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return busy.size() > NAMED_MOST ? named + " and " + (busy.size() - NAMED_MOST) + " more" : named;
    }

    private Optional<Offer> offer(NodeUse use) {
        NodeRef ref = use.node().ref();
        List<Reservation> others = snapshot.reservations().stream()
                .filter(it -> it.part().node().equals(ref) && it.meets(wish.from(), wish.until()))
                .toList();
        List<Job> staying = staying(ref);
        List<Device> devices = devices(use, others);
        Reservation.Part part = wish.whole() ? whole(use) : part(use, run(devices, staying));
        long cores = use.node().cores().milli() - most(others, it -> it.cores().milli());
        long memory =
                use.node().memory().count() - most(others, it -> it.memory().count());
        boolean there = wish.whole() ? others.isEmpty() : devices.size() >= wish.gpus();
        if (!there || part.cores().milli() > cores || part.memory().count() > memory) {
            return Optional.empty();
        }
        boolean tight = sum(staying, it -> it.cores().milli()) + part.cores().milli() > cores
                || sum(staying, it -> it.memory().count()) + part.memory().count() > memory;
        Map<JobId, String> busy = new LinkedHashMap<>();
        staying.stream()
                .filter(job -> tight || holdsOf(job, part.devices()))
                .forEach(job -> busy.put(job.id(), until(job)));
        promised(ref).ifPresent(it -> busy.putIfAbsent(it.job(), "was promised a start there for " + it.start()));
        return Optional.of(new Offer(
                part,
                busy,
                use.closed().isPresent(),
                devices.size() - part.devices().size()));
    }

    private static Reservation.Part whole(NodeUse use) {
        Node node = use.node();
        return new Reservation.Part(
                node.ref(), node.devices().stream().map(Device::id).toList(), node.cores(), node.memory());
    }

    /** What is not said of cores and memory is as large a part of the node's as the devices are of its devices. */
    private Reservation.Part part(NodeUse use, List<Device> devices) {
        Node node = use.node();
        long all = Math.max(1, node.devices().size());
        return new Reservation.Part(
                node.ref(),
                devices.stream().map(Device::id).toList(),
                wish.cores().orElseGet(() -> new Cores((int) (node.cores().milli() * (long) devices.size() / all))),
                wish.memory().orElseGet(() -> new Bytes(node.memory().count() / all * devices.size())));
    }

    /** Those that nobody else has reserved, by index. */
    private List<Device> devices(NodeUse use, List<Reservation> others) {
        Set<DeviceId> taken = new HashSet<>();
        others.forEach(it -> taken.addAll(it.part().devices()));
        return use.node().devices().stream()
                .filter(device -> device.slice().isEmpty() && !use.isAside(device.id()) && !taken.contains(device.id()))
                .filter(device -> wish.model()
                        .map(it -> device.model().toLowerCase(Locale.ROOT).contains(it.toLowerCase(Locale.ROOT)))
                        .orElse(true))
                .toList();
    }

    /** So many that follow one another, of which the fewest jobs stay too long. */
    private List<Device> run(List<Device> devices, List<Job> staying) {
        List<Device> best = List.of();
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i + wish.gpus() <= devices.size() && wish.gpus() > 0; i++) {
            List<Device> some = devices.subList(i, i + wish.gpus());
            List<DeviceId> ids = some.stream().map(Device::id).toList();
            long busy = staying.stream().filter(job -> holdsOf(job, ids)).count();
            if (busy < fewest) {
                best = some;
                fewest = busy;
            }
        }
        return best;
    }

    /** Who holds something of the node and may do so when the reservation begins, by id. */
    private List<Job> staying(NodeRef node) {
        return snapshot.placed().stream()
                .filter(job -> job.attempt()
                        .filter(Attempt::holding)
                        .filter(it -> Bounds.until(job, it) > wish.from().getEpochSecond())
                        .filter(it -> it.placements().getFirst().where().equals(node))
                        .isPresent())
                .toList();
    }

    private static Placement placement(Job job) {
        return job.attempt().orElseThrow().placements().getFirst();
    }

    private static boolean holdsOf(Job job, List<DeviceId> devices) {
        return placement(job).devices().stream().anyMatch(devices::contains);
    }

    private static long sum(List<Job> jobs, ToLongFunction<Placement> amount) {
        return jobs.stream()
                .mapToLong(job -> amount.applyAsLong(placement(job)))
                .sum();
    }

    /** The most of it that is reserved at any moment of the time. */
    private long most(List<Reservation> others, ToLongFunction<Reservation.Part> amount) {
        long most = 0;
        for (Reservation at : others) {
            Instant moment = at.from().isBefore(wish.from()) ? wish.from() : at.from();
            most = Math.max(
                    most,
                    others.stream()
                            .filter(it ->
                                    !it.from().isAfter(moment) && it.until().isAfter(moment))
                            .mapToLong(it -> amount.applyAsLong(it.part()))
                            .sum());
        }
        return most;
    }

    private static String until(Job job) {
        long until = Bounds.until(job, job.attempt().orElseThrow());
        return until >= Waiting.UNBOUNDED
                ? "has no maxDuration"
                : "may hold what it has until " + Instant.ofEpochSecond(until);
    }

    /** Who was promised a start on the node and would hold something during the reservation. */
    private Optional<Promised> promised(NodeRef node) {
        return head.filter(it -> it.node().equals(node) && it.start().isBefore(wish.until()))
                .filter(it -> snapshot.job(it.job())
                        .filter(job -> it.start().getEpochSecond() + Bounds.limit(job)
                                > wish.from().getEpochSecond())
                        .isPresent());
    }
}
