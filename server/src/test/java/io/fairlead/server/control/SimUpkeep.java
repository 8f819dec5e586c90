package io.fairlead.server.control;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What holds of what administrators said, from when it is durable. */
final class SimUpkeep {
    private Upkeep before = Upkeep.NONE;
    private Upkeep now = Upkeep.NONE;
    private int drains;
    private int reserved;
    private int used;

    /** What was said with this transaction; each of its starts was decided before that or after it. */
    void saved(List<UpkeepRecord> said) {
        before = now;
        for (UpkeepRecord one : said) {
            now = now.after(one);
            drains += one.change() instanceof UpkeepChange.NodeDrained ? 1 : 0;
            reserved += one.change() instanceof UpkeepChange.Reserved ? 1 : 0;
        }
    }

    /** Nothing starts on what is set aside. */
    void starts(Change.Assigned start) {
        for (Placement placement : start.placements()) {
            Aside aside = now.of(placement.where());
            Aside earlier = before.of(placement.where());
            if (aside.whole().isPresent() && earlier.whole().isPresent()) {
                throw new SimViolation("job " + start.job() + " starts on " + placement.where() + ", set aside "
                        + aside.whole().get());
            }
            for (DeviceId device : placement.devices()) {
                if (aside.devices().containsKey(device) && earlier.devices().containsKey(device)) {
                    throw new SimViolation("job " + start.job() + " starts on device " + device + " of "
                            + placement.where() + ", which is set aside");
                }
            }
        }
    }

    /** On devices that are reserved nobody starts who could still be there then, but those who may, and these end in time. */
    void starts(Change.Assigned start, Submission submission, Instant at) {
        for (Reservation one : now.reservations().values()) {
            boolean stood = one.equals(before.reservations().get(one.name()));
            boolean touched = start.placements().stream()
                    .anyMatch(it -> it.where().equals(one.part().node())
                            && it.devices().stream().anyMatch(one.part().devices()::contains));
            if (!stood || !touched || !meets(one, start, submission, at)) {
                continue;
            }
            boolean may = submission.definition().scheduling().reservations().contains(one.name())
                    && one.members()
                            .have(
                                    submission.owner().name(),
                                    submission.project().name(),
                                    Optional.empty());
            if (!may || one.from().isAfter(at.plusSeconds(1))) {
                throw new SimViolation("job " + start.job() + " starts at " + at + " on what is reserved: " + one);
            }
            if (end(start, submission, at).isAfter(one.until())) {
                throw new SimViolation("job " + start.job() + " starts at " + at + " and may outlast " + one);
            }
            used++;
        }
    }

    private static boolean isFor(Reservation one, Submission submission) {
        return submission.definition().scheduling().reservations().contains(one.name())
                && one.members()
                        .have(submission.owner().name(), submission.project().name(), Optional.empty());
    }

    /** Whoever starts beside what is in force leaves it the cores and the memory that its own do not have yet. */
    void leaves(Change.Assigned start, Instant at, Sums sums) {
        NodeRef node = start.placements().getFirst().where();
        List<Reservation> inForce = now.reservations().values().stream()
                .filter(it -> it.part().node().equals(node)
                        && it.equals(before.reservations().get(it.name())))
                .filter(it -> !it.from().isAfter(at) && at.plusSeconds(1).isBefore(it.until()))
                .toList();
        Submission starting = sums.submitted().get(start.job());
        if (starting == null || inForce.stream().anyMatch(it -> isFor(it, starting))) {
            return;
        }
        long cores = sums.of(node, _ -> true, placement -> placement.cores().milli());
        long memory = sums.of(node, _ -> true, placement -> placement.memory().count());
        for (Reservation one : inForce) {
            cores += Math.max(
                    0,
                    one.part().cores().milli()
                            - sums.of(
                                    node,
                                    it -> isFor(one, it),
                                    placement -> placement.cores().milli()));
            memory += Math.max(
                    0,
                    one.part().memory().count()
                            - sums.of(
                                    node,
                                    it -> isFor(one, it),
                                    placement -> placement.memory().count()));
        }
        Node whole = sums.nodes().get(node);
        if (whole != null
                && (cores > whole.cores().milli() || memory > whole.memory().count())) {
            throw new SimViolation("job " + start.job() + " starts at " + at + " on cores or memory of " + inForce);
        }
    }

    /** Who holds what, as it is durable. */
    record Sums(Map<JobId, Placement> held, Map<JobId, Submission> submitted, Map<NodeRef, Node> nodes) {
        long of(NodeRef node, Predicate<Submission> like, ToLongFunction<Placement> amount) {
            return held.entrySet().stream()
                    .filter(it -> it.getValue().where().equals(node))
                    .filter(it -> like.test(submitted.get(it.getKey())))
                    .mapToLong(it -> amount.applyAsLong(it.getValue()))
                    .sum();
        }
    }

    /** A moment counts as the next whole second. */
    private static boolean meets(Reservation one, Change.Assigned start, Submission submission, Instant at) {
        return one.from().isBefore(end(start, submission, at))
                && at.plusSeconds(1).isBefore(one.until());
    }

    /** When it has given everything back at the latest; of a later attempt, whose bound is what is left of the job's, a moment after. */
    private static Instant end(Change.Assigned start, Submission submission, Instant at) {
        Scheduling scheduling = submission.definition().scheduling();
        return start.attempt() > 1
                ? at.plusMillis(1)
                : scheduling
                        .maxDuration()
                        .map(most ->
                                at.plus(most).plus(scheduling.gracePeriod()).plusSeconds(120))
                        .orElse(Instant.MAX);
    }

    int reserved() {
        return reserved;
    }

    /** How many started on what is reserved for them. */
    int used() {
        return used;
    }

    int drains() {
        return drains;
    }
}
