package io.fairlead.core.backfill;

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
}
