package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.upkeep.Reservation;
import java.time.Duration;
import java.time.Instant;

/** What is in a job's way since it is reserved, and what cannot be reserved. */
final class ReserveProblems {
    private static final int MINUTES_IN_HOUR = 60;

    static final ProblemCode RESERVED = new ProblemCode(
            "E-RESERVED",
            "node {node} would have room for it, but {part} of it are reserved from {from} to {until} ({reservation}), and it"
                    + " could still hold something then",
            "wait{hint}; fairlead reservation list shows what is reserved",
            "What an administrator reserved is kept from all who could still run then: a job counts as long as its maxDuration,"
                    + " its grace period and two minutes to start and end. Members name the reservation in reservationIds.");
    static final ProblemCode BEGINS = new ProblemCode(
            "E-RESERVATION-BEGINS",
            "reservation {reservation} on node {node}, which it may use, begins at {from}; until then nobody gets anything of it"
                    + " who could still run then",
            "wait; it starts then, or before that where other room comes free",
            "reservationIds of the definition. A reservation is for those who name it from its beginning on.");
    static final ProblemCode OTHERS = new ProblemCode(
            "E-RESERVATION-FULL",
            "of reservation {reservation} on node {node}, which it may use until {until}, too little is left for it now, or too"
                    + " little time",
            "wait; it starts when others of the reservation have ended, or where other room comes free",
            "reservationIds of the definition. In a reservation those who name it come in their turn, as elsewhere, and only where"
                    + " they end before it does.");
    static final ProblemCode PROMISE = new ProblemCode(
            "E-PROMISE-RESERVED",
            "the start that was promised for {start} cannot be kept: {part} of node {node} are reserved from {from} to {until}"
                    + " ({reservation})",
            "wait; a new promise is made as soon as one can be kept",
            "An administrator reserved it after the promise was made, and was told whom it costs one.");
    static final ProblemCode BUSY = new ProblemCode(
            "E-RESERVATION-BUSY",
            "{part} of node {node} are not free by {from}: {jobs}",
            "reserve from a later time, or less; or add --force: then who runs there goes on to their end, and promises are"
                    + " revoked with the reason",
            "A job holds what it has until its maxDuration, its grace period and a minute more are over; one without maxDuration"
                    + " may stay for ever. Of all nodes this one has the fewest in the way.");
    static final ProblemCode NO_PART = new ProblemCode(
            "E-RESERVATION-NO-PART",
            "{what} cannot be reserved: no node has so much that nobody else has reserved between {from} and {until}",
            "ask for less, for another model or another time; a reservation is of one node: make one for each",
            "Devices that are set aside do not count, nor do MIG instances unless the whole node is reserved.");

    private ReserveProblems() {}

    /** @param most what a job may last that is to end before; negative where that is no time at all */
    static Problem reserved(NodeRef node, Reservation it, Duration most) {
        boolean soon = most.compareTo(Duration.ofMinutes(1)) < 0;
        return RESERVED.reason(
                "node",
                node.node(),
                "part",
                it.part(),
                "from",
                it.from(),
                "until",
                it.until(),
                "reservation",
                it.name(),
                "hint",
                soon ? "" : ", or submit it with maxDuration: of " + words(most) + " or less it could start now");
    }

    static Problem begins(NodeRef node, Reservation it) {
        return BEGINS.reason("reservation", it.name(), "node", node.node(), "from", it.from());
    }

    static Problem others(NodeRef node, Reservation it) {
        return OTHERS.reason("reservation", it.name(), "node", node.node(), "until", it.until());
    }

    static Problem broken(Instant start, Reservation it) {
        return PROMISE.reason(
                "start",
                start,
                "part",
                it.part(),
                "node",
                it.part().node().node(),
                "from",
                it.from(),
                "until",
                it.until(),
                "reservation",
                it.name());
    }

    static Problem busy(Reservation.Part part, Instant from, String jobs) {
        return BUSY.reason("part", part, "node", part.node().node(), "from", from, "jobs", jobs);
    }

    static Problem noPart(Reserving.Wish wish) {
        return NO_PART.reason("what", wish, "from", wish.from(), "until", wish.until());
    }

    private static String words(Duration time) {
        long minutes = time.toMinutes();
        return minutes < MINUTES_IN_HOUR
                ? minutes + " min"
                : minutes / MINUTES_IN_HOUR + " h " + minutes % MINUTES_IN_HOUR + " min";
    }
}
