package io.fairlead.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.schedule.Scheduler;
import io.fairlead.core.schedule.Start;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final Problem WHY = new ProblemCode("E-TEST", "why", "do", "Only in tests.").reason();

    @Test
    void sums_are_what_the_jobs_hold_after_any_changes() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Node> nodes = List.of(Sample.node("a", 4, 8, 2, "A100"), Sample.node("b", 8, 16, 4, "A100"));
            Ledger ledger = new Ledger(nodes, List.of());
            for (int step = 0; step < 60; step++) {
                change(ledger, random, step);
                check(ledger, "seed " + seed + ", step " + step);
            }
            assertSame(ledger, new Ledger(nodes, ledger.live()), "seed " + seed);
        }
    }

    private static void change(Ledger ledger, Random random, int step) {
        Instant now = Sample.NOON.plusSeconds(step);
        List<Job> live = new ArrayList<>(ledger.live());
        if (live.isEmpty() || random.nextInt(3) == 0) {
            Job job = Sample.queued(
                    step,
                    Sample.withTmpfs(
                            Sample.definition(1 + random.nextInt(3), random.nextInt(3), 512L * (1 + random.nextInt(4))),
                            random.ints(random.nextInt(3), 0, 2).toArray()),
                    ledger.nodes().stream()
                            .map(use -> use.node().ref())
                            .toArray(io.fairlead.core.cluster.NodeRef[]::new));
            ledger.apply(new Recorded(now, new Actor.User(1001), new Change.Submitted(job)));
        } else if (random.nextBoolean()) {
            for (Start start : new Scheduler(
                            ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT))
                    .pass(ledger, Sample.NOON)
                    .starts()) {
                ledger.apply(new Recorded(
                        now,
                        new Actor.Scheduler(),
                        new Change.Assigned(start.job(), start.attempt(), start.placements())));
                ledger.apply(
                        new Recorded(now, new Actor.Scheduler(), new Change.Starting(start.job(), start.attempt())));
            }
        } else {
            Job job = live.get(random.nextInt(live.size()));
            next(job, now).ifPresent(change -> ledger.apply(new Recorded(now, new Actor.Engine(), change)));
        }
    }

    private static Optional<Change> next(Job job, Instant now) {
        if (job.attempt().isEmpty()) {
            return Optional.empty();
        }
        Attempt attempt = job.attempt().get();
        if (job.state() == JobState.STARTING && attempt.holding()) {
            return Optional.of(new Change.Running(job.id(), attempt.number(), now));
        }
        return Optional.of(
                attempt.holding()
                        ? new Change.Exited(
                                job.id(), attempt.number(), Optional.of(new Exit(0, false, now, Optional.empty())), WHY)
                        : new Change.Ended(job.id(), attempt.number(), JobState.FINISHED, Optional.empty()));
    }

    private static void check(Ledger ledger, String when) {
        for (NodeUse use : ledger.nodes()) {
            List<Placement> held = ledger.live().stream()
                    .flatMap(job -> job.attempt().stream())
                    .filter(Attempt::holding)
                    .flatMap(attempt -> attempt.placements().stream())
                    .filter(placement -> placement.where().equals(use.node().ref()))
                    .toList();
            List<DeviceId> devices = held.stream()
                    .flatMap(placement -> placement.devices().stream())
                    .toList();
            assertThat(devices).as(when).doesNotHaveDuplicates();
            assertThat(use.usedCores().milli())
                    .as(when)
                    .isEqualTo(held.stream().mapToInt(it -> it.cores().milli()).sum())
                    .isLessThanOrEqualTo(use.node().cores().milli());
            assertThat(use.usedMemory().count())
                    .as(when)
                    .isEqualTo(
                            held.stream().mapToLong(it -> it.memory().count()).sum())
                    .isLessThanOrEqualTo(use.node().memory().count());
            assertThat(use.freeDevices()).as(when).hasSize(use.node().devices().size() - devices.size());
        }
        UserUse use = ledger.useOf(1001);
        List<Placement> all = ledger.placed().stream()
                .flatMap(job -> job.attempt().filter(Attempt::holding).stream())
                .flatMap(attempt -> attempt.placements().stream())
                .toList();
        assertThat(use.submitted()).as(when).isEqualTo(ledger.live().size());
        assertThat(use.containers()).as(when).isEqualTo(all.size());
        assertThat(use.gpus().whole())
                .as(when)
                .isEqualTo(all.stream().mapToInt(it -> it.devices().size()).sum());
        assertThat(use.memory().count())
                .as(when)
                .isEqualTo(all.stream().mapToLong(it -> it.memory().count()).sum());
        assertThat(use.tmpfs().count())
                .as(when)
                .isEqualTo(ledger.placed().stream()
                        .filter(job -> job.attempt().filter(Attempt::holding).isPresent())
                        .mapToLong(job -> job.submission().definition().tmpfs().count())
                        .sum());
        assertThat(ledger.queued()).as(when).allMatch(job -> job.state() == JobState.QUEUED);
        assertThat(ledger.placed()).as(when).allMatch(job -> job.state().isPlaced());
    }

    private static void assertSame(Ledger folded, Ledger loaded, String when) {
        assertThat(loaded.queued()).as(when).containsExactlyElementsOf(folded.queued());
        for (NodeUse use : folded.nodes()) {
            NodeUse other = loaded.node(use.node().ref()).orElseThrow();
            assertThat(other.usedCores()).as(when).isEqualTo(use.usedCores());
            assertThat(other.usedMemory()).as(when).isEqualTo(use.usedMemory());
            assertThat(other.freeDevices()).as(when).isEqualTo(use.freeDevices());
        }
    }

    @Test
    void a_device_is_never_given_twice() {
        DeviceId device = new DeviceId("GPU-node1-0");
        Job one = Sample.queued(1);
        Job two = Sample.queued(2);
        Ledger ledger = new Ledger(List.of(Sample.node()), List.of(one, two));
        ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), Sample.assigned(one, 1, device)));

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), Sample.assigned(two, 1, device))))
                .withMessageContaining("given twice");
    }

    @Test
    void a_change_of_a_job_that_is_not_live_is_a_bug() {
        Ledger ledger = new Ledger(List.of(Sample.node()), List.of());

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        ledger.apply(new Recorded(Sample.NOON, new Actor.User(1), new Change.Held(Sample.id(1)))));
    }
}
