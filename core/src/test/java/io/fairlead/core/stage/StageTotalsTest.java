package io.fairlead.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StageTotalsTest {
    private static final Instant NOON = Sample.NOON;

    /** Each stage takes one second, but for execute. */
    private static Way way(int seconds) {
        Optional<Timeline> times = Optional.of(
                new Timeline(NOON.plusSeconds(2), at(2), at(3), at(4), at(4), at(4 + seconds), at(5 + seconds)));
        return new Way(NOON, at(1), Optional.empty(), times);
    }

    private static Optional<Instant> at(int seconds) {
        return Optional.of(NOON.plusSeconds(seconds));
    }

    @Test
    void median_and_p95_are_of_the_nearest_rank() {
        List<Way> ways =
                IntStream.rangeClosed(1, 100).mapToObj(StageTotalsTest::way).toList();

        StageTotals execute = StageTotals.of(ways).get(Stage.EXECUTE.ordinal());

        assertThat(execute.jobs()).isEqualTo(100);
        assertThat(execute.median()).isEqualTo(Duration.ofSeconds(50));
        assertThat(execute.p95()).isEqualTo(Duration.ofSeconds(95));
        assertThat(execute.sum()).isEqualTo(Duration.ofSeconds(5050));
        assertThat(StageTotals.of(ways)).extracting(StageTotals::stage).containsExactly(Stage.values());
    }

    @Test
    void a_job_that_never_came_so_far_counts_only_where_it_was() {
        Way waiting = new Way(NOON, at(7), Optional.empty(), Optional.empty());

        List<StageTotals> totals = StageTotals.of(List.of(waiting));

        assertThat(totals).extracting(StageTotals::jobs).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(totals.getFirst().median()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void the_next_attempt_asks_for_its_allocation_when_the_one_before_has_ended() {
        Way again = new Way(
                NOON,
                at(1),
                at(20),
                Optional.of(new Timeline(NOON.plusSeconds(22), at(22), at(23), at(24), at(24), at(25), at(26))));

        assertThat(again.spans().get(Stage.REQUEST_ALLOCATION.ordinal()).took()).hasValue(Duration.ofSeconds(2));
    }
}
