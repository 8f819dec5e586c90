package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is reserved, while jobs run, wait and were promised a start. */
final class ReservesTest {
    private static final Node A = Sample.node("a", 8, 32, 4, "NVIDIA A100");
    private static final Node B = Sample.node("b", 8, 32, 4, "NVIDIA H100");
    private static final Reservation.Members ADA =
            new Reservation.Members(new TreeSet<>(List.of(Sample.ADA.name())), new TreeSet<>(), new TreeSet<>());

    private final Ledger ledger = new Ledger(List.of(A, B), List.of());
    private final Scheduler scheduler =
            new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
    private Instant now = Sample.NOON;

    private static Instant hours(double after) {
        return Sample.NOON.plusSeconds((long) (3600 * after));
    }

    private void reserve(String name, Node node, int gpus, double from, double until) {
        List<DeviceId> devices =
                node.devices().stream().limit(gpus).map(Device::id).toList();
        Reservation.Part part = new Reservation.Part(node.ref(), devices, Cores.of(2 * gpus), Bytes.ofGib(8L * gpus));
        said(new UpkeepChange.Reserved(new Reservation(name, part, hours(from), hours(until), ADA, "anna")));
    }

    private void said(UpkeepChange change) {
        ledger.apply(new UpkeepRecord(now, new Actor.Admin(0), change));
        scheduler.nodesChanged(ledger);
    }

    private static Job job(int number, int gpus, Wished wished, Node... nodes) {
        NodeRef[] refs = Arrays.stream(nodes).map(Node::ref).toArray(NodeRef[]::new);
        return Sample.queued(number, Sample.scheduled(Sample.definition(1, gpus, 512), wished.scheduling()), refs);
    }

    private static Wished lasting(double hours) {
        return Wished.plain().atMost(Duration.ofSeconds((long) (3600 * hours))).grace(Duration.ZERO);
    }

    private void submit(Job... jobs) {
        for (Job job : jobs) {
            apply(new Change.Submitted(job));
        }
    }

    private void apply(Change change) {
        Optional<Job> before = ledger.job(change.job());
        Job after = ledger.apply(new Recorded(now, new Actor.Scheduler(), change));
        scheduler.moved(before, after);
    }

    private void end(int number) {
        apply(new Change.Ended(Sample.id(number), 1, JobState.CANCELLED, Optional.empty()));
    }

    private Plan pass() {
        Plan plan = scheduler.pass(ledger, now);
        plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
        plan.starts().forEach(it -> apply(new Change.Assigned(it.job(), it.attempt(), it.placements())));
        plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
        return plan;
    }

    private List<JobId> started() {
        return pass().starts().stream().map(Start::job).toList();
    }

    private Problem reason(int number) {
        Plan plan = scheduler.pass(ledger, now);
        return scheduler
                .reasons(ledger, plan, now)
                .of(ledger.job(Sample.id(number)).orElseThrow(), 0);
    }

    @Test
    void who_could_still_run_then_gets_nothing_of_it_and_who_ends_before_does() {
        reserve("course", A, 3, 2, 4);
        submit(job(1, 2, lasting(3), A), job(2, 3, lasting(1), A));

        assertThat(started()).containsExactly(Sample.id(2));
        assertThat(reason(1).code()).isEqualTo("E-NO-FREE-GPUS");
        end(2);
        assertThat(started()).isEmpty();
        assertThat(reason(1).code()).isEqualTo("E-RESERVED");
        assertThat(reason(1).message()).contains("node a", "3 GPUs, 6 CPUs and 24 GiB", "course", hours(2).toString());
        assertThat(reason(1).fix()).contains("maxDuration", "1 h 58 min");
    }

    @Test
    void what_is_not_reserved_is_given_to_anybody_for_any_time() {
        reserve("course", A, 3, 2, 4);
        submit(job(1, 1, Wished.plain(), A));

        Plan plan = pass();

        assertThat(plan.starts()).hasSize(1);
        assertThat(plan.starts().getFirst().placements().getFirst().devices())
                .containsExactly(A.devices().getLast().id());
    }

