package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What projects are sure of, who runs over that, and who is halted for whom. */
final class QuotaTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Quotas quotas(Object... of) {
        Map<String, Quota> quotas = new TreeMap<>();
        for (int i = 0; i < of.length; i += 2) {
            quotas.put((String) of[i], new Quota(Gpus.of((int) of[i + 1]), Optional.empty()));
        }
        return new Quotas(quotas, Duration.ZERO);
    }

    /** A site run by hand: who is halted leaves when that is said. */
    private static final class Site {
        private final List<Node> nodes;
        private final Ledger ledger;
        private final Scheduler scheduler;
        private final Map<JobId, Optional<JobId>> halted = new HashMap<>();
        private final List<String> causes = new ArrayList<>();
        private Plan plan = Plan.NONE;
        private Instant now = Sample.NOON;
        private int submitted;
        private int halts;

        private Site(Quotas quotas, int... gpus) {
            nodes = new ArrayList<>();
            for (int i = 0; i < gpus.length; i++) {
                nodes.add(Sample.node("n" + i, 32, 128, gpus[i], "NVIDIA A100"));
            }
            ledger = new Ledger(nodes, List.of());
            Shares shares = new Shares(Duration.ofDays(1), Duration.ofDays(1), Map.of(), quotas);
            scheduler = new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(shares));
        }

        private JobId submit(String project, int gpus, Wished wished) {
            Submission plain = Sample.submission(
                    Sample.scheduled(
                            Sample.definition(1, gpus, 512),
                            wished.grace(Duration.ofSeconds(30)).scheduling()),
                    nodes.stream().map(Node::ref).toArray(io.fairlead.core.cluster.NodeRef[]::new));
            Submission own = new Submission(
                    new Submitter(1000 + project.hashCode() % 100, project, 1, List.of(), "/home/x"),
                    new Project(1, project),
                    plain.definition(),
                    plain.texts(),
                    plain.dialect(),
                    plain.image(),
                    plain.mounts(),
                    plain.nodes(),
                    Optional.empty());
            Job job = Job.admitted(Sample.id(submitted++), own, false, true, now);
            apply(new Change.Submitted(job));
            pass();
            return job.id();
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            scheduler.moved(before, ledger.apply(new Recorded(now, new Actor.Scheduler(), change)));
        }

        /** As the control loop does it. */
        private void pass() {
            int passes = 0;
            do {
                plan = scheduler.pass(ledger, now);
                plan.quotas().voids().forEach(it -> apply(new Change.ClearingVoid(it.job(), it.cause())));
                plan.broken().ifPresent(it -> {
                    causes.add(it.cause().code());
                    apply(new Change.PromiseBroken(it.job(), it.cause()));
                });
                plan.starts().forEach(it -> {
                    apply(new Change.Assigned(it.job(), it.attempt(), it.placements()));
                    apply(new Change.Starting(it.job(), it.attempt()));
                    apply(new Change.Running(it.job(), it.attempt(), now));
                });
                plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
                plan.quotas().halt().ifPresent(this::halt);
                assertThat(passes++).as("passes that lead nowhere").isLessThan(100);
            } while (plan.mayGoOn());
        }

        private void halt(Plan.Halt halt) {
            halts++;
            apply(new Change.Clearing(
                    halt.job(),
                    halt.node(),
                    halt.victims().stream().map(Plan.Broken::job).toList()));
            assertThat(halt.victims()).isNotEmpty();
            for (Plan.Broken victim : halt.victims()) {
                Job job = ledger.job(victim.job()).orElseThrow();
                assertThat(job.state()).isEqualTo(JobState.RUNNING);
                apply(new Change.HaltAsked(job.id(), job.attempts(), Optional.of(halt.job()), victim.cause()));
                halted.put(job.id(), Optional.of(halt.job()));
            }
        }

        /** Everybody who is halted saves and goes. */
        private void leave() {
            for (JobId id : List.copyOf(halted.keySet())) {
                Job job = ledger.job(id).orElseThrow();
                apply(new Change.Requeued(
                        id, job.attempts(), AttemptState.HALTED, job.reason().orElseThrow(), false));
                halted.remove(id);
            }
            pass();
        }

        private void end(JobId id) {
            Job job = ledger.job(id).orElseThrow();
            apply(new Change.Ended(
                    id, job.state().isPlaced() ? job.attempts() : 0, JobState.CANCELLED, Optional.empty()));
            pass();
        }

        private void later(Duration time) {
            now = now.plus(time);
            pass();
        }

        private JobState state(JobId id) {
            return ledger.job(id).map(Job::state).orElse(JobState.CANCELLED);
        }

        private Problem reason(JobId id) {
            Job job = ledger.job(id).orElseThrow();
            return scheduler
                    .reasons(ledger, plan, now)
                    .of(job, scheduler.queue(ledger, now).indexOf(job));
        }

        private boolean isOver(JobId id) {
            return scheduler
                    .quotas(ledger, now)
                    .apply(ledger.job(id).orElseThrow())
                    .filter(QuotaUse::over)
                    .isPresent();
        }
    }

    private static Wished restartable() {
        return Wished.plain().restartable();
    }

    @Test
    void without_quotas_nobody_is_ever_halted() {
        Site site = new Site(Quotas.NONE, 4);
        JobId fills = site.submit("cats", 4, restartable());
        JobId waits = site.submit("birds", 4, restartable());

        site.later(Duration.ofDays(9));

        assertThat(site.state(fills)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(waits)).isEqualTo(JobState.QUEUED);
        assertThat(site.isOver(fills)).isFalse();
    }

    @Test
    void a_project_gets_its_quota_though_another_fills_the_machine() {
        Site site = new Site(quotas("birds", 3, "cats", 1), 4);
        List<JobId> cats = List.of(
                site.submit("cats", 1, restartable()),
                site.submit("cats", 1, restartable()),
                site.submit("cats", 1, restartable()),
                site.submit("cats", 1, restartable()));
        assertThat(cats).allMatch(id -> site.state(id) == JobState.RUNNING);
        assertThat(cats.stream().map(site::isOver)).containsExactly(false, true, true, true);

        site.now = site.now.plus(MINUTE);
        JobId one = site.submit("birds", 1, Wished.plain());
        JobId two = site.submit("birds", 2, Wished.plain());

        assertThat(site.reason(one).code()).isEqualTo("E-CLEARING");
        site.leave();
        site.leave();
        assertThat(site.state(one)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(two)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(cats.getFirst())).isEqualTo(JobState.RUNNING);
        assertThat(site.isOver(one)).isFalse();
        assertThat(site.halts).isLessThanOrEqualTo(2);
        site.later(Duration.ofDays(1));
        assertThat(site.halted).isEmpty();
    }

    @Test
    void those_are_halted_who_lose_least_and_no_more_than_it_takes() {
        Site site = new Site(quotas("birds", 4), 8);
        JobId old = site.submit("cats", 2, restartable());
        site.now = site.now.plus(Duration.ofHours(1));
        JobId wide = site.submit("cats", 2, restartable());
        site.now = site.now.plus(Duration.ofMinutes(50));
        JobId young = site.submit("cats", 2, restartable());
        JobId youngest = site.submit("cats", 2, restartable());
        site.now = site.now.plus(MINUTE);

        JobId bird = site.submit("birds", 4, Wished.plain());

        assertThat(site.halted.keySet()).containsExactlyInAnyOrder(young, youngest);
        assertThat(site.halted.values()).containsOnly(Optional.of(bird));
        site.leave();
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
        assertThat(List.of(site.state(old), site.state(wide))).containsOnly(JobState.RUNNING);
    }

    @Test
    void nobody_is_halted_where_that_would_not_be_enough() {
        Site site = new Site(quotas("birds", 4, "cats", 2), 4);
        JobId sure = site.submit("cats", 2, restartable());
        JobId over = site.submit("cats", 2, restartable());

        JobId bird = site.submit("birds", 4, Wished.plain());

        assertThat(site.halted).isEmpty();
        assertThat(site.state(sure)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(over)).isEqualTo(JobState.RUNNING);
        assertThat(site.reason(bird).code()).isEqualTo("E-NO-FREE-GPUS");
    }

    @Test
    void an_attempt_is_not_preempted_before_its_minDuration_and_the_next_pass_comes_then() {
        Site site = new Site(quotas("birds", 2), 2);
        JobId cat = site.submit("cats", 2, restartable().atLeast(Duration.ofHours(2)));
        JobId bird = site.submit("birds", 2, Wished.plain());

        assertThat(site.halted).isEmpty();
        while (site.now.isBefore(Sample.NOON.plus(Duration.ofHours(2)).minusMillis(1))) {
            assertThat(site.halted).as("at %s", site.now).isEmpty();
            site.now = site.plan.wakeAt().orElseThrow();
            site.pass();
        }

        assertThat(site.now).isEqualTo(Sample.NOON.plus(Duration.ofHours(2)));
        assertThat(site.halted).containsOnlyKeys(cat);
        assertThat(site.reason(bird).code()).isEqualTo("E-CLEARING");
    }

    /** One that was accepted before the site said so. */
    @Test
    void no_minDuration_lasts_longer_than_the_site_allows() {
        Quotas bounded = new Quotas(quotas("birds", 2).of(), Duration.ZERO, Duration.ofHours(1));
        Site site = new Site(bounded, 2);
        JobId cat = site.submit("cats", 2, restartable().atLeast(Duration.ofDays(300)));
        site.submit("birds", 2, Wished.plain());

        site.later(Duration.ofHours(1).minusSeconds(1));
        assertThat(site.halted).isEmpty();
        site.later(Duration.ofSeconds(1));
        assertThat(site.halted).containsOnlyKeys(cat);
    }

    @Test
    void a_job_that_may_not_be_preempted_starts_within_the_quota_or_not_at_all() {
        Site site = new Site(quotas("birds", 2), 8);
        JobId first = site.submit("birds", 2, Wished.plain());
        JobId second = site.submit("birds", 1, Wished.plain());
        JobId soft = site.submit("birds", 1, restartable());
        JobId cpuOnly = site.submit("fish", 0, Wished.plain());

        assertThat(site.state(first)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(second)).isEqualTo(JobState.QUEUED);
        assertThat(site.reason(second).code()).isEqualTo("E-QUOTA-FULL");
        assertThat(site.state(soft)).isEqualTo(JobState.RUNNING);
        assertThat(site.isOver(soft)).isTrue();
        assertThat(site.state(cpuOnly)).isEqualTo(JobState.RUNNING);
        site.end(first);
        assertThat(site.state(second)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void who_needs_much_of_a_quota_does_not_wait_for_ever_behind_those_who_need_little() {
        Site site = new Site(quotas("birds", 2), 8);
        JobId little = site.submit("birds", 1, Wished.plain());
        JobId much = site.submit("birds", 2, Wished.plain());
        JobId other = site.submit("birds", 1, Wished.plain());

        assertThat(site.state(other)).isEqualTo(JobState.QUEUED);
        assertThat(site.reason(much).code()).isEqualTo("E-QUOTA-FULL");
        assertThat(site.reason(other).code()).isEqualTo("E-QUOTA-BEHIND");
        site.end(little);
        assertThat(site.state(much)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void what_is_kept_for_a_job_goes_to_nobody_else_and_the_rest_goes_on() {
        Site site = new Site(quotas("birds", 3), 4);
        JobId cat = site.submit("cats", 3, restartable());
        site.now = site.now.plus(MINUTE);
        JobId bird = site.submit("birds", 3, Wished.plain());
        JobId small = site.submit("cats", 1, restartable());
        JobId hungry = site.submit("cats", 1, restartable());

        assertThat(site.halted).containsOnlyKeys(cat);
        assertThat(site.state(small)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(hungry)).isEqualTo(JobState.QUEUED);
        site.leave();
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(small)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void who_need_only_wait_for_those_who_leave_already_or_is_promised_a_start_as_early_halts_nobody() {
        Site site = new Site(quotas("birds", 2, "fish", 2), 2);
        JobId cat = site.submit("cats", 2, restartable().atMost(MINUTE));
        site.now = site.now.plusSeconds(59);

        JobId bird = site.submit("birds", 2, Wished.plain());

        assertThat(site.halted).isEmpty();
        assertThat(site.ledger.job(bird).orElseThrow().promise()).isPresent();
        site.end(cat);
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void nobody_reckons_with_the_end_of_one_who_is_late_already() {
        Site site = new Site(quotas("birds", 2), 2);
        JobId cat = site.submit("cats", 2, restartable().atMost(MINUTE));
        site.now = site.now.plus(Duration.ofHours(1));

        JobId bird = site.submit("birds", 2, Wished.plain());

        assertThat(site.halted).isEmpty();
        site.end(cat);
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void a_promise_to_somebody_else_is_not_broken_by_it() {
        Site site = new Site(quotas("birds", 2), 2, 2);
        JobId cat = site.submit("cats", 2, restartable().atMost(Duration.ofMinutes(10)));
        JobId dog = site.submit("dogs", 2, restartable().atMost(Duration.ofMinutes(20)));
        JobId promised = site.submit("cats", 2, restartable().atMost(Duration.ofHours(1)));
        Instant start = site.ledger.job(promised).flatMap(Job::promise).orElseThrow();

        JobId bird = site.submit("birds", 2, Wished.plain().atMost(Duration.ofHours(5)));

        assertThat(site.ledger.job(promised).flatMap(Job::promise)).contains(start);
        assertThat(site.halted).containsOnlyKeys(dog);
        site.leave();
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
        site.end(cat);
        assertThat(site.state(promised)).isEqualTo(JobState.RUNNING);
        assertThat(site.causes).isEmpty();
    }

    @Test
    void a_promise_to_one_over_a_quota_gives_way_where_there_is_no_other_way() {
        Site site = new Site(quotas("birds", 1, "cats", 1), 2);
        JobId within = site.submit("cats", 1, restartable().atMost(Duration.ofHours(2)));
        JobId over = site.submit("cats", 1, restartable().atMost(Duration.ofHours(1)));
        JobId promised = site.submit("cats", 1, restartable().atMost(Duration.ofHours(1)));
        assertThat(site.ledger.job(promised).flatMap(Job::promise)).isPresent();
        site.now = site.now.plus(MINUTE);

        JobId bird = site.submit("birds", 1, Wished.plain().atMost(Duration.ofHours(5)));

        assertThat(site.halted).containsOnlyKeys(over);
        assertThat(site.causes).contains("E-PROMISE-QUOTA");
        site.leave();
        assertThat(site.state(bird)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(within)).isEqualTo(JobState.RUNNING);
        assertThat(site.state(promised)).isEqualTo(JobState.QUEUED);
        assertThat(site.isOver(bird)).isFalse();
    }

    @Test
    void the_place_that_was_made_is_given_up_with_its_cause_when_it_is_of_no_use() {
        Site site = new Site(quotas("birds", 2), 2);
        site.submit("cats", 2, restartable());
        JobId bird = site.submit("birds", 2, Wished.plain());
        assertThat(site.ledger.job(bird).orElseThrow().clearing()).isPresent();

        Problem closed = ScheduleProblems.nextPass();
        site.ledger.close(site.nodes.getFirst().ref(), Optional.of(closed));
        site.scheduler.closed(site.nodes.getFirst().ref(), true);
        site.pass();

        assertThat(site.ledger.job(bird).orElseThrow().clearing()).isEmpty();
        assertThat(site.state(bird)).isEqualTo(JobState.QUEUED);
    }

    /** Jobs come, end and save as the seed will; nobody within a quota is halted, and it comes to rest. */
    @Test
    void preemption_takes_nothing_from_who_is_within_the_quota_and_comes_to_an_end() {
        int halts = 0;
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Site site = new Site(
                    quotas("p0", random.nextInt(4), "p1", random.nextInt(6), "p2", 2), 4, 2 + random.nextInt(4));
            List<JobId> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                site.now = site.now.plusSeconds(random.nextInt(200));
                Wished wished = Wished.plain();
                if (random.nextInt(3) != 0) {
                    wished.restartable();
                }
                if (random.nextBoolean()) {
                    wished.atMost(Duration.ofMinutes(1 + random.nextInt(60)));
                }
                if (random.nextInt(4) == 0) {
                    wished.atLeast(Duration.ofMinutes(random.nextInt(20)));
                }
                all.add(site.submit("p" + random.nextInt(4), random.nextInt(4), wished));
                if (random.nextInt(3) == 0) {
                    site.leave();
                }
                if (random.nextInt(4) == 0) {
                    JobId id = all.remove(random.nextInt(all.size()));
                    site.halted.remove(id);
                    site.end(id);
                }
            }
            int rounds = 0;
            while (!site.halted.isEmpty()) {
                site.leave();
                assertThat(rounds++).as("seed %d", seed).isLessThan(60);
            }
            halts += site.halts;
            Scheduler fresh = new Scheduler(
                    site.ledger,
                    Sample.NAMES,
                    LimitTable.SHIPPED,
                    new LastTwo(),
                    new Usage(new Shares(Duration.ofDays(1), Duration.ofDays(1), Map.of(), Quotas.NONE)));
            assertThat(fresh.pass(site.ledger, site.now).quotas().halt()).isEmpty();
        }
        assertThat(halts).isGreaterThan(25);
    }
}
