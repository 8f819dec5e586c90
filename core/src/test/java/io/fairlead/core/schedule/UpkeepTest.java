package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nodes and devices that are set aside while jobs run, wait and were promised a start. */
final class UpkeepTest {
    private static final Node A = Sample.node("a", 8, 32, 4, "NVIDIA A100");
    private static final Node B = Sample.node("b", 8, 32, 4, "NVIDIA A100");

    private Ledger ledger = new Ledger(List.of(A, B), List.of());
    private Scheduler scheduler = scheduler();

    private Scheduler scheduler() {
        return new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT));
    }

    private static Job job(int number, int gpus, Node... nodes) {
        NodeRef[] refs = Arrays.stream(nodes).map(Node::ref).toArray(NodeRef[]::new);
        return Sample.queued(
                number,
                Sample.scheduled(
                        Sample.definition(1, gpus, 512),
                        Wished.plain().atMost(Duration.ofHours(1)).scheduling()),
                refs);
    }

    private void submit(Job... jobs) {
        for (Job job : jobs) {
            apply(new Change.Submitted(job));
        }
    }

    private void apply(Change change) {
        Optional<Job> before = ledger.job(change.job());
        Job after = ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), change));
        scheduler.moved(before, after);
    }

    private void said(UpkeepChange change) {
        ledger.apply(new UpkeepRecord(Sample.NOON, new Actor.Admin(0), change));
        scheduler.nodesChanged(ledger);
    }

    private void drain(Node node, DeviceId... devices) {
        said(new UpkeepChange.NodeDrained(node.ref(), List.of(devices), "anna", "new fans"));
    }

    private Plan pass() {
        Plan plan = scheduler.pass(ledger, Sample.NOON);
        plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
        plan.starts().forEach(it -> apply(new Change.Assigned(it.job(), it.attempt(), it.placements())));
        plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
        return plan;
    }

    private static List<JobId> started(Plan plan) {
        return plan.starts().stream().map(Start::job).toList();
    }

    private Problem reason(int number) {
        Plan plan = scheduler.pass(ledger, Sample.NOON);
        return scheduler
                .reasons(ledger, plan, Sample.NOON)
                .of(ledger.job(Sample.id(number)).orElseThrow(), 0);
    }

    @Test
    void what_is_set_aside_gets_nothing_and_others_take_its_place() {
        drain(A);
        submit(job(1, 4, A, B), job(2, 4, A, B));

        Plan plan = pass();

        assertThat(started(plan)).containsExactly(Sample.id(1));
        assertThat(plan.starts().getFirst().placements().getFirst().where()).isEqualTo(B.ref());
        said(new UpkeepChange.NodeResumed(A.ref(), List.of()));
        assertThat(started(pass())).containsExactly(Sample.id(2));
    }

    @Test
    void who_holds_devices_that_are_set_aside_gives_them_back_to_nobody() {
        submit(job(1, 4, A));
        pass();
        DeviceId first = A.devices().getFirst().id();
        drain(A, first);
        apply(new Change.Ended(Sample.id(1), 1, io.fairlead.core.job.JobState.CANCELLED, Optional.empty()));
        submit(job(2, 3, A), job(3, 1, A));

        Plan plan = pass();

        assertThat(started(plan)).containsExactly(Sample.id(2));
        assertThat(plan.starts().getFirst().placements().getFirst().devices()).doesNotContain(first);
        assertThat(reason(3).code()).isEqualTo("E-DEVICES-DRAINED");
        said(new UpkeepChange.NodeResumed(A.ref(), List.of(first)));
        assertThat(started(pass())).containsExactly(Sample.id(3));
    }

    @Test
    void a_promise_that_needed_what_is_set_aside_is_revoked_and_says_who_did_it() {
        submit(job(1, 4, A), job(2, 4, A));
        assertThat(pass().promised()).isPresent();
        drain(A);

        Plan plan = pass();

        assertThat(plan.broken()).hasValueSatisfying(broken -> {
            assertThat(broken.job()).isEqualTo(Sample.id(2));
            assertThat(broken.cause().code()).isEqualTo("E-PROMISE-NODE");
            assertThat(broken.cause().message()).contains("anna", "new fans");
        });
        assertThat(ledger.job(Sample.id(2)).orElseThrow().promise()).isEmpty();
        assertThat(reason(2).code()).isEqualTo("E-NODE-DRAINED");
        assertThat(ledger.job(Sample.id(1)).orElseThrow().attempt()).isPresent();
    }

    @Test
    void a_promise_that_one_device_less_breaks_says_so_too() {
        submit(job(1, 4, A), job(2, 4, A));
        pass();
        drain(A, A.devices().get(2).id());

        assertThat(pass().broken())
                .hasValueSatisfying(
                        broken -> assertThat(broken.cause().message()).contains("anna", "new fans"));
        assertThat(scheduler.pass(ledger, Sample.NOON).promised()).isEmpty();
    }

    @Test
    void a_promise_that_another_node_keeps_stands() {
        submit(job(1, 4, A, B), job(2, 4, A, B), job(3, 4, A, B));
        assertThat(pass().promised()).isPresent();
        drain(A);

        assertThat(pass().broken()).isEmpty();
        assertThat(ledger.job(Sample.id(3)).orElseThrow().promise()).isPresent();
    }

    @Test
    void a_scheduler_made_anew_knows_the_same() {
        drain(A);
        drain(B, B.devices().getFirst().id());
        ledger = new Ledger(List.of(A, B), List.copyOf(ledger.live()), ledger.upkeep());
        scheduler = scheduler();
        submit(job(1, 4, A, B), job(2, 3, A, B));

        assertThat(started(pass())).containsExactly(Sample.id(2));
    }

    @Test
    void a_device_that_cannot_be_given_out_waits_for_nobody_and_is_back_when_it_is_in_order() {
        DeviceId first = A.devices().getFirst().id();
        ledger.defects(
                A.ref(), new TreeMap<>(Map.of(first, new Defect(Defect.Kind.FOREIGN, "is used outside Fairlead"))));
        scheduler.nodesChanged(ledger);
        submit(job(1, 3, A), job(2, 1, A));

        Plan plan = pass();

        assertThat(started(plan)).containsExactly(Sample.id(1));
        assertThat(plan.starts().getFirst().placements().getFirst().devices()).doesNotContain(first);
        assertThat(reason(2).code()).isEqualTo("E-DEVICES-OUT");
        assertThat(reason(2).message()).contains("GPU 0 is used outside Fairlead");
        ledger.defects(A.ref(), new TreeMap<>());
        scheduler.nodesChanged(ledger);
        assertThat(started(pass())).containsExactly(Sample.id(2));
    }
}
