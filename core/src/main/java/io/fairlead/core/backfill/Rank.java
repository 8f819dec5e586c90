package io.fairlead.core.backfill;

/**
 * What decides whose turn it is before the place in the queue does, from the first number to the last, lower first.
 *
 * @param second decides between those of the same {@code first}
 * @param third decides between those of the same {@code second}
 */
public record Rank(long first, long second, long third) implements Comparable<Rank> {
    /** Everybody's, where only the place in the queue decides. */
    public static final Rank EQUAL = new Rank(0, 0, 0);

    @Override
    public int compareTo(Rank other) {
        int order = Long.compare(first, other.first);
        order = order == 0 ? Long.compare(second, other.second) : order;
        return order == 0 ? Long.compare(third, other.third) : order;
    }
}
