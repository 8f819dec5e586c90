package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.ReservationViews;
import io.fairlead.wire.api.ReservationList.ReservationWish;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Says what is reserved; administrators reserve parts of nodes, and let them be used by everybody again. */
final class ReservationRoutes {
    private static final int BODY_MAX_BYTES = 64 << 10;
    private static final int NAME_MAX_CHARS = 63;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int GPUS_MAX = 64;
    private static final int CPUS_MAX = 1 << 20;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Desk desk;

    ReservationRoutes(Desk desk) {
        this.desk = desk;
    }

    void list(Exchange exchange) throws InterruptedException {
        exchange.query();
        exchange.answer().send(Status.OK, ReservationViews.all(desk.reservations(exchange.caller())));
    }

    void create(Exchange exchange) throws IOException, InterruptedException {
        exchange.query();
        byte[] body = exchange.body(BODY_MAX_BYTES);
        administrator(exchange);
        ReservationWish wish;
        try {
            wish = RecordJson.read(body, ReservationWish.class);
        } catch (MalformedJson e) {
            throw new HttpRefusal(
                    Status.MALFORMED, HttpProblems.BODY_MALFORMED.reason("cause", String.valueOf(e.getMessage())));
        }
        answer(exchange, Status.CREATED, desk.reserve(exchange.caller(), order(wish)));
    }

    void delete(Exchange exchange) throws InterruptedException {
        exchange.query();
        administrator(exchange);
        answer(exchange, Status.OK, desk.unreserve(exchange.caller(), exchange.job()));
    }

    private static void administrator(Exchange exchange) {
        if (!exchange.caller().administers()) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.ADMINS_ONLY.reason());
        }
    }

    private static Desk.ReservationOrder order(ReservationWish wish) {
        Instant from = wish.from().truncatedTo(ChronoUnit.SECONDS);
        Instant until = wish.until().truncatedTo(ChronoUnit.SECONDS);
        List<Problem> problems = new ArrayList<>();
        name("name", wish.name()).ifPresent(problems::add);
        times(from, until).ifPresent(problems::add);
        something(wish).ifPresent(problems::add);
        wish.users().forEach(it -> name("users", it).ifPresent(problems::add));
        wish.projects().forEach(it -> name("projects", it).ifPresent(problems::add));
        wish.groups().forEach(it -> name("groups", it).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new HttpRefusal(Status.INVALID, new Findings(problems, List.of()), Optional.empty());
        }
        return new Desk.ReservationOrder(
                wish.name(),
                wish.node(),
                new Reserving.Wish(
                        Optional.empty(),
                        wish.whole(),
                        wish.gpus(),
                        wish.model(),
                        wish.cpus().map(Cores::of),
                        wish.memoryBytes().map(Bytes::new),
                        from,
                        until),
                new Reservation.Members(
                        new TreeSet<>(wish.users()), new TreeSet<>(wish.projects()), new TreeSet<>(wish.groups())),
                wish.force());
    }

    private static Optional<Problem> times(Instant from, Instant until) {
        Duration length = Duration.between(from, until);
        return length.isPositive() && length.compareTo(LONGEST) <= 0
                ? Optional.empty()
                : Optional.of(HttpProblems.RESERVATION_TIMES.problem(
                        FieldPath.of("until"),
                        until.toString(),
                        "from",
                        from,
                        "until",
                        until,
                        "days",
                        LONGEST.toDays()));
    }

    private static Optional<Problem> something(ReservationWish wish) {
        boolean amounts = wish.gpus() > 0
                || (wish.cpus().isPresent() && wish.memoryBytes().isPresent());
        boolean sane = wish.gpus() >= 0
                && wish.gpus() <= GPUS_MAX
                && wish.cpus()
                        .filter(it -> it.signum() <= 0 || it.compareTo(BigDecimal.valueOf(CPUS_MAX)) > 0)
                        .isEmpty()
                && wish.memoryBytes().filter(it -> it <= 0).isEmpty();
        return sane && (wish.whole() ? wish.node().isPresent() : amounts)
                ? Optional.empty()
                : Optional.of(HttpProblems.RESERVATION_NOTHING.reason(
                        "asked",
                        wish.gpus() + " GPUs, "
                                + wish.cpus().map(BigDecimal::toPlainString).orElse("no") + " CPUs, "
                                + wish.memoryBytes().map(it -> it + " bytes").orElse("no memory")));
    }

    private static Optional<Problem> name(String field, String text) {
        return NAME.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(HttpProblems.RESERVATION_NAME.problem(
                        FieldPath.of(field), text, "what", "\"" + text + "\"", "most", NAME_MAX_CHARS));
    }

    private static void answer(Exchange exchange, Status status, Desk.OfReservation result) {
        switch (result) {
            case Desk.ReservationNow now -> exchange.answer().send(status, ReservationViews.one(now));
            case Desk.Refused refused -> throw SubmitRoutes.refusal(refused);
        }
    }
}
