package io.fairlead.core.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UsageTest {
    private static final Account ADA = new Account("birds", 1001);
    private static final long HOUR = 3600;
    private static final Shares DAILY = new Shares(Duration.ofDays(1), Duration.ofDays(1), Map.of());

    private static long at(Usage usage, long now) {
        return usage.at(now).getOrDefault(ADA, 0L);
    }

    @Test
    void what_was_used_counts_half_after_a_half_life_and_nothing_after_ten() {
        Usage usage = new Usage(DAILY);
        usage.ended(ADA, new Span(0, HOUR, 1000));

        assertThat(at(usage, HOUR)).isEqualTo(1000 * HOUR);
        assertThat(at(usage, 24 * HOUR)).isEqualTo(500 * HOUR);
        assertThat(at(usage, 48 * HOUR)).isEqualTo(250 * HOUR);
        assertThat(at(usage, 11 * 24 * HOUR)).isZero();
        assertThat(usage.reach()).isGreaterThanOrEqualTo(Duration.ofDays(10));
    }

    @Test
    void what_still_runs_counts_as_it_will_when_it_ends_now() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Usage usage = new Usage(DAILY);
            long from = random.nextInt(1_000_000);
            long now = from + random.nextInt(2_000_000);
            Span span = new Span(from, now, 1 + random.nextInt(8000));
            long running = usage.of(span, now);
            usage.ended(ADA, span);

            assertThat(at(usage, now)).as("run " + i).isEqualTo(running);
        }
    }

    @Test
    void the_order_in_which_attempts_are_told_does_not_matter() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Span> spans = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long from = random.nextInt(3_000_000);
                spans.add(new Span(from, from + random.nextInt(400_000), 1 + random.nextInt(8000)));
            }
            Usage one = new Usage(DAILY);
            spans.forEach(span -> one.ended(ADA, span));
            Collections.shuffle(spans, random);
            Usage other = new Usage(DAILY);
            spans.forEach(span -> other.ended(ADA, span));
            long now = 3_000_000 + random.nextInt(1_000_000);

            assertThat(one.at(now)).as("seed " + seed).isEqualTo(other.at(now));
        }
    }

    @Test
    void sixteen_cpus_count_as_a_gpu_and_the_greater_of_both_counts() {
        assertThat(Span.rate(Gpus.of(2), Cores.of(4))).isEqualTo(2000);
        assertThat(Span.rate(Gpus.of(0), Cores.of(16))).isEqualTo(1000);
        assertThat(Span.rate(Gpus.of(1), Cores.of(32))).isEqualTo(2000);
        assertThat(Span.rate(Gpus.of(0), new Cores(1))).isEqualTo(1);
    }

    @Test
    void a_year_of_half_life_and_ten_thousand_gpus_do_not_overflow() {
        Usage usage = new Usage(new Shares(Shares.DURATION_MOST, Duration.ofDays(1), Map.of()));
        long year = Shares.DURATION_MOST.toSeconds();
        usage.ended(ADA, new Span(0, year, 10_000_000));

        assertThat((double) at(usage, year))
                .isCloseTo(10_000_000.0 * year / 2 / Math.log(2), within(0.05 * 1e7 * year));
    }
}
