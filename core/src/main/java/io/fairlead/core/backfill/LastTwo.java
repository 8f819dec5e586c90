package io.fairlead.core.backfill;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long jobs will probably run: the average of their owner's last two that have ended (Tsafrir, Etsion and Feitelson,
 * "Backfilling Using System-Generated Predictions Rather than User Runtime Estimates", IEEE TPDS 18(6), 2007); for an owner
 * without any, of the last two of the owner's project.
 */
public final class LastTwo {
    private final Map<Long, Pair> last = new HashMap<>();
    private final Map<String, Pair> ofProjects = new HashMap<>();

    /** @param earlier equal to {@code newest} while there is only one */
    private record Pair(long newest, long earlier) {
        static Pair of(long seconds) {
            return new Pair(Math.max(1, seconds), Math.max(1, seconds));
        }
    }

    /**
     * @param limit seconds
     * @return seconds, 1 to {@code limit}; the limit itself of an owner without any job that has ended
     */
    public long predict(long owner, long limit) {
        return predicted(last.get(owner), limit);
    }

    /** The same; of an owner without any as the project has it. */
    public long predict(long owner, String project, long limit) {
        Pair own = last.get(owner);
        return predicted(own == null ? ofProjects.get(project) : own, limit);
    }

    private static long predicted(@Nullable Pair two, long limit) {
        return two == null ? limit : Math.clamp((two.newest() + two.earlier()) / 2, 1, limit);
    }

    /** @param seconds that a job of this owner ran; none at all count as one */
    public void ended(long owner, long seconds) {
        last.merge(owner, Pair.of(seconds), LastTwo::behind);
    }

    /** The same of a job in a project. */
    public void ended(long owner, String project, long seconds) {
        ended(owner, seconds);
        ofProjects.merge(project, Pair.of(seconds), LastTwo::behind);
    }

    private static Pair behind(Pair before, Pair next) {
        return new Pair(next.newest(), before.newest());
    }
}
