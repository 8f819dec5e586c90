package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Rank;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Priority;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.share.Account;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The whole queue in the order in which turns would come if everybody fitted: each start makes its owner's next turn later. */
final class Succession {
    /** Where there are no quotas, what a job takes says nothing about its turn. */
    private static final Standing.Claimed ANY = new Standing.Claimed(UserUse.NONE, false);

    private final Standing standing;
    private final PriorityQueue<Next> turns = new PriorityQueue<>();

    /** Jobs among which only the time of the submit decides. */
    private record Group(Account account, Priority priority, Standing.Claimed claimed) {}

    private record Next(Rank rank, Deque<Job> jobs) implements Comparable<Next> {
        @Override
        public int compareTo(Next other) {
            int order = rank.compareTo(other.rank);
            if (order == 0) {
                order = jobs.element()
                        .submittedAt()
                        .compareTo(other.jobs.element().submittedAt());
            }
            return order == 0
                    ? jobs.element().id().compareTo(other.jobs.element().id())
                    : order;
        }
    }

    private Succession(Standing standing) {
        this.standing = standing;
    }

    /**
     * The order.
     *
     * @param queued first submitted first
     * @param standing is changed
     */
    static List<Job> of(Collection<Job> queued, Standing standing) {
        return new Succession(standing).order(queued);
    }

    /** The order in which the turns are now, if nobody started. */
    static List<Job> asTheyAre(Collection<Job> queued, Standing standing) {
        Succession succession = new Succession(standing);
        return queued.stream()
                .map(job -> new Next(succession.rank(job), new ArrayDeque<>(List.of(job))))
                .sorted(Comparator.<Next, Boolean>comparing(
                                next -> !isFirst(next.jobs().element()))
                        .thenComparing(Comparator.naturalOrder()))
                .map(next -> next.jobs().element())
                .toList();
    }

    private static boolean isFirst(Job job) {
        return job.promise().isPresent() || job.clearing().isPresent();
    }

    private List<Job> order(Collection<Job> queued) {
        List<Job> order = new ArrayList<>(queued.size());
        Map<Group, Deque<Job>> groups = new LinkedHashMap<>();
        for (Job job : queued) {
            if (isFirst(job)) {
                add(job, order);
            } else {
                groups.computeIfAbsent(
                                new Group(
                                        Account.of(job),
                                        priority(job),
                                        standing.quotas().apply() ? claimed(job) : ANY),
                                _ -> new ArrayDeque<>())
                        .add(job);
            }
        }
        groups.values().forEach(this::enter);
        while (!turns.isEmpty()) {
            Next then = turns.remove();
            if (rank(then.jobs().element()).compareTo(then.rank()) > 0) {
                enter(then.jobs());
                continue;
            }
            add(then.jobs().remove(), order);
            if (!then.jobs().isEmpty()) {
                enter(then.jobs());
            }
        }
        return order;
    }

    private void add(Job job, List<Job> order) {
        standing.take(Account.of(job), claimed(job));
        order.add(job);
    }

    private void enter(Deque<Job> jobs) {
        turns.add(new Next(rank(jobs.element()), jobs));
    }

    private Rank rank(Job job) {
        return standing.rank(Account.of(job), priority(job), Order.place(job), claimed(job));
    }

    private static Standing.Claimed claimed(Job job) {
        return Standing.Claimed.of(job.submission().definition());
    }

    private static Priority priority(Job job) {
        return job.submission().definition().scheduling().priority();
    }
}
