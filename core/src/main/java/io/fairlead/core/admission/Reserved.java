package io.fairlead.core.admission;

import io.fairlead.core.job.Scheduling;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.unit.TimeWords;
import io.fairlead.core.upkeep.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a job can ever use the reservations that it names. */
public final class Reserved {
    private static final FieldPath PATH = FieldPath.of("request", "scheduling", "reservationIds");

    private final Candidate candidate;
    private final Snapshot snapshot;
    private final LimitTable limits;
    private final Instant now;

    private Reserved(Candidate candidate, Snapshot snapshot, LimitTable limits, Instant now) {
        this.candidate = candidate;
        this.snapshot = snapshot;
        this.limits = limits;
        this.now = now;
    }

    /** Adds what is wrong with them to what else is. */
    public static Admission.Verdict judge(
            Admission.Verdict otherwise, Candidate candidate, Snapshot snapshot, LimitTable limits, Instant now) {
        List<String> names = candidate.definition().scheduling().reservations();
        if (names.isEmpty()) {
            return otherwise;
        }
        Reserved reserved = new Reserved(candidate, snapshot, limits, now);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            reserved.problem(PATH.index(i), names.get(i)).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            return otherwise;
        }
        if (otherwise instanceof Admission.Verdict.Refused(var found)) {
            problems.addAll(0, found);
        }
        return new Admission.Verdict.Refused(problems);
    }

    private Optional<Problem> problem(FieldPath path, String name) {
        Optional<Reservation> known = snapshot.reservations().stream()
                .filter(it -> it.name().equals(name) && !it.isOver(now))
                .findFirst();
        if (known.isEmpty()) {
            return Optional.of(
                    AdmissionProblems.RESERVATION_UNKNOWN.problem(path, name, "reservation", name, "yours", yours()));
        }
        if (!isMember(known.get())) {
            return Optional.of(AdmissionProblems.RESERVATION_MEMBER.problem(
                    path,
                    name,
                    "reservation",
                    name,
                    "login",
                    candidate.owner().name(),
                    "project",
                    candidate.project().name(),
                    "yours",
                    yours(),
                    "by",
                    known.get().by()));
        }
        return tooShort(path, known.get());
    }

    private boolean isMember(Reservation one) {
        String login = candidate.owner().name();
        return one.members().have(login, candidate.project().name(), limits.groupOf(login));
    }

    private String yours() {
        String names = snapshot.reservations().stream()
                .filter(it -> !it.isOver(now) && isMember(it))
                .map(Reservation::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private Optional<Problem> tooShort(FieldPath path, Reservation one) {
        Scheduling wish = candidate.definition().scheduling();
        Instant start = one.from().isAfter(now) ? one.from() : now;
        Duration left = Duration.between(start, one.until());
        Duration most = left.minus(Reserving.beyond(wish));
        boolean fits = wish.maxDuration().filter(it -> it.compareTo(most) <= 0).isPresent();
        return fits
                ? Optional.empty()
                : Optional.of(AdmissionProblems.RESERVATION_SHORT.problem(
                        path,
                        one.name(),
                        "limit",
                        wish.maxDuration()
                                .map(it -> words(it.plus(Reserving.beyond(wish))))
                                .orElse("for ever"),
                        "reservation",
                        one.name(),
                        "until",
                        one.until(),
                        "left",
                        words(left),
                        "most",
                        most.compareTo(Duration.ofMinutes(1)) < 0 ? "less than a minute" : words(most)));
    }

    private static String words(Duration time) {
        return TimeWords.of(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
