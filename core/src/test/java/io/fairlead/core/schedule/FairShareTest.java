package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
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
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FairShareTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Shares DAILY = new Shares(Duration.ofDays(1), Duration.ofDays(1), Map.of());

    private static Account user(String project, long uid) {
        return new Account(project, uid);
    }

    /** A site of one node, run in virtual time. */
    private static final class Site {
        private final Ledger ledger;
        private final Scheduler scheduler;
        private final TreeMap<Instant, TreeSet<JobId>> ends = new TreeMap<>();
        private final Map<JobId, Duration> runs = new HashMap<>();
        private final Map<JobId, Instant> started = new HashMap<>();
        private final Map<Account, Long> gpuSeconds = new HashMap<>();
        private final Node node;
        private Instant now = Sample.NOON;
        private Instant countFrom = Sample.NOON;
        private int submitted;

        private Site(int gpus, Shares shares) {
            this(gpus, shares, LimitTable.SHIPPED);
        }

        private Site(int gpus, Shares shares, LimitTable limits) {
            node = Sample.node("a", 64, 256, gpus, "NVIDIA A100");
            ledger = new Ledger(List.of(node), List.of());
            scheduler = new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), new Usage(shares));
        }

        private JobId submit(Account by, int gpus, Priority priority, Duration run) {
            Job job = job(submitted++, by, gpus, priority, run, now, node);
            runs.put(job.id(), run);
            apply(new Change.Submitted(job));
            return job.id();
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            scheduler.moved(before, ledger.apply(new Recorded(now, new Actor.Scheduler(), change)));
        }

        private List<JobId> pass() {
            Plan plan = scheduler.pass(ledger, now);
            plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
            for (Start start : plan.starts()) {
                apply(new Change.Assigned(start.job(), 1, start.placements()));
                ends.computeIfAbsent(now.plus(runs.get(start.job())), _ -> new TreeSet<>())
                        .add(start.job());
                started.put(start.job(), now);
            }
            plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
            return plan.starts().stream().map(Start::job).toList();
        }

        /** To the next end. */
        private List<Account> step() {
            Map.Entry<Instant, TreeSet<JobId>> next = ends.pollFirstEntry();
            now = next.getKey();
            List<Account> ended = new ArrayList<>();
            for (JobId id : next.getValue()) {
                Job job = ledger.job(id).orElseThrow();
                Account by = Account.of(job);
                int gpus = job.submission().definition().resources().gpus().whole();
                Instant from = started.get(id).isBefore(countFrom) ? countFrom : started.get(id);
                gpuSeconds.merge(by, gpus * Duration.between(from, now).toSeconds(), Long::sum);
                apply(new Change.Ended(id, 1, JobState.CANCELLED, Optional.empty()));
                ended.add(by);
            }
            return ended;
        }
    }

    private static Job job(
            int number, Account by, int gpus, Priority priority, Duration run, Instant at, Node... nodes) {
        JobDefinition definition = Sample.scheduled(
                Sample.definition(1, gpus, 512),
                Wished.plain()
                        .atMost(run.plusMinutes(20))
                        .grace(Duration.ofSeconds(10))
                        .as(priority)
                        .scheduling());
        Submission plain = Sample.submission(definition, nodes[0].ref());
        Submission submission = new Submission(
                new Submitter(by.uid(), "user" + by.uid(), by.uid(), List.of(), "/home/x"),
                new Project(1, by.project()),
                definition,
                plain.texts(),
                plain.dialect(),
                plain.image(),
                plain.mounts(),
                plain.nodes(),
                Optional.empty());
        return Job.admitted(Sample.id(number), submission, false, true, at);
    }

    /** Everybody always has jobs waiting; what each used after a while of settling. */
    private static Map<Account, Long> saturated(long seed, Shares shares, List<Account> users, Duration time) {
        Random random = new Random(seed);
        Site site = new Site(8, shares);
        for (Account user : users) {
            for (int i = 0; i < 6; i++) {
                one(site, user, random);
            }
        }
        Instant end = site.now.plus(time);
        site.countFrom = site.now.plus(time.dividedBy(3));
        site.pass();
        while (site.now.isBefore(end)) {
            for (Account user : site.step()) {
                one(site, user, random);
            }
            site.pass();
            if (site.now.isBefore(site.countFrom)) {
                site.gpuSeconds.clear();
            }
        }
        return site.gpuSeconds;
    }

    private static void one(Site site, Account user, Random random) {
        site.submit(user, 1 + random.nextInt(2), Priority.NORMAL, Duration.ofMinutes(10 + random.nextInt(110)));
    }

    @Test
    void shares_converge_to_weights() {
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> weights = new TreeMap<>();
            List<Account> users = new ArrayList<>();
            for (int project = 0; project < 2 + random.nextInt(3); project++) {
                weights.put("p" + project, 1 + random.nextInt(4));
                for (int user = 0; user < 1 + random.nextInt(3); user++) {
                    users.add(user("p" + project, 10 * project + user));
                }
            }
            Shares shares = new Shares(Duration.ofDays(1), Duration.ofDays(1), weights);

            Map<Account, Long> used = saturated(seed, shares, users, Duration.ofDays(5));

            double all = used.values().stream().mapToLong(it -> it).sum();
            double weight = weights.values().stream().mapToInt(it -> it).sum();
            weights.forEach((project, share) -> assertThat(used.entrySet().stream()
                                    .filter(it -> it.getKey().project().equals(project))
                                    .mapToLong(Map.Entry::getValue)
                                    .sum()
                            / all)
                    .as(project + " of " + weights)
                    .isCloseTo(share / weight, within(0.06)));
        }
    }

    @Test
    void users_of_a_project_get_equal_shares() {
        for (long seed = 0; seed < 6; seed++) {
            List<Account> users = List.of(user("p", 1), user("p", 2), user("p", 3));

            Map<Account, Long> used = saturated(seed, DAILY, users, Duration.ofDays(5));

            double all = used.values().stream().mapToLong(it -> it).sum();
            for (Account user : users) {
                assertThat(used.get(user) / all).as(user + ", seed " + seed).isCloseTo(1.0 / 3, within(0.05));
            }
        }
    }

    @Test
    void a_class_counts_within_its_project_and_turns_go_round_between_projects() {
        Site site = new Site(4, DAILY);
        JobId low = site.submit(user("p", 1), 1, Priority.LOW, HOUR);
        JobId normal = site.submit(user("p", 1), 1, Priority.NORMAL, HOUR);
        JobId high = site.submit(user("p", 1), 1, Priority.HIGH, HOUR);
        JobId more = site.submit(user("p", 1), 1, Priority.HIGH, HOUR);
        JobId other = site.submit(user("q", 2), 1, Priority.LOW, HOUR);

        assertThat(site.scheduler.queue(site.ledger, site.now).stream().map(Job::id))
                .containsExactly(high, other, more, normal, low);
        assertThat(site.pass()).containsExactly(high, other, more, normal);
    }

    @Test
    void whoever_used_less_goes_first_also_where_they_came_later() {
        Site site = new Site(1, DAILY);
        site.submit(user("p", 1), 1, Priority.NORMAL, HOUR);
        site.pass();
        site.submit(user("p", 1), 1, Priority.HIGH, HOUR);
        JobId later = site.submit(user("q", 2), 1, Priority.LOW, HOUR.multipliedBy(9));
        Job waits = site.ledger.job(later).orElseThrow();

        Claim claim = site.scheduler.claims(site.ledger, site.now).apply(waits);
        assertThat(claim.projectUse()).isZero();
        assertThat(claim.allUse()).isEqualTo(1000 * HOUR.toSeconds());
        assertThat(claim.risesAt()).contains(Sample.NOON.plus(Duration.ofDays(1)));
        site.step();

        assertThat(site.pass()).containsExactly(later);
    }

    @Test
    void a_low_job_behind_high_ones_without_end_starts_once_it_has_waited_long_enough() {
        Site site = new Site(2, DAILY);
        Account busy = user("p", 1);
        for (int i = 0; i < 6; i++) {
            site.submit(busy, 1, Priority.HIGH, HOUR.plusMinutes(i));
        }
        site.pass();
        JobId low = site.submit(user("p", 2), 2, Priority.LOW, HOUR);
        while (!site.started.containsKey(low) && site.now.isBefore(Sample.NOON.plus(Duration.ofDays(4)))) {
            site.step().forEach(user -> site.submit(user, 1, Priority.HIGH, HOUR));
            site.pass();
        }

        assertThat(Duration.between(Sample.NOON, site.started.get(low)))
                .isBetween(Duration.ofDays(2), Duration.ofDays(2).plusHours(4));
    }

    @Test
    void a_promise_stands_when_it_is_somebody_elses_turn() {
        Site site = new Site(4, DAILY);
        site.submit(user("p", 1), 2, Priority.NORMAL, HOUR);
        JobId head = site.submit(user("p", 1), 4, Priority.NORMAL, HOUR);
        site.pass();
        Instant promised = site.ledger.job(head).flatMap(Job::promise).orElseThrow();
        for (int i = 0; i < 5; i++) {
            site.submit(user("q", 2), 2, Priority.HIGH, HOUR.multipliedBy(3));
        }
        site.pass();
        site.step();
        site.pass();

        assertThat(site.started.get(head)).isBeforeOrEqualTo(promised);
    }

    @Test
    void the_order_of_arrival_in_one_instant_does_not_matter_and_equal_sites_plan_alike() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            Node node = Sample.node("a", 16, 64, 1 + random.nextInt(6), "NVIDIA A100");
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Account by = user("p" + random.nextInt(3), random.nextInt(4));
                Priority priority = Priority.values()[random.nextInt(3)];
                Duration run = Duration.ofMinutes(10 + random.nextInt(3) * 60L);
                jobs.add(job(i, by, random.nextInt(3), priority, run, Sample.NOON, node));
            }
            Plan first = arrived(node, jobs);
            Collections.shuffle(jobs, random);

            assertThat(arrived(node, jobs)).as("seed " + seed).isEqualTo(first);
        }
    }

    private static Plan arrived(Node node, List<Job> jobs) {
        Ledger ledger = new Ledger(List.of(node), List.of());
        Scheduler scheduler = new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(DAILY));
        for (Job job : jobs) {
            ledger.apply(new Recorded(Sample.NOON, new Actor.Scheduler(), new Change.Submitted(job)));
            scheduler.moved(Optional.empty(), job);
        }
        return scheduler.pass(ledger, Sample.NOON);
    }

    @Test
    void a_submit_whose_turn_it_is_does_not_wait_without_a_pass() {
        Site site = new Site(2, DAILY);
        Duration run = HOUR;
        site.submit(user("p", 1), 1, Priority.NORMAL, run);
        site.pass();
        Plan plan = site.scheduler.pass(site.ledger, site.now);
        Job same = job(90, user("p", 1), 1, Priority.NORMAL, run, site.now, site.node);

        assertThat(site.scheduler.keepsWaiting(site.ledger, plan, same)).isFalse();
        site.submit(user("p", 1), 1, Priority.NORMAL, run);
        site.submit(user("p", 1), 2, Priority.NORMAL, run);
        site.pass();
        plan = site.scheduler.pass(site.ledger, site.now);
        Job full = job(91, user("q", 2), 1, Priority.HIGH, run, site.now, site.node);

        assertThat(site.scheduler.keepsWaiting(site.ledger, plan, full)).isTrue();
    }

    @Test
    void whoever_is_told_why_they_wait_still_stands_in_line_for_those_who_come_before_the_next_pass() {
        Bound<Gpus> two = Bound.of(Gpus.of(2), new LimitSource(LimitSource.Layer.GROUP, "all"));
        UserLimits none = UserLimits.NONE;
        Limits limits = new Limits(
                JobLimits.NONE,
                new UserLimits(two, none.cpus(), none.memory(), none.tmpfs(), none.containers(), none.submitted()));
        Site site =
                new Site(4, DAILY, new LimitTable(limits, Map.of(), Map.of(), Map.of(), LimitTable.Membership.NONE));
        site.submit(user("p", 1), 1, Priority.NORMAL, HOUR);
        site.pass();
        JobId waits = site.submit(user("p", 1), 2, Priority.NORMAL, HOUR);
        site.pass();
        Plan plan = site.scheduler.pass(site.ledger, site.now);
        Job before = job(90, user("q", 1), 1, Priority.NORMAL, HOUR, site.now, site.node);
        Job behind = job(91, user("p", 1), 1, Priority.NORMAL, HOUR, site.now, site.node);

        site.apply(new Change.WaitNoted(
                waits, plan.wanting().get(1L).values().iterator().next()));

        assertThat(plan.wanting()).containsOnlyKeys(1L);
        assertThat(site.scheduler.keepsWaiting(site.ledger, plan, before)).isFalse();
        assertThat(site.scheduler.keepsWaiting(site.ledger, plan, behind)).isTrue();
    }
}
