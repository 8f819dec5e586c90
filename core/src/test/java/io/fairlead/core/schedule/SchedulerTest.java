package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Window;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
    private static final Node A = Sample.node("a", 8, 32, 4, "NVIDIA A100");
    private static final Node B = Sample.node("b", 8, 32, 4, "Tesla V100");

    private static Plan plan(List<Node> nodes, Job... jobs) {
        return plan(new Ledger(nodes, List.of(jobs)), LimitTable.SHIPPED, Sample.NOON);
    }

    private static Plan plan(Ledger ledger, LimitTable limits, Instant now) {
        return new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(Shares.DEFAULT)).pass(ledger, now);
    }

    /** Why those of these that do not start wait, in the order given. */
    private static List<String> reasons(Ledger ledger, LimitTable limits, Instant now) {
        Scheduler scheduler = new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan plan = scheduler.pass(ledger, now);
        for (Start start : plan.starts()) {
            move(scheduler, ledger, new Change.Assigned(start.job(), start.attempt(), start.placements()));
        }
        Plan next = scheduler.pass(ledger, now);
        assertThat(next.starts()).isEmpty();
        return ledger.queued().stream()
                .map(job -> scheduler.reasons(ledger, next, now).of(job, 1).code())
                .toList();
    }

    private static List<String> reasons(List<Node> nodes, Job... jobs) {
        return reasons(new Ledger(nodes, List.of(jobs)), LimitTable.SHIPPED, Sample.NOON);
    }

    private static void move(Scheduler scheduler, Ledger ledger, Change change) {
        Optional<Job> before = ledger.job(change.job());
        Job after = ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), change));
        scheduler.moved(before, after);
    }

    private static Job job(int number, int gpus, Node... nodes) {
        NodeRef[] refs = java.util.Arrays.stream(nodes).map(Node::ref).toArray(NodeRef[]::new);
        return Sample.queued(number, Sample.definition(1, gpus, 512), refs);
    }

    private static List<JobId> started(Plan plan) {
        return plan.starts().stream().map(Start::job).toList();
    }

    private static Job timed(int number, int gpus, Duration most, Node... nodes) {
        Job plain = job(number, gpus, nodes);
        JobDefinition definition = Sample.scheduled(plain.submission().definition(), Sample.atMost(most));
        return Sample.queued(number, definition, plain.submission().nodes().toArray(NodeRef[]::new));
    }

    @Test
    void jobs_start_in_the_order_of_submit_while_they_fit() {
        Job[] jobs = {job(3, 1, A), job(1, 2, A), job(2, 1, A), job(4, 1, A)};

        assertThat(started(plan(List.of(A), jobs))).containsExactly(Sample.id(1), Sample.id(2), Sample.id(3));
        assertThat(reasons(List.of(A), jobs)).containsExactly("E-NO-FREE-GPUS");
    }

    @Test
    void where_nobody_knows_when_room_comes_a_job_keeps_its_nodes_so_that_no_smaller_one_passes_it() {
        Job[] jobs = {job(1, 2, A), job(2, 4, A), timed(3, 1, Duration.ofMinutes(1), A)};
        Plan plan = plan(List.of(A), jobs);

        assertThat(started(plan)).containsExactly(Sample.id(1));
        assertThat(plan.kept()).containsExactly(Sample.id(2));
        assertThat(plan.promised()).isEmpty();
        assertThat(reasons(List.of(A), jobs)).containsExactly("E-NO-FREE-GPUS", "E-QUEUE-BEHIND");
    }

    @Test
    void where_it_is_known_the_head_is_promised_a_start_and_passed_by_what_ends_before_it() {
        Duration hour = Duration.ofHours(1);
        Plan plan = plan(
                List.of(A),
                timed(1, 2, hour, A),
                timed(2, 4, hour, A),
                timed(3, 1, Duration.ofMinutes(30), A),
                timed(4, 1, Duration.ofHours(2), A));

        assertThat(started(plan)).containsExactly(Sample.id(1), Sample.id(3));
        // The hour of the first, its grace period, and a minute each to start and to end.
        Instant start = Sample.NOON.plus(hour).plusSeconds(10 + 120);
        assertThat(plan.promised()).contains(new Promised(Sample.id(2), start, A.ref()));
        // When the one that passed ought to have ended: nobody reckons with it any more if it has not.
        assertThat(plan.wakeAt()).contains(start.minus(Duration.ofMinutes(30)).plusMillis(1));
    }

    @Test
    void what_takes_only_what_the_head_leaves_over_may_take_for_ever() {
        Plan plan = plan(
                List.of(A), timed(1, 2, Duration.ofHours(1), A), timed(2, 3, Duration.ofHours(1), A), job(3, 1, A));

        assertThat(started(plan)).containsExactly(Sample.id(1), Sample.id(3));
        assertThat(plan.promised()).isPresent();
    }

    @Test
    void a_promise_that_an_overrun_breaks_is_revoked_with_its_cause() {
        Ledger ledger = new Ledger(
                List.of(A), List.of(timed(1, 2, Duration.ofHours(1), A), timed(2, 4, Duration.ofHours(1), A)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        Start start = first.starts().getFirst();
        move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
        Instant promise = first.promised().orElseThrow().start();
        move(scheduler, ledger, new Change.Promised(Sample.id(2), promise));

        assertThat(scheduler.pass(ledger, promise).broken()).isEmpty();
        Plan late = scheduler.pass(ledger, promise.plusMillis(1));

        assertThat(late.broken().orElseThrow().cause().code()).isEqualTo("E-PROMISE-OVERRUN");
        assertThat(late.promised()).isEmpty();
        assertThat(late.kept()).containsExactly(Sample.id(2));
    }

    @Test
    void a_promise_stands_before_everything_that_comes_later() {
        Ledger ledger = new Ledger(
                List.of(A), List.of(timed(1, 4, Duration.ofHours(1), A), timed(3, 4, Duration.ofHours(1), A)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        move(
                scheduler,
                ledger,
                new Change.Assigned(Sample.id(1), 1, first.starts().getFirst().placements()));
        move(
                scheduler,
                ledger,
                new Change.Promised(Sample.id(3), first.promised().orElseThrow().start()));
        Job before = timed(2, 4, Duration.ofHours(1), A);
        ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), new Change.Submitted(before)));
        scheduler.moved(Optional.empty(), before);
        move(scheduler, ledger, new Change.Ended(Sample.id(1), 1, JobState.CANCELLED, Optional.empty()));

        assertThat(started(scheduler.pass(ledger, Sample.NOON))).containsExactly(Sample.id(3));
    }

    @Test
    void a_job_that_ran_shortly_and_asked_for_another_attempt_rests_and_keeps_nobody_waiting() {
        Job rude = Sample.queued(1, Sample.scheduled(Sample.definition(1, 4, 512), Sample.restartable()), A.ref());
        Exit exit = new Exit(123, false, Sample.NOON.plusSeconds(1001), Optional.empty());
        Problem why = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();
        Job asked = Sample.after(
                Sample.running(rude),
                new Change.Exited(rude.id(), 1, Optional.of(exit), why),
                new Change.LogsComplete(rude.id(), 1),
                new Change.Requeued(rude.id(), 1, AttemptState.HALTED, why, false));
        Ledger ledger = new Ledger(List.of(A), List.of(asked, job(2, 1, A)));
        Instant end = Sample.NOON.plusSeconds(1003);

        Plan early = plan(ledger, LimitTable.SHIPPED, end);
        Plan due = plan(ledger, LimitTable.SHIPPED, end.plusSeconds(1));

        assertThat(started(early)).containsExactly(Sample.id(2));
        assertThat(early.wakeAt()).contains(end.plusSeconds(1));
        assertThat(started(due)).containsExactly(Sample.id(1));
        assertThat(due.wakeAt()).isEmpty();
        assertThat(reasons(ledger, LimitTable.SHIPPED, end)).containsExactly("E-RESTART-PAUSE");
    }

    @Test
    void jobs_for_other_nodes_go_on() {
        Job[] jobs = {job(1, 2, A), job(2, 4, A), job(3, 1, A), job(4, 1, B)};

        assertThat(started(plan(List.of(A, B), jobs))).containsExactly(Sample.id(1), Sample.id(4));
        assertThat(reasons(List.of(A, B), jobs)).containsExactly("E-NO-FREE-GPUS", "E-QUEUE-BEHIND");
    }

    @Test
    void a_job_whose_image_is_not_there_waits_and_keeps_nothing() {
        Job absent = Job.admitted(
                Sample.id(1), Sample.submission(Sample.definition(1, 4, 512), A.ref()), false, false, Sample.NOON);

        assertThat(started(plan(List.of(A), absent, job(2, 4, A)))).containsExactly(Sample.id(2));
        assertThat(reasons(List.of(A), absent, job(2, 4, A))).containsExactly("E-IMAGE-PULLING");
    }

    @Test
    void the_node_that_keeps_fewer_free_devices_is_chosen() {
        Node small = Sample.node("z", 8, 32, 1, "NVIDIA A100");

        Plan plan = plan(List.of(A, small), job(1, 1, A, small));

        assertThat(plan.starts().getFirst().placements().getFirst().where()).isEqualTo(small.ref());
    }

    @Test
    void of_a_node_with_several_models_only_those_asked_for_are_given() {
        Node mixed = new Node(
                A.ref(),
                A.site(),
                A.cores(),
                A.memory(),
                List.of(
                        A.devices().get(0),
                        B.devices().get(1),
                        A.devices().get(2),
                        B.devices().get(3)),
                A.cuda(),
                A.features());
        Resources plain = Sample.definition(1, 2, 512).resources();
        Resources wanted = new Resources(
                plain.cpus(),
                plain.gpus(),
                plain.memory(),
                List.of("v100"),
                plain.gpuMemory(),
                plain.migProfile(),
                plain.minCuda(),
                plain.clusters(),
                plain.node(),
                plain.features(),
                plain.shm(),
                plain.scratch());
        JobDefinition definition =
                JobDefinition.of("train", wanted, Sample.definition(1, 2, 512).docker());

        Plan plan = plan(
                List.of(mixed),
                Sample.queued(1, definition, mixed.ref()),
                Sample.queued(2, definition, mixed.ref()),
                job(3, 2, mixed));

        assertThat(plan.starts().getFirst().placements().getFirst().devices())
                .containsExactly(B.devices().get(1).id(), B.devices().get(3).id());
        assertThat(started(plan)).containsExactly(Sample.id(1));
        assertThat(plan.kept()).containsExactly(Sample.id(2));
    }

    @Test
    void a_closed_node_takes_nothing_and_says_why() {
        Ledger ledger = new Ledger(List.of(A), List.of(job(1, 1, A)));
        ledger.close(A.ref(), Optional.of(new ProblemCode("E-CLOSED", "closed", "wait", "Only in tests.").reason()));

        assertThat(plan(ledger, LimitTable.SHIPPED, Sample.NOON).starts()).isEmpty();
        assertThat(reasons(ledger, LimitTable.SHIPPED, Sample.NOON)).containsExactly("E-CLOSED");
    }

    @Test
    void cores_and_memory_are_counted_too() {
        List<String> cores = reasons(
                List.of(A),
                Sample.queued(1, Sample.definition(7, 0, 512), A.ref()),
                Sample.queued(2, Sample.definition(2, 0, 512), A.ref()));
        List<String> memory = reasons(
                List.of(A),
                Sample.queued(1, Sample.definition(1, 0, 20 * 1024), A.ref()),
                Sample.queued(2, Sample.definition(1, 0, 12 * 1024), A.ref()));

        assertThat(cores).containsExactly("E-NO-FREE-CPUS");
        assertThat(memory).containsExactly("E-NO-FREE-MEMORY");
    }

    private static Scheduler.Placing placeNow(Ledger ledger, LimitTable limits, Job job) {
        Scheduler scheduler = new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan plan = scheduler.pass(ledger, Sample.NOON);
        assertThat(plan.starts()).isEmpty();
        return scheduler.placeNow(ledger, plan, job);
    }

    @Test
    void a_job_that_is_placed_now_or_never_gets_room_or_the_reason() {
        Ledger ledger = new Ledger(List.of(A), List.of());

        assertThat(placeNow(ledger, LimitTable.SHIPPED, job(1, 4, A))).isInstanceOf(Scheduler.Placing.Placed.class);
        assertThat(placeNow(ledger, LimitTable.SHIPPED, job(2, 5, A)))
                .isInstanceOfSatisfying(
                        Scheduler.Placing.NoRoom.class,
                        none -> assertThat(none.reason().code()).isEqualTo("E-NO-FREE-GPUS"));
    }

    @Test
    void an_interactive_job_passes_the_head_only_where_that_delays_no_promise() {
        Ledger ledger = new Ledger(
                List.of(A), List.of(timed(1, 2, Duration.ofHours(1), A), timed(2, 4, Duration.ofHours(1), A)));
        Start start = plan(ledger, LimitTable.SHIPPED, Sample.NOON).starts().getFirst();
        record(ledger, new Change.Assigned(start.job(), 1, start.placements()));

        assertThat(placeNow(ledger, LimitTable.SHIPPED, timed(3, 1, Duration.ofMinutes(30), A)))
                .isInstanceOf(Scheduler.Placing.Placed.class);
        assertThat(placeNow(ledger, LimitTable.SHIPPED, job(3, 1, A)))
                .isInstanceOfSatisfying(
                        Scheduler.Placing.NoRoom.class,
                        none -> assertThat(none.reason().code()).isEqualTo("E-WOULD-DELAY"));
    }

    @Test
    void an_estimate_lies_between_what_the_owner_used_to_run_and_the_limits() {
        Ledger ledger = new Ledger(
                List.of(A), List.of(timed(1, 4, Duration.ofHours(10), A), timed(2, 4, Duration.ofHours(10), A)));
        LastTwo history = new LastTwo();
        history.ended(Sample.ADA.uid(), 3600);
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, history, new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        move(
                scheduler,
                ledger,
                new Change.Assigned(Sample.id(1), 1, first.starts().getFirst().placements()));

        Outlook.Estimate estimate =
                scheduler.outlook(ledger, Sample.NOON).of(Sample.id(2)).orElseThrow();

        assertThat(estimate.early()).isEqualTo(Sample.NOON.plus(Duration.ofHours(1)));
        assertThat(estimate.late())
                .contains(Sample.NOON.plus(Duration.ofHours(10)).plusSeconds(10 + 120));
        assertThat(scheduler.pass(ledger, Sample.NOON).starts()).isEmpty();
    }

    @Test
    void nobody_estimates_what_waits_for_a_job_without_limit_and_history() {
        Ledger ledger = new Ledger(List.of(A), List.of(job(1, 4, A), job(2, 4, A)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        move(
                scheduler,
                ledger,
                new Change.Assigned(Sample.id(1), 1, first.starts().getFirst().placements()));

        assertThat(scheduler.outlook(ledger, Sample.NOON).estimates()).isEmpty();
    }

    @Test
    void a_head_without_a_promise_goes_on_keeping_its_nodes_beside_one_that_has_one() {
        Duration hour = Duration.ofHours(1);
        Ledger ledger = new Ledger(
                List.of(A, B), List.of(job(1, 1, A), timed(2, 4, hour, B), job(3, 4, A), timed(4, 4, hour, B)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        for (Start start : first.starts()) {
            move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
        }
        Instant start = first.promised().orElseThrow().start();
        move(scheduler, ledger, new Change.Promised(Sample.id(4), start));
        Job small = timed(5, 1, Duration.ofMinutes(1), A);
        ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), new Change.Submitted(small)));
        scheduler.moved(Optional.empty(), small);

        Plan next = scheduler.pass(ledger, Sample.NOON);

        assertThat(next.head()).isEqualTo(first.promised());
        assertThat(next.kept()).containsExactly(Sample.id(3));
        assertThat(started(next)).isEmpty();
    }

    private static Job within(int number, int gpus, Window window, Optional<Bucket> bucket) {
        JobDefinition plain = Sample.definition(1, gpus, 512);
        return Sample.queued(
                number,
                Sample.scheduled(plain, Wished.plain().within(window).in(bucket).scheduling()),
                A.ref());
    }

    @Test
    void of_a_bucket_only_so_many_run_and_others_go_on() {
        Optional<Bucket> two = Optional.of(new Bucket("sweep", 2));
        Ledger ledger = new Ledger(
                List.of(A),
                List.of(
                        within(1, 1, Window.ANY, two),
                        within(2, 1, Window.ANY, two),
                        within(3, 1, Window.ANY, two),
                        within(4, 1, Window.ANY, Optional.of(new Bucket("other", 1))),
                        job(5, 1, A)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan plan = scheduler.pass(ledger, Sample.NOON);

        assertThat(started(plan)).containsExactly(Sample.id(1), Sample.id(2), Sample.id(4), Sample.id(5));
        for (Start start : plan.starts()) {
            move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
        }
        Plan full = scheduler.pass(ledger, Sample.NOON);
        assertThat(scheduler
                        .reasons(ledger, full, Sample.NOON)
                        .of(ledger.job(Sample.id(3)).orElseThrow(), 0)
                        .message())
                .isEqualTo("2 jobs of bucket sweep of project ada run or come first, and no more may");
        assertThat(scheduler.keepsWaiting(ledger, full, within(6, 0, Window.ANY, two)))
                .isTrue();

        move(scheduler, ledger, new Change.Ended(Sample.id(1), 1, JobState.CANCELLED, Optional.empty()));
        assertThat(started(scheduler.pass(ledger, Sample.NOON))).containsExactly(Sample.id(3));
    }

    @Test
    void an_interactive_job_leaves_the_head_its_place_in_the_bucket() {
        Optional<Bucket> one = Optional.of(new Bucket("sweep", 1));
        Ledger ledger = new Ledger(List.of(A), List.of(job(1, 1, A), within(2, 4, Window.ANY, one)));
        Start start = plan(ledger, LimitTable.SHIPPED, Sample.NOON).starts().getFirst();
        record(ledger, new Change.Assigned(start.job(), 1, start.placements()));
        Node other = Sample.node("b", 8, 32, 1, "NVIDIA A100");
        Ledger two = new Ledger(List.of(A, other), List.copyOf(ledger.live()));
        Job plain = Sample.queued(
                3,
                Sample.scheduled(
                        Sample.definition(1, 1, 512), Wished.plain().in(one).scheduling()),
                other.ref());

        assertThat(placeNow(two, LimitTable.SHIPPED, plain)).isInstanceOf(Scheduler.Placing.NoRoom.class);
    }

    @Test
    void a_job_waits_for_its_time_and_keeps_nothing_until_then() {
        Instant evening = Sample.NOON.plus(Duration.ofHours(6));
        Window later = new Window(Optional.of(evening), Optional.empty());
        Ledger ledger = new Ledger(List.of(A), List.of(within(1, 4, later, Optional.empty()), job(2, 1, A)));

        Plan now = plan(ledger, LimitTable.SHIPPED, Sample.NOON);

        assertThat(started(now)).containsExactly(Sample.id(2));
        assertThat(now.wakeAt()).contains(evening);
        assertThat(reasons(ledger, LimitTable.SHIPPED, Sample.NOON)).containsExactly("E-NOT-BEFORE");
        Ledger alone = new Ledger(List.of(A), List.of(within(1, 4, later, Optional.empty())));
        assertThat(started(plan(alone, LimitTable.SHIPPED, evening))).containsExactly(Sample.id(1));
    }

    /** Else the pass after the one that promised it would start what that one left waiting. */
    @Test
    void before_it_is_due_a_promised_job_leaves_alone_what_one_before_it_keeps() {
        Duration hour = Duration.ofHours(1);
        Ledger ledger = new Ledger(
                List.of(A, B), List.of(job(1, 1, A), timed(2, 4, hour, B), job(3, 4, A), timed(4, 3, hour, A, B)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
        Plan first = scheduler.pass(ledger, Sample.NOON);
        for (Start start : first.starts()) {
            move(scheduler, ledger, new Change.Assigned(start.job(), 1, start.placements()));
        }
        Promised promised = first.promised().orElseThrow();
        move(scheduler, ledger, new Change.Promised(promised.job(), promised.start()));

        assertThat(promised.job()).isEqualTo(Sample.id(4));
        assertThat(started(scheduler.pass(ledger, Sample.NOON))).isEmpty();
        assertThat(started(scheduler.pass(ledger, promised.start()))).containsExactly(Sample.id(4));
    }

    private static LimitTable limits(int gpus, int containers) {
        UserLimits none = UserLimits.NONE;
        LimitSource group = new LimitSource(LimitSource.Layer.GROUP, "student");
        return LimitTable.of(new Limits(
                JobLimits.NONE,
                new UserLimits(
                        Bound.of(Gpus.of(gpus), group),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        Bound.of(containers, group),
                        none.submitted())));
    }

    private static Job of(int uid, int number, int gpus, Node... nodes) {
        Job job = job(number, gpus, nodes);
        Submission plain = job.submission();
        Submitter owner = new Submitter(uid, "user" + uid, uid, List.of(), "/home/user" + uid);
        return Job.admitted(
                job.id(),
                new Submission(
                        owner,
                        new Project(uid, "user" + uid),
                        plain.definition(),
                        plain.texts(),
                        plain.dialect(),
                        plain.image(),
                        plain.mounts(),
                        plain.nodes(),
                        Optional.empty()),
                false,
                true,
                job.submittedAt());
    }

    @Test
    void a_job_that_only_its_owners_limit_keeps_waiting_is_passed_by_others() {
        Ledger ledger = new Ledger(List.of(A), List.of(of(1, 1, 1, A), of(1, 2, 1, A), of(2, 3, 1, A), of(1, 4, 0, A)));

        Plan plan = plan(ledger, limits(1, 9), Sample.NOON);

        assertThat(started(plan)).containsExactly(Sample.id(1), Sample.id(3), Sample.id(4));
        assertThat(plan.kept()).isEmpty();
        assertThat(plan.wanting().get(1L).get(Aggregate.GPUS).message())
                .isEqualTo("1 of your 1 GPUs are in use (from group student) and the job needs 1");
        assertThat(reasons(ledger, limits(1, 9), Sample.NOON)).containsExactly("E-LIMIT-RUNNING");
    }

    @Test
    void what_a_limit_leaves_is_kept_for_the_first_of_the_same_user() {
        Ledger ledger = new Ledger(List.of(A), List.of(of(1, 1, 1, A), of(1, 2, 2, A), of(1, 3, 1, A)));
        Scheduler scheduler =
                new Scheduler(ledger, Sample.NAMES, limits(2, 9), new LastTwo(), new Usage(Shares.DEFAULT));

        Plan plan = scheduler.pass(ledger, Sample.NOON);

        assertThat(started(plan)).containsExactly(Sample.id(1));
        assertThat(scheduler.keepsWaiting(ledger, plan, of(1, 4, 1, A))).isTrue();
        assertThat(scheduler.keepsWaiting(ledger, plan, of(1, 4, 0, A))).isFalse();
        assertThat(scheduler.keepsWaiting(ledger, plan, of(2, 4, 1, A))).isFalse();
        assertThat(reasons(ledger, limits(2, 9), Sample.NOON)).containsExactly("E-LIMIT-RUNNING", "E-LIMIT-BEHIND");
    }

    @Test
    void when_the_limit_frees_the_first_in_its_way_starts() {
        Ledger ledger = new Ledger(List.of(A), List.of(of(1, 1, 1, A), of(1, 2, 1, A), of(1, 3, 1, A)));
        Job first = of(1, 1, 1, A);
        Start start = plan(ledger, limits(9, 1), Sample.NOON).starts().getFirst();
        record(ledger, new Change.Assigned(first.id(), 1, start.placements()));
        record(ledger, new Change.Starting(first.id(), 1));

        assertThat(started(plan(ledger, limits(9, 1), Sample.NOON))).isEmpty();
        assertThat(placeNow(ledger, limits(9, 1), of(1, 4, 0, A)))
                .isInstanceOfSatisfying(
                        Scheduler.Placing.NoRoom.class,
                        none -> assertThat(none.reason().message()).contains("1 of your 1 containers"));
        record(ledger, new Change.Ended(first.id(), 1, JobState.CANCELLED, Optional.empty()));

        assertThat(started(plan(ledger, limits(9, 1), Sample.NOON))).containsExactly(Sample.id(2));
    }

    private static void record(Ledger ledger, Change change) {
        ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), change));
    }

    @Test
    void over_thousands_of_sites_nobody_gets_more_than_their_limits() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<Node> nodes = nodes(random);
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < random.nextInt(20); i++) {
                jobs.add(of(1 + random.nextInt(3), i, random.nextInt(3), nodes.toArray(Node[]::new)));
            }
            int gpus = random.nextInt(4);
            int containers = random.nextInt(4);
            Map<Long, int[]> started = new HashMap<>();
            Map<JobId, Job> byId = new HashMap<>();
            jobs.forEach(job -> byId.put(job.id(), job));

            for (Start start : plan(new Ledger(nodes, jobs), limits(gpus, containers), Sample.NOON)
                    .starts()) {
                int[] sums = started.computeIfAbsent(
                        byId.get(start.job()).submission().owner().uid(), _ -> new int[2]);
                sums[0] += start.placements().getFirst().devices().size();
                sums[1]++;
            }

            for (int[] sums : started.values()) {
                assertThat(sums[0]).as("GPUs, seed %d", seed).isLessThanOrEqualTo(gpus);
                assertThat(sums[1]).as("containers, seed %d", seed).isLessThanOrEqualTo(containers);
            }
        }
    }

    @Test
    void over_thousands_of_sites_nothing_is_given_twice_and_equal_inputs_give_equal_plans() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            List<Node> nodes = nodes(random);
            List<Job> jobs = jobs(random, nodes);
            Plan plan = plan(new Ledger(nodes, jobs), LimitTable.SHIPPED, Sample.NOON);
            Collections.shuffle(jobs, random);

            assertThat(plan(new Ledger(nodes, jobs), LimitTable.SHIPPED, Sample.NOON))
                    .as("seed %d", seed)
                    .isEqualTo(plan);
            assertWithin(nodes, plan, "seed " + seed);
            assertThat(started(plan)).as("seed %d", seed).doesNotHaveDuplicates();
        }
    }

    private static List<Node> nodes(Random random) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            nodes.add(Sample.node("n" + i, 1 + random.nextInt(8), 1 + random.nextInt(8), random.nextInt(5), "A100"));
        }
        return nodes;
    }

    private static List<Job> jobs(Random random, List<Node> nodes) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < random.nextInt(15); i++) {
            jobs.add(Job.admitted(
                    Sample.id(random.nextInt(1_000) * 100 + i),
                    Sample.submission(
                            Sample.definition(1 + random.nextInt(4), random.nextInt(4), 512L * (1 + random.nextInt(4))),
                            nodes.stream().map(Node::ref).toArray(NodeRef[]::new)),
                    false,
                    random.nextInt(5) > 0,
                    Sample.NOON.plusSeconds(random.nextInt(3))));
        }
        return jobs;
    }

    private static void assertWithin(List<Node> nodes, Plan plan, String when) {
        Set<DeviceId> devices = new HashSet<>();
        Map<NodeRef, Integer> cores = new HashMap<>();
        Map<NodeRef, Long> memory = new HashMap<>();
        for (Start start : plan.starts()) {
            Placement placement = start.placements().getFirst();
            placement
                    .devices()
                    .forEach(device -> assertThat(devices.add(device)).as(when).isTrue());
            cores.merge(placement.where(), placement.cores().milli(), Integer::sum);
            memory.merge(placement.where(), placement.memory().count(), Long::sum);
        }
        for (Node node : nodes) {
            Cores used = new Cores(cores.getOrDefault(node.ref(), 0));
            Bytes taken = new Bytes(memory.getOrDefault(node.ref(), 0L));
            assertThat(used).as(when).isLessThanOrEqualTo(node.cores());
            assertThat(taken).as(when).isLessThanOrEqualTo(node.memory());
        }
    }
}
