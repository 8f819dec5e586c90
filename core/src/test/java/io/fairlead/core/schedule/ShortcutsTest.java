package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A pass may leave out whom nothing can come of, and one after submits may look at newcomers alone. Where limits may bar anybody it
 * leaves out nobody: limits that are never reached must give the same plans.
 */
final class ShortcutsTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 80;

    /** Which nobody reaches, so that everybody is asked about. */
    private static final LimitTable ROOMY = LimitTable.of(new Limits(
            JobLimits.NONE,
            new UserLimits(
                    Bound.of(Gpus.of(1_000_000), new LimitSource(LimitSource.Layer.GROUP, "all")),
                    UserLimits.NONE.cpus(),
                    UserLimits.NONE.memory(),
                    UserLimits.NONE.containers(),
                    UserLimits.NONE.submitted())));

    /** A site with two schedulers that are told the same. */
    private static final class Site {
        private final long seed;
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final Ledger ledger;
        private final Scheduler quick;
        private final Scheduler thorough;
        private final boolean bounded;
        private final List<JobId> running = new ArrayList<>();
        private Plan plan = Plan.NONE;
        private Instant now = Sample.NOON;
        private int submitted;
        private int shortcuts;

        private Site(long seed) {
            this.seed = seed;
            random = new Random(seed);
            for (int i = 0; i <= random.nextInt(5); i++) {
                nodes.add(Sample.node("n" + i, 8 + random.nextInt(25), 128, random.nextInt(5), "NVIDIA A100"));
            }
            bounded = seed % 4 != 0;
            ledger = new Ledger(nodes, List.of());
            quick = scheduler(LimitTable.SHIPPED);
            thorough = scheduler(ROOMY);
        }

        private Scheduler scheduler(LimitTable limits) {
            return new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(Shares.DEFAULT));
        }

        private void step() {
            now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(3_000_000) : random.nextInt(2_000));
            switch (random.nextInt(8)) {
                case 0 -> end();
                case 1 -> close(nodes.get(random.nextInt(nodes.size())).ref(), random.nextBoolean());
                case 2 -> pass();
                default -> submit();
            }
        }

        private void close(NodeRef node, boolean closed) {
            ledger.close(node, closed ? Optional.of(ScheduleProblems.nextPass()) : Optional.empty());
            quick.closed(node, closed);
            thorough.closed(node, closed);
            pass();
        }

        private void end() {
            if (!running.isEmpty()) {
                JobId id = running.remove(random.nextInt(running.size()));
                apply(new Change.Ended(id, 1, JobState.CANCELLED, Optional.empty()));
            }
            pass();
        }

        /** One, or several of which nobody is asked about before the last. */
        private void submit() {
            boolean waits = true;
            for (int i = random.nextInt(4) == 0 ? random.nextInt(4) : 0; i >= 0; i--) {
                Job job = job();
                apply(new Change.Submitted(job));
                Job entered = ledger.job(job.id()).orElseThrow();
                boolean one = quick.keepsWaiting(ledger, plan, entered);
                assertThat(one).isEqualTo(thorough.keepsWaiting(ledger, plan, entered));
                waits &= one;
            }
            if (!waits) {
                pass();
            }
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            Job after = ledger.apply(new Recorded(now, new Actor.Scheduler(), change));
            quick.moved(before, after);
            thorough.moved(before, after);
        }

        private void pass() {
            do {
                shortcuts += quick.isAtStandstill(now) ? 1 : 0;
                plan = quick.pass(ledger, now);
                assertThat(plan).as("seed %d at %s", seed, now).isEqualTo(thorough.pass(ledger, now));
                assertThat(quick.pass(ledger, now))
                        .as("asked again; seed %d at %s", seed, now)
                        .isEqualTo(plan);
                plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
                plan.starts().forEach(it -> {
                    apply(new Change.Assigned(it.job(), it.attempt(), it.placements()));
                    apply(new Change.Starting(it.job(), it.attempt()));
                    running.add(it.job());
                });
                plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
            } while (plan.mayGoOn());
        }

        private Job job() {
            int user = random.nextInt(4);
            Wished wished = Wished.plain()
                    .grace(Duration.ofSeconds(10))
                    .as(Priority.values()[random.nextInt(Priority.values().length)])
                    .in(Optional.of(new Bucket("few", 2)).filter(_ -> random.nextInt(12) == 0));
            if (bounded || random.nextInt(5) > 0) {
                wished.atMost(Duration.ofMinutes(10L * (1 + random.nextInt(12))));
            }
            JobDefinition definition = Sample.scheduled(
                    Sample.definition(1 + random.nextInt(8), random.nextInt(4), 512), wished.scheduling());
            NodeRef[] where = random.nextInt(6) == 0
                    ? new NodeRef[] {nodes.getFirst().ref()}
                    : nodes.stream().map(Node::ref).toArray(NodeRef[]::new);
            Submission plain = Sample.submission(definition, where);
            Submission own = new Submission(
                    new Submitter(1000 + user, "user" + user, 1, List.of(), "/home/x"),
                    new Project(1, "p" + user % 2),
                    definition,
                    plain.texts(),
                    plain.dialect(),
                    plain.image(),
                    plain.mounts(),
                    plain.nodes(),
                    Optional.empty());
            return Job.admitted(Sample.id(submitted++), own, false, true, now);
        }
    }

    @Test
    void whoever_is_left_out_of_a_pass_changes_nothing_in_its_plan() {
        int shortcuts = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Site site = new Site(seed);
            for (int step = 0; step < STEPS; step++) {
                site.step();
            }
            shortcuts += site.shortcuts;
        }
        assertThat(shortcuts).isGreaterThan(SEEDS);
    }
}
