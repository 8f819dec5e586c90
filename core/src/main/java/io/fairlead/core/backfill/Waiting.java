package io.fairlead.core.backfill;

import java.util.Comparator;

/**
 * A job that waits.
 *
 * @param order its place in the queue: lower is earlier
 * @param tie decides between jobs of the same place; no two have both in common
 * @param limit seconds after which what it holds is free again: promises are made of these alone; {@link #UNBOUNDED}
 *     where nobody knows
 * @param predicted seconds that it will probably run, 1 to {@code limit}: decides who passes first
 */
public record Waiting<D>(long order, long tie, D demand, long limit, long predicted) {
    /** The limit of a job without one. Added to any time of this age it is beyond every other. */
    public static final long UNBOUNDED = 1L << 60;

    /** First in the queue first. */
    static final Comparator<Waiting<?>> FIRST = Waiting::compare;

    public Waiting {
        if (limit < 1 || predicted < 1 || predicted > limit) {
            throw new IllegalArgumentException("predicted " + predicted + " s of at most " + limit + " s");
        }
    }

    /** One whose place is its own. */
    public Waiting(long order, D demand, long limit, long predicted) {
        this(order, 0, demand, limit, predicted);
    }

    private static int compare(Waiting<?> one, Waiting<?> other) {
        int order = Long.compare(one.order, other.order);
        return order == 0 ? Long.compare(one.tie, other.tie) : order;
    }

    /** The same, with an equal value. */
    @SuppressWarnings("ReferenceEquality") // that they are equal is known
    Waiting<D> asking(D equal) {
        return equal == demand ? this : new Waiting<>(order, tie, equal, limit, predicted);
    }

    boolean is(Waiting<D> other) {
        return order == other.order && tie == other.tie;
    }
}
