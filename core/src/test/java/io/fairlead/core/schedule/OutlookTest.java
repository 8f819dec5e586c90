package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutlookTest {
    private static final Node A = Sample.node("a", 64, 256, 4, "NVIDIA A100");
    private static final int JOBS = 60;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Jobs of one device and at most an hour, of which the first four run. */
    private static Outlook outlook() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(Sample.queued(i, Sample.scheduled(Sample.definition(1, 1, 64), Sample.atMost(HOUR)), A.ref()));
        }
        Ledger ledger = new Ledger(List.of(A), jobs);
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        for (Start start : scheduler.pass(ledger, Sample.NOON.plusSeconds(JOBS)).starts()) {
            Optional<Job> before = ledger.job(start.job());
            Change assigned = new Change.Assigned(start.job(), 1, start.placements());
            scheduler.moved(
                    before, ledger.apply(new Recorded(Sample.NOON.plusSeconds(JOBS), new Actor.Scheduler(), assigned)));
        }
        return scheduler.outlook(ledger, Sample.NOON.plusSeconds(JOBS));
    }

    @Test
    void what_is_played_pass_by_pass_is_not_rough() {
        Map<JobId, Outlook.Estimate> estimates = outlook().estimates();

        assertThat(estimates).hasSize(JOBS - 4);
        assertThat(estimates.values()).noneMatch(Outlook.Estimate::rough);
    }

    @Test
    void what_is_too_far_down_the_queue_is_reckoned_by_amounts_and_is_near() {
        Map<JobId, Outlook.Estimate> exact = outlook().estimates();

        Map<JobId, Outlook.Estimate> rough = outlook().playing(20).estimates();

        assertThat(rough.keySet()).isEqualTo(exact.keySet());
        assertThat(rough.values().stream().filter(Outlook.Estimate::rough).count())
                .isGreaterThan(JOBS / 2);
        assertThat(rough.values().stream().filter(it -> !it.rough()).count()).isPositive();
        rough.forEach((job, estimate) -> {
            assertThat(estimate.early())
                    .as("job %s", job)
                    .isCloseTo(exact.get(job).early(), within(65, ChronoUnit.MINUTES))
                    .isBeforeOrEqualTo(estimate.late().orElseThrow());
        });
        assertThat(rough.get(Sample.id(JOBS - 1)).early())
                .isAfter(rough.get(Sample.id(JOBS / 2)).early());
    }
}
