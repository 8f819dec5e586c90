package io.fairlead.core.backfill;

/**
 * A job that waits.
 *
 * @param order its place in the queue: lower is earlier; no two have the same
 * @param limit seconds after which it is stopped: promises are made of these alone
 * @param predicted seconds that it will probably run, 1 to {@code limit}: decides who passes first
 */
public record Waiting<D>(long order, D demand, long limit, long predicted) {
    public Waiting {
        if (limit < 1 || predicted < 1 || predicted > limit) {
            throw new IllegalArgumentException("predicted " + predicted + " s of at most " + limit + " s");
        }
    }
}
