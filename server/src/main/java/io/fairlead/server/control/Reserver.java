package io.fairlead.server.control;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reserves a part of a node, where nobody is in the way or an administrator says that it is to be so all the same. */
final class Reserver {
    private static final FieldPath NAME = FieldPath.of("name");

    private Reserver() {}

    static UpkeepChange reserved(ControlLoop loop, Message.Reserve asked, Instant now) {
        List<Reservation> kept = kept(loop, now);
        if (kept.stream().anyMatch(it -> it.name().equals(asked.name()))) {
            throw new ProblemException(
                    ControlProblems.RESERVATION_TAKEN.problem(NAME, asked.name(), "reservation", asked.name()));
        }
        if (kept.size() >= Reservation.MOST) {
            throw new ProblemException(ControlProblems.RESERVATIONS_MANY.reason("most", Reservation.MOST));
        }
        if (!asked.wish().until().isAfter(now)) {
            throw new ProblemException(ControlProblems.RESERVATION_PAST.problem(
                    FieldPath.of("until"),
                    asked.wish().until().toString(),
                    "until",
                    asked.wish().until()));
        }
        Reserving.Wish wish = asked.wish();
        Reserving.Choice choice = Reserving.choose(
                loop.snapshot(),
                wish.on(asked.node()
                        .map(name -> Caretaker.node(loop, name).node().ref())),
                loop.plan().head());
        if (choice.busy().isPresent() && !asked.force()) {
            throw new ProblemException(choice.busy().get());
        }
        return new UpkeepChange.Reserved(new Reservation(
                asked.name(),
                choice.part(),
                wish.from(),
                wish.until(),
                asked.members(),
                asked.by().login()));
    }

    static UpkeepChange unreserved(ControlLoop loop, Message.Unreserve asked, Instant now) {
        Optional<Reservation> known = kept(loop, now).stream()
                .filter(it -> it.name().equals(asked.name()))
                .findFirst();
        if (known.isEmpty()) {
            String names = kept(loop, now).stream().map(Reservation::name).collect(Collectors.joining(", "));
            throw new ProblemException(ControlProblems.NO_RESERVATION.problem(
                    NAME, asked.name(), "reservation", asked.name(), "known", names.isEmpty() ? "none" : names));
        }
        return new UpkeepChange.Unreserved(known.get().part().node(), asked.name());
    }

    static Reservation named(ControlLoop loop, String name) {
        return loop.snapshot().reservations().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Those that are not over, the next one first. */
    static List<Reservation> kept(ControlLoop loop, Instant now) {
        return loop.snapshot().reservations().stream()
                .filter(it -> !it.isOver(now))
                .sorted(Comparator.comparing(Reservation::from).thenComparing(Reservation::name))
                .toList();
    }
}
