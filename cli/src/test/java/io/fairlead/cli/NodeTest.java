package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DeviceView;
import io.fairlead.wire.api.NodeList.NodeView.DrainView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.Route;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Machines that are set aside. */
final class NodeTest {
    private static final DrainView FANS =
            new DrainView(java.time.Instant.parse("2026-11-29T10:00:00Z"), "anna", "new fans");

    private final Typed typed = new Typed();

    private static NodeView node(String name, boolean busy, Optional<DrainView> drained, Optional<DrainView> second) {
        return new NodeView(
                0,
                name,
                "local",
                new BigDecimal("8"),
                new BigDecimal("7"),
                16L << 30,
                16L << 30,
                List.of(
                        new DeviceView(
                                "GPU-0",
                                0,
                                "A100",
                                80L << 30,
                                busy ? BigDecimal.ONE : BigDecimal.ZERO,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                Optional.empty()),
                        new DeviceView(
                                "GPU-1",
                                1,
                                "A100",
                                80L << 30,
                                BigDecimal.ZERO,
                                false,
                                second,
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                Optional.empty())),
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                busy,
                drained);
    }

    @Test
    void the_list_says_what_is_set_aside_by_whom_since_when_and_why() {
        var nodes = new NodeList(List.of(
                node("a", false, Optional.empty(), Optional.of(FANS)),
                node("b", true, Optional.of(FANS), Optional.empty()),
                node("c", false, Optional.of(FANS), Optional.empty())));
        try (var server = new FakeServer(typed.socket)
                .on(Route.NODES, nodes)
                .on(Route.RESERVATIONS, new ReservationList(List.of(ReservationTest.course("a"))))) {
            assertThat(typed.run("node", "list")).isZero();

            assertThat(typed.out())
                    .contains("2 × A100: 1 free, 1 drained", "GPU 1 by anna since 2026-11-29 1", ": new fans");
            assertThat(typed.out()).contains("2 × A100: 1 draining, 1 drained", "draining", "drained");
            assertThat(typed.out()).containsOnlyOnce("reservation course: 2 × A100 (GPU 2, 3) from 2100-12-01");
            assertThat(server.asked(Route.NODES)).hasSize(1);
        }
    }

    @Test
    void a_drain_names_node_devices_and_reason() {
        try (var server = new FakeServer(typed.socket)
                .on(Route.NODE_DRAIN, node("a", true, Optional.empty(), Optional.of(FANS)))
                .on(Route.NODE_RESUME, node("a", true, Optional.empty(), Optional.empty()))) {
            assertThat(typed.run("node", "drain", "a", "--reason", "new fans", "--devices", "1,2", "--device", "GPU-7"))
                    .isZero();

            assertThat(server.asked(Route.NODE_DRAIN).getFirst().body())
                    .isEqualTo("{\"node\":\"a\",\"devices\":[\"1\",\"2\",\"GPU-7\"],\"reason\":\"new fans\"}");
            assertThat(typed.out()).isEqualTo("a\n");
            assertThat(typed.err()).contains("1 busy, 1 drained");

            assertThat(typed.run("node", "resume", "a")).isZero();
            assertThat(server.asked(Route.NODE_RESUME).getFirst().body()).isEqualTo("{\"node\":\"a\",\"devices\":[]}");
            assertThat(typed.err()).contains("node a is ok");
        }
    }

    @Test
    void the_list_says_what_is_wrong_with_devices_and_counts_them_as_not_free() {
        NodeView sound = node("a", false, Optional.empty(), Optional.empty());
        DeviceView first = sound.devices().getFirst();
        NodeView view = new NodeView(
                0,
                "a",
                "local",
                sound.cpus(),
                sound.cpusFree(),
                16L << 30,
                16L << 30,
                List.of(
                        first,
                        new DeviceView(
                                "GPU-1",
                                1,
                                "A100",
                                80L << 30,
                                BigDecimal.ZERO,
                                false,
                                Optional.empty(),
                                Optional.of(new NodeView.DefectView(
                                        "foreign", "is used outside Fairlead: process 77 (train) of anna")),
                                0,
                                Optional.empty(),
                                Optional.empty())),
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                false,
                Optional.empty());
        try (var server = new FakeServer(typed.socket)
                .on(Route.NODES, new NodeList(List.of(view)))
                .on(Route.RESERVATIONS, new ReservationList(List.of()))) {
            assertThat(typed.run("node", "list")).isZero();

            assertThat(typed.out())
                    .contains(
                            "2 × A100: 1 free, 1 used outside Fairlead",
                            "1/2",
                            "GPU 1 is used outside Fairlead: process 77");
            assertThat(server.asked(Route.NODES)).hasSize(1);
        }
    }

    private static NodeView eight(IntUnaryOperator island, IntFunction<Optional<String>> cpus) {
        List<DeviceView> devices = IntStream.range(0, 8)
                .mapToObj(i -> new DeviceView(
                        "GPU-" + i,
                        i,
                        "A100",
                        80L << 30,
                        BigDecimal.ZERO,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        island.applyAsInt(i),
                        cpus.apply(i),
                        Optional.empty()))
                .toList();
        NodeView plain = node("a", false, Optional.empty(), Optional.empty());
        return new NodeView(
                0,
                "a",
                "local",
                plain.cpus(),
                plain.cpusFree(),
                16L << 30,
                16L << 30,
                devices,
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private String listed(NodeView node, String... more) {
        try (var _ = new FakeServer(typed.socket)
                .on(Route.NODES, new NodeList(List.of(node)))
                .on(Route.RESERVATIONS, new ReservationList(List.of()))) {
            assertThat(typed.run(Stream.concat(Stream.of("node", "list"), Stream.of(more))
                            .toArray(String[]::new)))
                    .isZero();
            return typed.out();
        }
    }

    @Test
    void which_devices_are_near_each_other_is_listed_where_not_all_are() {
        NodeView halves = eight(i -> i / 4, i -> Optional.of(i < 4 ? "0-15" : "16-31"));
        assertThat(listed(halves)).contains("NEAR EACH OTHER", "0-3 | 4-7").doesNotContain("by CPUs");
        assertThat(listed(halves, "-o", "wide")).contains("0-3 by CPUs 0-15 | 4-7 by CPUs 16-31");
        assertThat(listed(halves, "-o", "json")).contains("\"island\": 1", "\"nearCpus\": \"16-31\"");

        assertThat(listed(eight(i -> i % 2, _ -> Optional.empty()), "-o", "wide"))
                .contains("0,2,4,6 | 1,3,5,7")
                .doesNotContain("by CPUs");
    }

    @Test
    void where_all_devices_are_as_near_nothing_is_said_of_it() {
        NodeView alike = eight(_ -> 0, _ -> Optional.empty());

        assertThat(listed(alike)).doesNotContain("NEAR");
        assertThat(listed(alike, "-o", "wide")).doesNotContain("NEAR");
        assertThat(listed(eight(_ -> 0, _ -> Optional.of("0-15")), "-o", "wide"))
                .contains("0-7 by CPUs 0-15");
    }
}
