package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Window;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
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

    /** Those that can start have; who waits is estimated. */
    private static Map<JobId, Outlook.Estimate> estimates(LimitTable limits, Quotas quotas, List<Job> jobs) {
        return after(limits, quotas, jobs).estimates();
    }

    private static Outlook after(LimitTable limits, Quotas quotas, List<Job> jobs) {
        Ledger ledger = new Ledger(List.of(A), jobs);
        Shares shares = new Shares(Duration.ofDays(1), Duration.ofDays(1), Map.of(), quotas);
        Scheduler scheduler = new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(shares));
        for (Start start : scheduler.pass(ledger, Sample.NOON).starts()) {
            move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
        }
        assertThat(scheduler.pass(ledger, Sample.NOON).starts()).isEmpty();
        return scheduler.outlook(ledger, Sample.NOON);
    }

    private static void move(Scheduler scheduler, Ledger ledger, Change change) {
        Optional<Job> before = ledger.job(change.job());
        scheduler.moved(before, ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), change)));
    }

    private static Job job(int number, Wished wished) {
        return Job.admitted(
                Sample.id(number),
                Sample.submission(
                        Sample.scheduled(
                                Sample.definition(1, 1, 64),
                                wished.atMost(HOUR)
                                        .grace(Duration.ofSeconds(10))
                                        .scheduling()),
                        A.ref()),
                false,
                true,
                Sample.NOON);
    }

    /** Of four devices; each holds one for an hour, its grace period, a minute to start and a minute to end. */
    private static void followOneAnother(Map<JobId, Outlook.Estimate> estimates, int together) {
        for (int i = together; i < 6; i++) {
            Outlook.Estimate estimate = Objects.requireNonNull(estimates.get(Sample.id(i)));
            assertThat(estimate.early())
                    .as("job %s", i)
                    .isEqualTo(Sample.NOON.plusSeconds((long) (i / together) * (3600 + 10 + 120)));
            assertThat(estimate.late()).contains(estimate.early());
            assertThat(estimate.rough()).isFalse();
        }
    }

    private static Wished notBefore(Instant time) {
        return Wished.plain().within(new Window(Optional.of(time), Optional.empty()));
    }

    private static List<Job> six(Function<Integer, Wished> wished) {
        return IntStream.range(0, 6).mapToObj(i -> job(i, wished.apply(i))).toList();
    }

    @Test
    void who_is_not_to_start_before_a_time_is_estimated_to_start_then_and_not_before() {
        Instant morning = Sample.NOON.plus(Duration.ofHours(20));
        List<Job> jobs = new ArrayList<>(six(_ -> Wished.plain()));
        jobs.add(job(6, notBefore(morning)));

        Map<JobId, Outlook.Estimate> estimates = estimates(LimitTable.SHIPPED, Quotas.NONE, jobs);

        followOneAnother(estimates, 4);
        assertThat(estimates.get(Sample.id(6))).isEqualTo(new Outlook.Estimate(morning, Optional.of(morning), false));
    }

    @Test
    void and_later_where_there_is_no_room_at_that_time() {
        List<Job> jobs = new ArrayList<>(six(_ -> Wished.plain()));
        jobs.removeLast();
        jobs.removeLast();
        jobs.add(job(6, notBefore(Sample.NOON.plusSeconds(60))));

        Outlook.Estimate estimate = Objects.requireNonNull(
                estimates(LimitTable.SHIPPED, Quotas.NONE, jobs).get(Sample.id(6)));

        assertThat(estimate.early()).isEqualTo(Sample.NOON.plusSeconds(3600 + 10 + 120));
        assertThat(estimate.late()).contains(estimate.early());
    }

    @Test
    void beyond_what_is_played_it_is_reckoned_by_amounts_but_not_before_that_time() {
        Instant tomorrow = Sample.NOON.plus(Duration.ofDays(1));
        List<Job> jobs = new ArrayList<>(six(_ -> Wished.plain()));
        jobs.add(job(6, notBefore(tomorrow)));

        Outlook.Estimate estimate = Objects.requireNonNull(after(LimitTable.SHIPPED, Quotas.NONE, jobs)
                .playing(1)
                .estimates()
                .get(Sample.id(6)));

        assertThat(estimate.early()).isEqualTo(tomorrow);
        assertThat(estimate.rough()).isTrue();
    }

    @Test
    void of_one_that_comes_after_another_or_is_held_nobody_knows() {
        Job first = job(0, Wished.plain());
        Job next = job(
                1,
                notBefore(Sample.NOON.plusSeconds(60))
                        .after(List.of(new Dependency(first.id(), Dependency.On.FINISHED))));
        Job held = Sample.after(job(2, Wished.plain()), new Change.Held(Sample.id(2)));

        assertThat(estimates(LimitTable.SHIPPED, Quotas.NONE, List.of(first, next, held)))
                .isEmpty();
    }

    @Test
    void what_a_limit_keeps_waiting_is_estimated_to_start_when_that_leaves_it_room() {
        UserLimits none = UserLimits.NONE;
        LimitTable two = LimitTable.of(new Limits(
                JobLimits.NONE,
                new UserLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        Bound.of(2, LimitSource.DEFAULTS),
                        none.submitted())));

        followOneAnother(estimates(two, Quotas.NONE, six(_ -> Wished.plain())), 2);
    }

    @Test
    void so_is_what_a_quota_keeps_waiting() {
        Quotas one = new Quotas(Map.of("ada", new Quota(Gpus.of(1), Optional.empty())), Duration.ZERO);

        followOneAnother(estimates(LimitTable.SHIPPED, one, six(_ -> Wished.plain())), 1);
    }

    @Test
    void so_is_what_a_full_bucket_keeps_waiting() {
        Optional<Bucket> three = Optional.of(new Bucket("sweep", 3));

        followOneAnother(
                estimates(
                        LimitTable.SHIPPED, Quotas.NONE, six(_ -> Wished.plain().in(three))),
                3);
    }

    @Test
    void who_is_being_halted_is_expected_to_leave_by_when_it_must_whatever_its_limit() {
        for (boolean bounded : List.of(true, false)) {
            Wished plain = Wished.plain().grace(Duration.ofSeconds(10));
            Wished wished = bounded ? plain.atMost(Duration.ofDays(3)) : plain;
            Job runs = Sample.queued(0, Sample.scheduled(Sample.definition(1, 4, 64), wished.scheduling()), A.ref());
            Ledger ledger =
                    new Ledger(List.of(A), List.of(runs, Sample.queued(2, Sample.definition(1, 1, 64), A.ref())));
            Scheduler scheduler =
                    new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
            Start start = scheduler.pass(ledger, Sample.NOON).starts().getFirst();
            move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
            move(scheduler, ledger, new Change.Starting(start.job(), 1));
            move(scheduler, ledger, new Change.Running(start.job(), 1, Sample.NOON));
            Problem why = new ProblemCode("E-TEST", "halted", "wait", "Only in tests.").reason();
            move(scheduler, ledger, new Change.HaltAsked(start.job(), 1, Optional.empty(), why));

            Outlook.Estimate estimate =
                    scheduler.outlook(ledger, Sample.NOON).of(Sample.id(2)).orElseThrow();

            assertThat(estimate.early()).isBetween(Sample.NOON, Sample.NOON.plusSeconds(600));
            assertThat(estimate.late().orElseThrow()).isBefore(Sample.NOON.plusSeconds(600));
        }
    }
}
