package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Rank;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Priority;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Span;
import io.fairlead.core.share.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is: first the project that has used least for its weight, of its jobs those of the highest class, of these
 * the user who has used least. What is held counts as used for {@link #AHEAD} more, so that within a pass, too, turns go round.
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

    private Standing(Shares shares, long at, Map<Account, Long> users, Map<String, Long> projects) {
        this.shares = shares;
        this.at = at;
        this.users = users;
        this.projects = projects;
    }

    static Standing of(Snapshot snapshot, Usage usage, Instant at) {
        Standing standing = new Standing(usage.shares(), at.getEpochSecond(), new HashMap<>(), new HashMap<>());
        usage.at(standing.at).forEach(standing::add);
        for (Job job : snapshot.placed()) {
            job.attempt().filter(Attempt::holding).ifPresent(attempt -> {
                Span span = Span.of(attempt, at);
                Account account = Account.of(job);
                standing.add(account, usage.of(span, standing.at));
                standing.take(account, span.rate());
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
        return new Standing(shares, at, new HashMap<>(users), new HashMap<>(projects));
    }

    Instant at() {
        return Instant.ofEpochSecond(at);
    }

    void take(Account account, long rate) {
        add(account, rate * AHEAD.toSeconds());
    }

    void giveBack(Account account, long rate) {
        add(account, -rate * AHEAD.toSeconds());
    }

    private void add(Account account, long use) {
        users.merge(account, use, Long::sum);
        projects.merge(account.project(), use, Long::sum);
    }

    /** @param submitted microseconds since 1970 */
    Rank rank(Account account, Priority priority, long submitted) {
        long project = projects.getOrDefault(account.project(), 0L);
        return new Rank(
                project * Shares.WEIGHT_MAX / shares.weight(account.project()),
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
