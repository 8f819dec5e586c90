package io.fairlead.core.backfill;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A waiting job with what its rank was. */
record Turn<D>(Rank rank, Waiting<D> job) implements Comparable<Turn<D>> {
    static <D> Turn<D> of(Stock<D, ?> stock, Waiting<D> job) {
        return new Turn<>(stock.rank(job), job);
    }

    @Override
    public int compareTo(Turn<D> other) {
        int order = rank.compareTo(other.rank);
        return order == 0 ? Waiting.FIRST.compare(job, other.job) : order;
    }

    /** Takes out whose turn it is, by ranks that may have become later since they were put in, and never earlier. */
    static <D> @Nullable Turn<D> next(PriorityQueue<Turn<D>> turns, Stock<D, ?> stock) {
        while (!turns.isEmpty()) {
            Turn<D> then = turns.remove();
            Turn<D> now = of(stock, then.job);
            if (now.rank.compareTo(then.rank) <= 0) {
                return now;
            }
            turns.add(now);
        }
        return null;
    }
}
