package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
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
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Sites on which more is asked for than there is, without end: whoever waits starts within a bound all the same. Half-life and
 * ageing are an hour, and no job is longer than two.
 */
final class StarvationTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Shares HOURLY = new Shares(HOUR, HOUR, Map.of("p0", 1, "p1", 3));
    private static final Duration TIME = Duration.ofHours(72);
    /**
     * What it takes until use is forgotten, every job counts as the highest class, and who was promised a start before has had
     * it; then its owner's other jobs in the order in which they came, of which {@link #EACH} may wait at a time.
     */
    private static final Duration BOUND = Duration.ofHours(24);

    private static final int EACH = 3;

    private static final long SEEDS = 12;

    private static final class Site {
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final Ledger ledger;
        private final Scheduler scheduler;
        private final int users;
        private final TreeMap<Instant, TreeSet<JobId>> ends = new TreeMap<>();
        private final TreeMap<JobId, Duration> runs = new TreeMap<>();
        private final TreeMap<JobId, Instant> waiting = new TreeMap<>();
        private Duration longest = Duration.ZERO;
        private Instant now = Sample.NOON;
        private int submitted;

        private Site(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 1 + random.nextInt(2); i++) {
                nodes.add(Sample.node("n" + i, 16, 64, 4, "NVIDIA A100"));
            }
            users = 2 + random.nextInt(4);
            ledger = new Ledger(nodes, List.of());
            scheduler = new Scheduler(ledger, Sample.NAMES, LimitTable.SHIPPED, new LastTwo(), new Usage(HOURLY));
        }

        private Duration run() {
            while (now.isBefore(Sample.NOON.plus(TIME))) {
                fill();
                pass();
                Instant next = ends.isEmpty() ? now.plus(HOUR) : ends.firstKey();
                // A minute on at the least, since turns are looked at anew then.
                now = scheduler.pass(ledger, now).wakeAt().filter(next::isAfter).orElse(next);
                end();
                waiting.values().forEach(since -> noted(since));
            }
            return longest;
        }

        private void noted(Instant since) {
            Duration waited = Duration.between(since, now);
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }

        /** The first user asks for whole nodes in the lowest class, everybody else for whatever. */
        private void fill() {
            for (int uid = 1; uid <= users; uid++) {
                long own = uid;
                long queued = ledger.queued().stream()
                        .filter(job -> job.submission().owner().uid() == own)
                        .count();
                for (long i = queued; i < EACH; i++) {
                    submit(uid);
                }
            }
        }

        private void submit(int uid) {
            boolean big = uid == 1;
            Duration run = Duration.ofMinutes(5 + random.nextInt(115));
            JobDefinition definition = Sample.scheduled(
                    Sample.definition(1 + random.nextInt(4), big ? 4 : random.nextInt(3), 512),
                    Wished.plain()
                            .atMost(run.plusMinutes(random.nextInt(30)))
                            .grace(Duration.ofSeconds(10))
                            .as(big ? Priority.LOW : Priority.values()[random.nextInt(3)])
                            .scheduling());
            Submission plain =
                    Sample.submission(definition, nodes.stream().map(Node::ref).toArray(NodeRef[]::new));
            Submission own = new Submission(
                    new Submitter(uid, "user" + uid, uid, List.of(), "/home/x"),
                    new Project(1, "p" + uid % 2),
                    definition,
                    plain.texts(),
                    plain.dialect(),
                    plain.image(),
                    plain.mounts(),
                    plain.nodes(),
                    Optional.empty());
            Job job = Job.admitted(Sample.id(submitted++), own, false, true, now);
            runs.put(job.id(), run);
            waiting.put(job.id(), now);
            apply(new Change.Submitted(job));
        }

        private void apply(Change change) {
            Optional<Job> before = ledger.job(change.job());
            scheduler.moved(before, ledger.apply(new Recorded(now, new Actor.Scheduler(), change)));
        }

        private void pass() {
            Plan plan;
            do {
                plan = scheduler.pass(ledger, now);
                plan.broken().ifPresent(it -> apply(new Change.PromiseBroken(it.job(), it.cause())));
                for (Start start : plan.starts()) {
                    apply(new Change.Assigned(start.job(), 1, start.placements()));
                    noted(waiting.remove(start.job()));
                    ends.computeIfAbsent(now.plus(runs.get(start.job())), _ -> new TreeSet<>())
                            .add(start.job());
                }
                plan.promised().ifPresent(it -> apply(new Change.Promised(it.job(), it.start())));
            } while (!plan.starts().isEmpty() || plan.mayGoOn());
        }

        private void end() {
            while (!ends.isEmpty() && !ends.firstKey().isAfter(now)) {
                for (JobId id : ends.pollFirstEntry().getValue()) {
                    apply(new Change.Ended(id, 1, JobState.CANCELLED, Optional.empty()));
                }
            }
        }
    }

    @Test
    void however_much_is_asked_for_without_end_nobody_waits_longer_than_a_bound() {
        Duration longest = Duration.ZERO;
        for (long seed = 0; seed < SEEDS; seed++) {
            Duration waited = new Site(seed).run();
            assertThat(waited).as("seed " + seed).isLessThan(BOUND);
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }

        assertThat(longest).as("sites so full that waiting is long").isGreaterThan(HOUR.multipliedBy(2));
    }
}
