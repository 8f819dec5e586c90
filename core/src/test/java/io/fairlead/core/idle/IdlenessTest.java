package io.fairlead.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.idle.Idleness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IdlenessTest {
    private static final Instant NOON = Instant.parse("2026-07-24T12:00:00Z");
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
    private static final Use REST = new Use(Duration.ofSeconds(5), Optional.of(100L), Optional.of(0), Optional.empty());

    private static Glance at(int seconds, Use use) {
        return new Glance(NOON.plusSeconds(seconds), Optional.of(use));
    }

    private static Idleness after(Glance... samples) {
        Idleness idleness = Idleness.UNKNOWN;
        for (Glance sample : samples) {
            idleness = idleness.after(sample);
        }
        return idleness;
    }

    @Test
    void nothing_done_between_two_looks_is_idleness_since_the_first() {
        assertThat(after(at(0, REST)).since()).isEmpty();
        assertThat(after(at(0, REST), at(30, REST), at(60, REST)).since()).contains(NOON);
    }

    @Test
    void each_sign_of_life_alone_ends_it_and_a_little_less_does_not() {
        Duration cpu = REST.cpu();
        Use computes = new Use(cpu.plusMillis(900), REST.network(), REST.gpuPercent(), REST.touched());
        Use almost = new Use(cpu.plusMillis(899), REST.network(), REST.gpuPercent(), REST.touched());
        Use sends = new Use(cpu, Optional.of(100L + (1L << 19) + 1), REST.gpuPercent(), REST.touched());
        Use whispers = new Use(cpu, Optional.of(100L + (1L << 19)), REST.gpuPercent(), REST.touched());
        Use draws = new Use(cpu, REST.network(), Optional.of(5), REST.touched());
        Use flickers = new Use(cpu, REST.network(), Optional.of(4), REST.touched());
        Use typed = new Use(cpu, REST.network(), REST.gpuPercent(), Optional.of(NOON.plusSeconds(29)));
        Use longAgo = new Use(cpu, REST.network(), REST.gpuPercent(), Optional.of(NOON));

        for (Use busy : List.of(computes, sends, draws, typed)) {
            assertThat(after(at(0, REST), at(30, busy)).since()).as("%s", busy).isEmpty();
        }
        for (Use idle : List.of(almost, whispers, flickers, longAgo)) {
            assertThat(after(at(0, REST), at(30, idle)).since()).as("%s", idle).contains(NOON);
        }
    }

    @Test
    void what_nobody_measures_is_no_sign_of_life() {
        Use bare = new Use(REST.cpu(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(after(at(0, bare), at(30, bare)).since()).contains(NOON);
    }

    @Test
    void time_is_counted_anew_after_what_is_not_known() {
        Glance unread = new Glance(NOON.plusSeconds(60), Optional.empty());
        Use reset = new Use(Duration.ZERO, REST.network(), REST.gpuPercent(), REST.touched());

        assertThat(after(at(0, REST), at(30, REST), unread)).isEqualTo(Idleness.UNKNOWN);
        assertThat(after(at(0, REST), at(30, REST), unread, at(90, REST)).since())
                .isEmpty();
        assertThat(after(at(0, REST), at(30, REST), unread, at(90, REST), at(120, REST))
                        .since())
                .contains(NOON.plusSeconds(90));
        assertThat(after(at(0, REST), at(30, REST), at(331, REST)).since()).isEmpty();
        assertThat(after(at(0, REST), at(30, REST), at(30, REST)).since()).isEmpty();
        assertThat(after(at(0, REST), at(30, REST), at(20, REST)).since()).isEmpty();
        assertThat(after(at(0, REST), at(30, reset)).since()).isEmpty();
    }

    @Test
    void the_warning_comes_a_fifth_of_the_time_before_the_stop() {
        Duration timeout = Duration.ofMinutes(10);
        Idleness idleness = Idleness.UNKNOWN;
        List<Integer> warnings = new ArrayList<>();
        int second = 0;
        for (; idleness.verdict(timeout, false) != Verdict.STOP; second += 30) {
            idleness = idleness.after(at(second, REST));
            if (idleness.verdict(timeout, false) == Verdict.WARN) {
                warnings.add(second);
                idleness = idleness.warned();
            }
        }

        assertThat(warnings).containsExactly(480);
        assertThat(second - 30).isEqualTo(600);
        assertThat(idleness.stopAt(timeout)).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void a_late_warning_puts_the_stop_off() {
        Duration timeout = Duration.ofMinutes(4);
        Idleness late = after(at(0, REST), at(290, REST));

        assertThat(late.verdict(timeout, false)).isEqualTo(Verdict.WARN);
        assertThat(late.warned().verdict(timeout, true)).isEqualTo(Verdict.NOTHING);
        assertThat(late.warned().stopAt(timeout)).isEqualTo(NOON.plusSeconds(338));
        assertThat(late.warned().after(at(337, REST)).verdict(timeout, true)).isEqualTo(Verdict.NOTHING);
        assertThat(late.warned().after(at(338, REST)).verdict(timeout, true)).isEqualTo(Verdict.STOP);
    }

    @Test
    void a_warning_that_is_shown_is_taken_back_once_the_time_counts_anew() {
        assertThat(after(at(0, REST)).verdict(HALF_MINUTE, true)).isEqualTo(Verdict.TAKE_BACK);
        assertThat(Idleness.UNKNOWN.verdict(HALF_MINUTE, true)).isEqualTo(Verdict.TAKE_BACK);
        assertThat(Idleness.UNKNOWN.verdict(HALF_MINUTE, false)).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void it_is_looked_at_the_more_seldom_the_longer_it_may_be_idle() {
        assertThat(Idleness.every(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));
        assertThat(Idleness.every(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(10));
        assertThat(Idleness.every(Duration.ofDays(1))).isEqualTo(HALF_MINUTE);
    }

    /** Over many lives: reckoned here second by second, and not by the folding that is tested. */
    @Test
    void over_thousands_of_lives_nobody_is_stopped_who_worked_or_was_not_seen_or_not_warned_in_time() {
        int stops = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Duration timeout = Duration.ofSeconds(60 + random.nextInt(1_000));
            int busyPermille = random.nextInt(60);
            Idleness idleness = Idleness.UNKNOWN;
            Duration cpu = Duration.ZERO;
            int second = 0;
            int notIdleBefore = 0;
            Optional<Integer> warned = Optional.empty();
            for (int i = 0; i < 200; i++) {
                int step = random.nextInt(50) == 0 ? 400 : 5 + random.nextInt(40);
                second += step;
                boolean busy = random.nextInt(1_000) < busyPermille;
                boolean unread = random.nextInt(100) == 0;
                cpu = cpu.plusSeconds(busy ? step : 0);
                if (i == 0 || busy || unread || step > 300) {
                    notIdleBefore = second;
                    warned = Optional.empty();
                }
                Use use = new Use(cpu, Optional.empty(), Optional.empty(), Optional.empty());
                idleness = idleness.after(
                        unread ? new Glance(NOON.plusSeconds(second), Optional.empty()) : at(second, use));
                Verdict verdict = idleness.verdict(timeout, warned.isPresent());
                if (verdict == Verdict.WARN) {
                    assertThat(warned).as("seed %d", seed).isEmpty();
                    warned = Optional.of(second);
                    idleness = idleness.warned();
                } else if (verdict == Verdict.STOP) {
                    stops++;
                    assertThat(Duration.ofSeconds(second - notIdleBefore))
                            .as("seed %d", seed)
                            .isGreaterThanOrEqualTo(timeout);
                    assertThat(Duration.ofSeconds(second - warned.orElseThrow()))
                            .as("seed %d", seed)
                            .isGreaterThanOrEqualTo(timeout.dividedBy(5));
                    break;
                } else {
                    assertThat(second - notIdleBefore)
                            .as("seed %d is not stopped", seed)
                            .isLessThan((int) (2 * timeout.toSeconds() + 800));
                }
            }
        }
        assertThat(stops).isGreaterThan(500);
    }
}
