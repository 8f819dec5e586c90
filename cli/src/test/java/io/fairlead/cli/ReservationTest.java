package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.api.ReservationList.ReservationView.ReservedDevice;
import io.fairlead.wire.api.ReservationList.ReservationView.ReservedFor;
import io.fairlead.wire.api.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is reserved. */
final class ReservationTest {
    private final Typed typed = new Typed();

    private static ReservationView course(Optional<ReservedFor> members) {
        return course("gpu1", members);
    }

    /** Of this machine, for others. */
    static ReservationView course(String node) {
        return course(node, Optional.empty());
    }

    private static ReservationView course(String node, Optional<ReservedFor> members) {
        return new ReservationView(
                "course",
                0,
                node,
                List.of(new ReservedDevice("GPU-2", 2, "A100"), new ReservedDevice("GPU-3", 3, "A100")),
                new BigDecimal("16"),
                64L << 30,
                Instant.parse("2100-12-01T08:00:00Z"),
                Instant.parse("2100-12-01T12:00:00Z"),
                members,
                "anna");
    }

    @Test
    void the_list_says_what_is_reserved_when_and_to_those_who_may_know_for_whom() {
        var known = new ReservedFor(List.of("ada"), List.of("vision"), List.of());
        var all = new ReservationList(List.of(course(Optional.of(known)), course(Optional.empty())));
        try (var server = new FakeServer(typed.socket).on(Route.RESERVATIONS, all)) {
            assertThat(typed.run("reservation", "list", "-o", "wide")).isZero();
            assertThat(typed.out())
                    .contains("course", "coming", "2 × A100 (GPU 2, 3)", "gpu1", "64 GiB", "anna")
                    .contains("user:ada,project:vision", "others");

            assertThat(typed.run("reservation", "show", "course")).isZero();
            assertThat(typed.out()).contains("for     user:ada,project:vision");
            assertThat(typed.run("reservation", "show", "curse")).isEqualTo(2);
            assertThat(typed.err()).contains("course");
            assertThat(server.asked(Route.RESERVATIONS)).hasSize(3);
        }
    }

    @Test
    void what_is_typed_becomes_the_wish() {
        try (var server = new FakeServer(typed.socket)
                .on(Route.RESERVATION_CREATE, course(Optional.of(new ReservedFor(List.of(), List.of(), List.of()))))
                .on(Route.RESERVATION_DELETE, course(Optional.empty()))) {
            assertThat(typed.run(
                            "reservation",
                            "create",
                            "course",
                            "--from",
                            "2100-12-01T08:00:00Z",
                            "--until=2100-12-01T09:00:00+01:00",
                            "--gpus",
                            "2xA100",
                            "--memory",
                            "64g",
                            "--for",
                            "user:ada,project:vision",
                            "--for=group:staff"))
                    .isZero();
            assertThat(server.asked(Route.RESERVATION_CREATE).getFirst().body())
                    .isEqualTo("{\"name\":\"course\",\"whole\":false,\"gpus\":2,\"model\":\"A100\","
                            + "\"memoryBytes\":68719476736,\"from\":\"2100-12-01T08:00:00.000Z\","
                            + "\"until\":\"2100-12-01T08:00:00.000Z\",\"users\":[\"ada\"],\"projects\":[\"vision\"],"
                            + "\"groups\":[\"staff\"],\"force\":false}");
            assertThat(typed.out()).isEqualTo("course\n");
            assertThat(typed.err()).contains("2 × A100 (GPU 2, 3), 16 CPUs and 64 GiB of node gpu1", "for nobody");

            assertThat(typed.run("reservation", "create", "fans", "--until", "now+4hours", "--node", "gpu1", "--force"))
                    .isZero();
            assertThat(server.asked(Route.RESERVATION_CREATE).getLast().body())
                    .contains("\"node\":\"gpu1\",\"whole\":true,\"gpus\":0", "\"force\":true");
            assertThat(typed.run("reservation", "delete", "course")).isZero();
            assertThat(server.asked(Route.RESERVATION_DELETE)).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_read_is_said_before_anybody_is_asked() {
        assertThat(typed.run("reservation", "create", "x", "--gpus", "1")).isEqualTo(2);
        assertThat(typed.err()).contains("--until");
        assertThat(typed.run("reservation", "create", "x", "--gpus", "some", "--until", "noon"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("4xA100");
        assertThat(typed.run("reservation", "create", "x", "--gpus", "1", "--until", "soon"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("HH:MM");
        assertThat(typed.run("reservation", "create", "x", "--gpus", "1", "--until", "noon", "--for", "ada"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("user:LOGIN");
        assertThat(typed.run(
                        "reservation",
                        "create",
                        "x",
                        "--gpus=some",
                        "--cpus=few",
                        "--memory=9999999999999g",
                        "--from=soon",
                        "--for=ada,user:bob,:c"))
                .isEqualTo(2);
        assertThat(typed.err())
                .contains("--from", "\"soon\"", "a reservation needs --until", "--gpus takes a number")
                .contains("--cpus takes a number, not \"few\"", "not \"ada\"", "not \":c\"", "9999999999999g")
                .doesNotContain("bob", "Exception");
    }
}
