package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Rank;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Priority;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Span;
import io.fairlead.core.share.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose turn it is: first the project that has used least for its weight, of its jobs those of the highest class, of these
 * the user who has used least. What is held counts as used for {@link #AHEAD} more, so that within a pass, too, turns go round.
 *
 * <p>Where projects have quotas, work within them comes before all other, and a job that may not be preempted starts within
 * its project's quota or not at all.
 *
 * <p>True for a whole {@link #TICK}: what runs goes on using, and who waits grows older, but in steps that everybody can wake for.
 */
final class Standing {
    static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final long MICROS_IN_SECOND = 1_000_000;

    private final Shares shares;
    private final long at;
    private final Map<Account, Long> users;
    private final Map<String, Long> projects;
    private final Map<String, Sums> held;

    /** Of which projects some job waits for quota, so that others of the project do not take it before. */
    private final Set<String> lacking = new TreeSet<>();

    /** What rank comes after every use of a project: that of work over the quota. */
    private static final long OVER = 1L << 61;

    /**
     * What a project holds.
     *
     * @param firm by jobs that may not be preempted
     */
    private record Sums(Quota.Part all, Quota.Part firm) {
        static final Sums NONE = new Sums(Quota.Part.NONE, Quota.Part.NONE);

        Sums plus(Quota.Part more, boolean isFirm) {
            return new Sums(all.plus(more), isFirm ? firm.plus(more) : firm);
        }

        Sums minus(Quota.Part less, boolean isFirm) {
            return new Sums(all.minus(less), isFirm ? firm.minus(less) : firm);
        }
    }

    private Standing(
            Shares shares, long at, Map<Account, Long> users, Map<String, Long> projects, Map<String, Sums> held) {
        this.shares = shares;
        this.at = at;
        this.users = users;
        this.projects = projects;
        this.held = held;
    }

    static Standing of(Snapshot snapshot, Usage usage, Instant at) {
        Standing standing =
                new Standing(usage.shares(), at.getEpochSecond(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        usage.at(standing.at).forEach(standing::add);
        for (Job job : snapshot.placed()) {
            job.attempt().filter(Attempt::holding).ifPresent(attempt -> {
                Span span = Span.of(attempt, at);
                Account account = Account.of(job);
                standing.add(account, usage.of(span, standing.at));
                standing.take(account, Claimed.of(attempt, job));
            });
        }
        return standing;
    }

    /** The beginning of the tick that this is in. */
    static Instant tick(Instant now) {
        long length = TICK.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), length) * length);
    }

    Standing copy() {
        return new Standing(shares, at, new HashMap<>(users), new HashMap<>(projects), new HashMap<>(held));
    }

    Instant at() {
        return Instant.ofEpochSecond(at);
    }

    /**
     * What a job takes of its project's share.
     *
     * @param firm whether it may not be preempted
     */
    record Claimed(UserUse use, boolean firm) {
        static Claimed of(Attempt attempt, Job job) {
            JobDefinition definition = job.submission().definition();
            return new Claimed(UserUse.live(definition, attempt.placements()), isFirm(definition));
        }

        static Claimed of(JobDefinition definition) {
            return new Claimed(UserUse.of(definition), isFirm(definition));
        }

        static boolean isFirm(JobDefinition definition) {
            return !definition.scheduling().mayBePreempted();
        }

        Quota.Part part() {
            return Quota.Part.of(use.gpus(), use.cpus());
        }

        long rate() {
            return Span.rate(use.gpus(), use.cpus());
        }
    }

    void take(Account account, Claimed what) {
        add(account, what.rate() * AHEAD.toSeconds());
        held.put(account.project(), sums(account.project()).plus(what.part(), what.firm()));
    }

    void giveBack(Account account, Claimed what) {
        add(account, -what.rate() * AHEAD.toSeconds());
        held.put(account.project(), sums(account.project()).minus(what.part(), what.firm()));
    }

    /** What a head will take is its project's already, and nobody's turn is later for it. */
    void keep(String project, Claimed what) {
        held.put(project, sums(project).plus(what.part(), what.firm()));
    }

    /** Ends that. */
    void release(String project, Claimed what) {
        held.put(project, sums(project).minus(what.part(), what.firm()));
    }

    QuotaUse quotaUse(String project, boolean over) {
        return new QuotaUse(project, quotas().of(project), sums(project).all(), over);
    }

    /** What a project holds by jobs that may not be preempted, and in all. */
    Quota.Part held(String project, boolean firmOnly) {
        return firmOnly ? sums(project).firm() : sums(project).all();
    }

    private Sums sums(String project) {
        return held.getOrDefault(project, Sums.NONE);
    }

    /** Whether a job would run over the quota of its project if it started now. */
    boolean isOver(String project, Claimed what) {
        if (!quotas().apply()) {
            return false;
        }
        Sums now = sums(project);
        return !quotas().of(project).covers(what.firm() ? now.firm() : now.all(), what.part());
    }

    /** Whether that keeps it from starting, or another one of its project comes first for what the quota leaves. */
    boolean lacksQuota(String project, Claimed what) {
        if (!quotas().apply() || !what.firm()) {
            return false;
        }
        boolean over = isOver(project, what);
        if (over) {
            lacking.add(project);
        }
        return over || (lacking.contains(project) && needsQuota(project, what));
    }

    /** Whether a quota says anything about what it asks for. */
    boolean needsQuota(String project, Claimed what) {
        return what.use().gpus().milli() > 0 || quotas().of(project).cpus().isPresent();
    }

    Set<String> lacking() {
        return lacking;
    }

    /** Forgets what jobs lacked. */
    void askAgain() {
        lacking.clear();
    }

    /** Whether who passes the first that waits may delay any other. */
    boolean mayDelayOthers() {
        return shares.backfill() == Backfill.EASY;
    }

    Quotas quotas() {
        return shares.quotas();
    }

    private void add(Account account, long use) {
        users.merge(account, use, Long::sum);
        projects.merge(account.project(), use, Long::sum);
    }

    /** @param submitted microseconds since 1970 */
    Rank rank(Account account, Priority priority, long submitted, Claimed what) {
        long project = projects.getOrDefault(account.project(), 0L);
        return new Rank(
                project * Shares.WEIGHT_MAX / shares.weight(account.project())
                        + (!what.firm() && isOver(account.project(), what) ? OVER : 0),
                -counts(priority, submitted).height(),
                users.getOrDefault(account, 0L));
    }

    /** The class as which it counts, which is a higher one the longer it waits. */
    private Priority counts(Priority priority, long submitted) {
        long waited = Math.max(0, at - submitted / MICROS_IN_SECOND);
        return priority.risen(waited / shares.ageing().toSeconds());
    }

    /** What decides about a job, in numbers. */
    Claim claim(Job job) {
        Account account = Account.of(job);
        Priority own = job.submission().definition().scheduling().priority();
        Priority counts = counts(own, Order.place(job));
        int steps = counts.height() - own.height() + 1;
        return new Claim(
                own,
                counts,
                counts == Priority.HIGH
                        ? Optional.empty()
                        : Optional.of(job.submittedAt().plus(shares.ageing().multipliedBy(steps))),
                account.project(),
                shares.weight(account.project()),
                projects.getOrDefault(account.project(), 0L),
                users.getOrDefault(account, 0L),
                projects.values().stream().mapToLong(it -> it).sum());
    }
}
