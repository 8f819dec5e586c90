package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.api.LimitsView.BoundView;
import io.fairlead.wire.api.LimitsView.UseView;
import io.fairlead.wire.api.QuotaView;
import io.fairlead.wire.api.Route;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static final long GIB = 1L << 30;
    private final Typed typed = new Typed();

    private static BoundView bound(long most, String source) {
        return new BoundView(Optional.of(BigDecimal.valueOf(most)), Optional.of(source));
    }

    private static UseView use(String used, long most) {
        return new UseView(
                new BigDecimal(used), Optional.of(BigDecimal.valueOf(most)), Optional.of("group researcher"));
    }

    static LimitsView limits() {
        return limits(1800);
    }

    private static LimitsView limits(long idleSeconds) {
        BoundView nobody = new BoundView(Optional.empty(), Optional.empty());
        return new LimitsView(
                "alice",
                Optional.of("researcher"),
                "vision",
                2,
                Optional.of(5),
                Optional.of(new QuotaView(
                        "vision",
                        BigDecimal.valueOf(4),
                        Optional.of(BigDecimal.valueOf(32)),
                        BigDecimal.valueOf(6),
                        new BigDecimal("12.5"))),
                new LimitsView.OneJob(
                        bound(3, "group researcher"),
                        bound(48, "group researcher"),
                        bound(64 * GIB, "user alice"),
                        nobody,
                        bound(8 * GIB, "group researcher"),
                        bound(48 * 3600, "defaults"),
                        bound(idleSeconds, "defaults")),
                new LimitsView.Together(
                        use("2", 5),
                        use("4", 4),
                        use("7.5", 10),
                        new UseView(BigDecimal.valueOf(GIB), Optional.empty(), Optional.empty()),
                        new UseView(
                                BigDecimal.valueOf(4 * GIB),
                                Optional.of(BigDecimal.valueOf(16 * GIB)),
                                Optional.of("project vision")),
                        use("20", 20_000)));
    }

    @Test
    void limits_are_shown_with_bars_and_where_they_come_from() {
        try (var server = new FakeServer(typed.socket).on(Route.LIMITS, limits())) {
            assertThat(typed.run("limits")).isZero();

            Golden.holds("limits.txt", typed.out());
            assertThat(server.asked(Route.LIMITS).getFirst().query()).isEmpty();
            assertThat(typed.run("limits", "--as", "bob", "-v", "-o", "json")).isZero();
            assertThat(server.asked(Route.LIMITS).getLast().query()).containsEntry("as", "bob");
            assertThat(typed.out()).contains("\"runTimeSeconds\"");
        }
    }

    @Test
    void a_time_of_less_than_a_minute_is_not_none() {
        try (var _ = new FakeServer(typed.socket).on(Route.LIMITS, limits(90))) {
            typed.run("limits");

            assertThat(typed.out()).contains("idle timeout    90 s  (defaults)");
        }
    }

    @Test
    void on_a_terminal_bars_are_green_yellow_and_red_unless_nobody_wants_colours() {
        try (var _ = new FakeServer(typed.socket).on(Route.LIMITS, limits())) {
            typed.onTerminal(80).run("limits");
            assertThat(typed.out())
                    .contains("\u001b[32m[########---", "\u001b[33m[###############-", "\u001b[31m[####");

            typed.environment.put("NO_COLOR", "1");
            typed.run("limits");
            assertThat(typed.out()).doesNotContain("\u001b");
        }
    }
}
