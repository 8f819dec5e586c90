package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ConservativeTest {
    private static final long SEEDS = 15;

    /** One user's jobs, so that turns are as they come, each for devices of one node and run to its limit. */
    private static final class Site {
        private final List<Node> nodes =
                List.of(Sample.node("a", 64, 256, 4, "NVIDIA A100"), Sample.node("b", 64, 256, 8, "NVIDIA A100"));
        private final Ledger ledger = new Ledger(nodes, List.of());
        private final Scheduler scheduler;
        private final TreeMap<Instant, TreeSet<JobId>> ends = new TreeMap<>();
        private final Map<JobId, Instant> estimates = new HashMap<>();
        private final List<JobId> late = new ArrayList<>();
        private Instant now = Sample.NOON;

        private Site(Backfill backfill) {
            scheduler = new Scheduler(
                    ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(Shares.DEFAULT.with(backfill)));
        }

        /** A job, and what it was told when it came. */
        private void submit(int number, int gpus, Duration most, NodeRef node) {
            JobDefinition definition = Sample.scheduled(Sample.definition(1, gpus, 512), Sample.atMost(most));
            Job job = Job.admitted(Sample.id(number), Sample.submission(definition, node), false, true, now);
            apply(new Change.Submitted(job));
            pass();
            if (ledger.job(job.id()).orElseThrow().state() == JobState.QUEUED) {
                estimates.put(
                        job.id(),
                        scheduler
                                .outlook(ledger, now)
                                .of(job.id())
                                .flatMap(Outlook.Estimate::late)
                                .orElseThrow());
            }
        }

        /** One without a limit, of whom no pass is asked yet. */
        private void come(int number, int gpus, NodeRef node) {
            come(number, gpus, Scheduling.DEFAULT, node);
        }

        private void come(int number, int gpus, Scheduling scheduling, NodeRef node) {
            JobDefinition definition = Sample.scheduled(Sample.definition(1, gpus, 512), scheduling);
            apply(new Change.Submitted(
                    Job.admitted(Sample.id(number), Sample.submission(definition, node), false, true, now)));
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            scheduler.moved(before, ledger.apply(new Recorded(now, new Actor.Scheduler(), change)));
        }

        private void pass() {
            Plan plan;
            do {
                plan = scheduler.pass(ledger, now);
                assertThat(plan.broken()).isEmpty();
                plan.starts().forEach(this::start);
                plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
            } while (!plan.starts().isEmpty());
        }

        private void start(Start start) {
            apply(new Change.Assigned(start.job(), 1, start.placements()));
            Job job = ledger.job(start.job()).orElseThrow();
            long end = Bounds.until(job, job.attempt().orElseThrow());
            if (end < Waiting.UNBOUNDED) {
                ends.computeIfAbsent(Instant.ofEpochSecond(end), _ -> new TreeSet<>())
                        .add(job.id());
            }
            if (estimates.getOrDefault(job.id(), now).isBefore(now)) {
                late.add(job.id());
            }
        }

        private void until(Instant then) {
            while (!ends.isEmpty() && !ends.firstKey().isAfter(then)) {
                now = ends.firstKey();
                for (JobId id : ends.pollFirstEntry().getValue()) {
                    apply(new Change.Ended(id, 1, JobState.CANCELLED, Optional.empty()));
                }
                pass();
            }
            now = then;
        }

        private Site run(long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < 60; i++) {
                until(now.plusSeconds(random.nextInt(3_000)));
                int node = random.nextInt(2);
                int most = nodes.get(node).devices().size();
                int gpus = random.nextInt(3) == 0 ? most : 1 + random.nextInt(most);
                submit(
                        i,
                        gpus,
                        Duration.ofMinutes(5 + random.nextInt(300)),
                        nodes.get(node).ref());
            }
            until(Instant.MAX);
            assertThat(ledger.queued()).isEmpty();
            return this;
        }
    }

    @Test
    void nobody_who_comes_later_makes_a_job_start_later_than_it_was_told() {
        List<Long> delayed = LongStream.range(0, SEEDS)
                .filter(seed -> !new Site(Backfill.CONSERVATIVE).run(seed).late.isEmpty())
                .boxed()
                .toList();

        assertThat(delayed).isEmpty();
    }

    @Test
    void by_easy_some_start_later_than_they_were_told() {
        assertThat(LongStream.range(0, SEEDS)
                        .mapToInt(seed -> new Site(Backfill.EASY).run(seed).late.size())
                        .sum())
                .isGreaterThan(5);
    }

    @Test
    void who_is_planned_leaves_what_is_free_already_to_who_starts_before() {
        Site site = new Site(Backfill.CONSERVATIVE);
        NodeRef node = site.nodes.getFirst().ref();
        site.submit(0, 1, Duration.ofHours(1), node);
        site.submit(1, 3, Duration.ofHours(5), node);
        site.until(site.now.plus(Duration.ofHours(2)));
        // The first device is free now; at five o'clock any three of the four will be.
        site.submit(2, 3, Duration.ofHours(10), node);
        site.submit(3, 4, Duration.ofHours(20), node);
        site.submit(4, 1, Duration.ofHours(10), node);

        assertThat(site.ledger.queued().stream().map(Job::id)).containsExactly(Sample.id(2), Sample.id(3));
    }

    @Test
    void who_would_delay_the_second_in_line_waits_and_says_so_and_who_would_not_starts() {
        for (Backfill backfill : Backfill.values()) {
            Site site = new Site(backfill);
            NodeRef node = site.nodes.getFirst().ref();
            site.submit(0, 2, Duration.ofHours(5), node);
            site.submit(1, 3, Duration.ofHours(10), node);
            site.submit(2, 4, Duration.ofHours(20), node);
            site.submit(3, 1, Duration.ofHours(30), node);
            site.submit(4, 1, Duration.ofHours(14), node);

            List<JobId> waiting = site.ledger.queued().stream().map(Job::id).toList();

            boolean easy = backfill == Backfill.EASY;
            assertThat(waiting).containsExactly(Sample.id(1), Sample.id(2), Sample.id(easy ? 4 : 3));
            Plan plan = site.scheduler.pass(site.ledger, site.now);
            String why = site.scheduler
                    .reasons(site.ledger, plan, site.now)
                    .of(site.ledger.job(waiting.getLast()).orElseThrow(), 2)
                    .code();
            assertThat(why).isEqualTo(easy ? "E-WOULD-DELAY" : "E-WOULD-DELAY-OTHERS");
        }
    }

    @Test
    void nobody_is_planned_behind_one_who_never_ends() {
        Site site = new Site(Backfill.CONSERVATIVE);
        NodeRef small = site.nodes.getFirst().ref();
        NodeRef large = site.nodes.getLast().ref();
        site.submit(0, 8, Duration.ofHours(5), large);
        site.submit(1, 3, Duration.ofHours(5), small);
        site.submit(2, 1, Duration.ofHours(1), small);
        // The first in line is promised the large node; the second holds half of the small one for ever, from five
        // o'clock on.
        site.submit(3, 8, Duration.ofHours(1), large);
        site.come(4, 2, small);
        site.come(5, 4, Sample.atMost(Duration.ofHours(1)), small);
        site.come(6, 1, small);
        site.come(7, 2, Sample.atMost(Duration.ofHours(1)), small);

        site.until(site.now.plus(Duration.ofHours(2)));

        assertThat(site.ledger.queued().stream().map(Job::id))
                .containsExactly(Sample.id(3), Sample.id(4), Sample.id(5), Sample.id(6), Sample.id(7));
        assertThat(site.scheduler.pass(site.ledger, site.now).kept()).containsExactly(Sample.id(5));
    }
}
