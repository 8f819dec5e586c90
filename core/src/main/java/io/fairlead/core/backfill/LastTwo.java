package io.fairlead.core.backfill;

import java.util.HashMap;
import java.util.Map;

/**
 * How long jobs will probably run: the average of their owner's last two that have ended (Tsafrir, Etsion and Feitelson,
 * "Backfilling Using System-Generated Predictions Rather than User Runtime Estimates", IEEE TPDS 18(6), 2007).
 */
public final class LastTwo {
    private final Map<Long, Pair> last = new HashMap<>();

    /** @param earlier equal to {@code newest} while there is only one */
    private record Pair(long newest, long earlier) {}

    /**
     * @param limit seconds
     * @return seconds, 1 to {@code limit}; the limit itself of an owner without any job that has ended
     */
    public long predict(long owner, long limit) {
        Pair two = last.get(owner);
        if (two == null) {
            return limit;
        }
        return Math.clamp((two.newest() + two.earlier()) / 2, 1, limit);
    }

    /** @param seconds that a job of this owner ran */
    public void ended(long owner, long seconds) {
        Pair before = last.get(owner);
        last.put(owner, new Pair(seconds, before == null ? seconds : before.newest()));
    }
}