    @Test
    void cores_and_memory_are_left_to_it_too() {
        reserve("course", A, 3, 2, 4);
        submit(Sample.queued(
                1, Sample.scheduled(Sample.definition(3, 0, 512), Wished.plain().scheduling()), A.ref()));
        submit(Sample.queued(
                2, Sample.scheduled(Sample.definition(2, 0, 512), Wished.plain().scheduling()), A.ref()));

        assertThat(started()).containsExactly(Sample.id(2));
        assertThat(reason(1).code()).isEqualTo("E-RESERVED");
    }

    @Test
    void from_its_beginning_on_those_who_name_it_have_it_alone() {
        reserve("course", A, 4, 2, 4);
        submit(job(1, 2, lasting(3), A), job(2, 2, lasting(1).using("course"), A));

        Plan plan = pass();
        assertThat(plan.starts()).extracting(Start::job).containsExactly(Sample.id(2));
        end(2);
        submit(job(3, 2, lasting(1.9).using("course"), A));
        now = hours(0.5);
        assertThat(pass().wakeAt()).hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(hours(2)));
        assertThat(reason(3).code()).isEqualTo("E-RESERVATION-BEGINS");
        now = hours(2);
        assertThat(started()).containsExactly(Sample.id(3));
        assertThat(reason(1).code()).isEqualTo("E-RESERVED");
        now = hours(4);
        end(3);
        assertThat(started()).containsExactly(Sample.id(1));
    }

    @Test
    void who_is_not_meant_has_nothing_of_naming_it() {
        said(new UpkeepChange.Reserved(new Reservation(
                "fans",
                new Reservation.Part(
                        A.ref(), A.devices().stream().map(Device::id).toList(), A.cores(), A.memory()),
                hours(0),
                hours(2),
                Reservation.Members.NOBODY,
                "anna")));
        submit(job(1, 1, lasting(1).using("fans"), A));

        assertThat(started()).isEmpty();
    }

    @Test
    void one_that_would_not_end_in_time_or_finds_it_full_says_so() {
        reserve("course", A, 4, 0, 2);
        submit(job(1, 3, lasting(1).using("course"), A), job(2, 2, lasting(1).using("course"), A));
        submit(job(3, 1, lasting(3).using("course"), A));

        assertThat(started()).containsExactly(Sample.id(1));
        assertThat(reason(2).code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(reason(3).code()).isEqualTo("E-RESERVATION-FULL");
        end(1);
        assertThat(started()).containsExactly(Sample.id(2));
    }

    @Test
    void a_head_is_promised_the_end_of_what_is_reserved_and_its_owners_cost_it_nothing() {
        reserve("course", A, 4, 1, 3);
        submit(job(1, 2, lasting(5), A));

        assertThat(pass().promised())
                .hasValueSatisfying(it -> assertThat(it.start()).isEqualTo(hours(3)));
        now = hours(1);
        submit(job(2, 4, lasting(1.9).using("course"), A));
        assertThat(started()).containsExactly(Sample.id(2));
        now = hours(3);
        end(2);
        Plan plan = pass();
        assertThat(plan.broken()).isEmpty();
        assertThat(plan.starts()).extracting(Start::job).containsExactly(Sample.id(1));
    }

    @Test
    void others_pass_a_head_only_where_it_can_start_before_what_is_reserved_all_the_same() {
        reserve("course", A, 4, 3, 5);
        submit(job(1, 4, lasting(1), A));
        assertThat(started()).containsExactly(Sample.id(1));
        submit(job(2, 4, lasting(1.5), A));
        submit(job(3, 2, lasting(1), A));
        submit(job(4, 2, lasting(0.5), A));

        Plan plan = pass();

        assertThat(plan.promised()).hasValueSatisfying(it -> {
            assertThat(it.job()).isEqualTo(Sample.id(2));
            assertThat(it.start()).isBeforeOrEqualTo(hours(1.1));
        });
        now = hours(0.2);
        end(1);
        assertThat(started()).containsExactly(Sample.id(2));
    }

    @Test
    void a_promise_that_what_is_reserved_makes_impossible_is_revoked_with_it_as_the_cause() {
        submit(job(1, 4, lasting(1), A), job(2, 4, lasting(3), A));
        assertThat(pass().promised()).isPresent();
        reserve("course", A, 2, 2, 4);

        Plan plan = pass();

        assertThat(plan.broken()).hasValueSatisfying(broken -> {
            assertThat(broken.cause().code()).isEqualTo("E-PROMISE-RESERVED");
            assertThat(broken.cause().message()).contains("course");
        });
        assertThat(plan.promised())
                .hasValueSatisfying(it -> assertThat(it.start()).isEqualTo(hours(4)));
    }

    @Test
    void what_is_deleted_is_for_everybody_again() {
        reserve("course", A, 4, 0, 4);
        submit(job(1, 1, Wished.plain(), A));
        assertThat(started()).isEmpty();
        said(new UpkeepChange.Unreserved(A.ref(), "course"));

        assertThat(started()).containsExactly(Sample.id(1));
    }

    @Test
    void estimates_reckon_with_what_is_reserved() {
        reserve("course", A, 4, 0, 4);
        submit(job(1, 1, lasting(1), A), job(2, 1, lasting(1).using("course"), A));
        assertThat(started()).containsExactly(Sample.id(2));

        var estimates = scheduler.outlook(ledger, now).estimates();

        assertThat(estimates.get(Sample.id(1)).early()).isEqualTo(hours(4));
    }

    private Reserving.Choice choose(Reserving.Wish wish) {
        return Reserving.choose(ledger, wish, scheduler.pass(ledger, now).head());
    }

    private static Reserving.Wish gpus(int gpus, Optional<String> model, double from, double until) {
        return new Reserving.Wish(
                Optional.empty(), false, gpus, model, Optional.empty(), Optional.empty(), hours(from), hours(until));
    }

    @Test
    void it_is_made_where_nobody_is_in_the_way_of_neighbours_with_their_part_of_the_node() {
        submit(job(1, 1, lasting(1), A));
        pass();

        Reserving.Choice choice = choose(gpus(2, Optional.empty(), 0.5, 2));
        assertThat(choice.busy()).isEmpty();
        assertThat(choice.part().node()).isEqualTo(A.ref());
        assertThat(choice.part().devices())
                .containsExactly(A.devices().get(1).id(), A.devices().get(2).id());
        assertThat(choice.part().cores()).isEqualTo(Cores.of(4));
        assertThat(choice.part().memory()).isEqualTo(Bytes.ofGib(16));
        assertThat(choose(gpus(4, Optional.empty(), 0.5, 2)).part().node()).isEqualTo(B.ref());
        assertThat(choose(gpus(2, Optional.of("h100"), 0.5, 2)).part().node()).isEqualTo(B.ref());
    }

    @Test
    void who_is_in_the_way_is_named() {
        submit(job(1, 4, Wished.plain(), A), job(2, 4, lasting(1), B), job(3, 1, lasting(1), B));
        pass();

        Problem busy = choose(gpus(1, Optional.of("A100"), 2, 4)).busy().orElseThrow();
        assertThat(busy.code()).isEqualTo("E-RESERVATION-BUSY");
        assertThat(busy.message()).contains(Sample.id(1).text(), "has no maxDuration");
        assertThat(choose(gpus(1, Optional.of("H100"), 2.5, 4)).busy()).isEmpty();
        assertThat(choose(gpus(1, Optional.of("H100"), 0.5, 4))
                        .busy()
                        .orElseThrow()
                        .message())
                .contains(Sample.id(2).text(), "until", Sample.id(3).text(), "promised");
    }

    @Test
    void nothing_is_reserved_twice_at_a_time() {
        reserve("course", A, 3, 2, 4);

        assertThat(choose(gpus(3, Optional.of("A100"), 4, 5)).part().devices()).hasSize(3);
        assertThat(choose(gpus(1, Optional.of("A100"), 3, 5)).part().devices())
                .containsExactly(A.devices().getLast().id());
        assertThatThrownBy(() -> choose(gpus(2, Optional.of("A100"), 3, 5)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        it -> assertThat(it.problems().getFirst().code()).isEqualTo("E-RESERVATION-NO-PART"));
    }
}
