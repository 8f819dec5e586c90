package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.QueueView;
import io.fairlead.wire.api.QueueView.HeldView;
import io.fairlead.wire.api.QueueView.QueuedView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.api.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QueueTest {
    private static final JobSummary.Request ONE =
            new JobSummary.Request(BigDecimal.TWO, BigDecimal.ONE, 1 << 30, Optional.empty());

    private final Typed typed = new Typed();

    private static Optional<Instant> in(int hours) {
        return Optional.of(Typed.NOW.plusSeconds(hours * 3600L));
    }

    private static QueuedView others(int hours) {
        return others(hours, "1");
    }

    private static QueuedView others(int hours, String gpus) {
        return new QueuedView(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "RUNNING",
                Samples.ago(600),
                ONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                in(hours),
                List.of(new HeldView("a", List.of(0), new BigDecimal(gpus))),
                Optional.empty());
    }

    private static QueuedView mine(Optional<Instant> promised, Optional<Instant> early, Optional<Instant> late) {
        return mine(promised, early, late, false);
    }

    private static QueuedView mine(
            Optional<Instant> promised, Optional<Instant> early, Optional<Instant> late, boolean rough) {
        Finding why = FakeServer.problem("E-NO-FREE-GPUS", "no node has 2 free GPUs");
        return new QueuedView(
                Optional.of(Samples.ID),
                Optional.of("train"),
                Optional.of("ada"),
                "QUEUED",
                Samples.ago(60),
                ONE,
                Optional.of(1),
                Optional.of(why),
                Optional.of(new ClaimView(
                        "low",
                        "normal",
                        in(5),
                        "birds",
                        2,
                        new BigDecimal("12.50"),
                        BigDecimal.ONE,
                        new BigDecimal("40.0"))),
                Optional.of(true),
                promised,
                early,
                late,
                rough,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static NodeList nodes() {
        return nodes(Optional.empty());
    }

    private static NodeList nodes(Optional<String> profile) {
        List<NodeList.NodeView.DeviceView> devices = IntStream.range(0, 2)
                .mapToObj(i -> new NodeList.NodeView.DeviceView(
                        "GPU-" + i,
                        i,
                        "A100",
                        1L << 36,
                        BigDecimal.ZERO,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        profile))
                .toList();
        return new NodeList(List.of(new NodeList.NodeView(
                0,
                "a",
                "local",
                BigDecimal.TEN,
                BigDecimal.TEN,
                1L << 36,
                1L << 36,
                devices,
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                false,
                Optional.empty())));
    }

    @Test
    void those_who_run_come_before_those_who_wait_with_when_they_start() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.QUEUE,
                    new QueueView(
                            Typed.NOW,
                            List.of(
                                    others(2),
                                    mine(in(2), in(1), in(2)),
                                    mine(Optional.empty(), in(1), in(30), true))));

            typed.run("queue");

            assertThat(typed.out()).isEqualTo("""
                    POS  ID          NAME   OWNER  STATE           GPUS  CPUS  STARTS                             ENDS BY  WHY
                         -           -      -      RUNNING 10 min  1     2                                        15:00
                    1    7g3k0q2m4x  train  ada    QUEUED 60 s     1     2     14:00, by 15:00                             E-NO-FREE-GPUS
                    1    7g3k0q2m4x  train  ada    QUEUED 60 s     1     2     roughly 14:00 to 2026-03-02 19:00           E-NO-FREE-GPUS
                    """);
        }
    }

    @Test
    void a_timeline_shows_everybody_who_shares_a_device() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.QUEUE, new QueueView(Typed.NOW, List.of(others(2, "0.5"), others(1, "0.25"))))
                    .on(Route.NODES, nodes())
                    .on(Route.RESERVATIONS, new ReservationList(List.of()));

            typed.run("queue", "--timeline");

            assertThat(typed.out().lines().skip(1).limit(3))
                    .containsExactly(
                            "a GPU 0             ################################################  0.5 GPU: somebody else's (simulated)",
                            "                    ########################........................  0.25 GPU: somebody else's (simulated)",
                            "a GPU 1             ................................................   (simulated)");
        }
    }

    @Test
    void a_timeline_names_mig_slices_by_their_profile() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.QUEUE, new QueueView(Typed.NOW, List.of(others(2, "0.142"))))
                    .on(Route.NODES, nodes(Optional.of("1g.10gb")))
                    .on(Route.RESERVATIONS, new ReservationList(List.of()));

            typed.run("queue", "--timeline");

            assertThat(typed.out().lines().skip(1).limit(2))
                    .containsExactly(
                            "a GPU 0             ################################################  1g.10gb: somebody else's (simulated)",
                            "a GPU 1             ................................................  1g.10gb (simulated)");
        }
    }

    @Test
    void a_timeline_shows_what_is_reserved() {
        var soon = new ReservationView(
                "course",
                0,
                "a",
                List.of(new ReservationView.ReservedDevice("GPU-1", 1, "A100")),
                BigDecimal.ONE,
                1L << 30,
                in(1).orElseThrow(),
                in(2).orElseThrow(),
                Optional.empty(),
                "anna");
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.QUEUE, new QueueView(Typed.NOW, List.of(others(2, "0.5"), mine(in(4), in(1), in(4)))))
                    .on(Route.NODES, nodes())
                    .on(Route.RESERVATIONS, new ReservationList(List.of(soon)));

            typed.run("queue", "--timeline");

            assertThat(typed.out())
                    .contains(
                            "a GPU 1             ............============........................   (simulated)  reserved: course")
                    .contains("= reserved");
        }
    }

    @Test
    void a_timeline_shows_each_device_until_it_is_free() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.QUEUE, new QueueView(Typed.NOW, List.of(others(2), mine(in(4), in(1), in(4)))))
                    .on(Route.NODES, nodes())
                    .on(Route.RESERVATIONS, new ReservationList(List.of()));

            typed.run("queue", "--timeline");

            assertThat(typed.out()).isEqualTo("""
                                        13:00                                      17:00
                    a GPU 0             ########################........................  somebody else's (simulated)
                    a GPU 1             ................................................   (simulated)
                    waits 1                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  7g3k0q2m4x train, 14:00, by 17:00
                    # held up to its limit  ? held, no limit  ~ probably starts here
                    """);
        }
    }
}
