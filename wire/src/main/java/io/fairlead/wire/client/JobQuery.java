package io.fairlead.wire.client;

import java.util.List;
import java.util.Optional;

/**
 * Which jobs to list.
 *
 * @param all everybody's, others' without what leads to them
 * @param states names of states, or {@code pending}, {@code running}, {@code finished}; empty: any
 * @param name the exact display name
 * @param limit jobs of a page, 1 to 1,000
 * @param after the cursor of the page before
 */
public record JobQuery(boolean all, List<String> states, Optional<String> name, int limit, Optional<String> after) {
    /** The first hundred of one's own, newest first. */
    public static final JobQuery MINE = new JobQuery(false, List.of(), Optional.empty(), 100, Optional.empty());

    public JobQuery {
        states = List.copyOf(states);
    }

    public JobQuery everybodys() {
        return new JobQuery(true, states, name, limit, after);
    }

    public JobQuery in(List<String> wanted) {
        return new JobQuery(all, wanted, name, limit, after);
    }

    public JobQuery named(String text) {
        return new JobQuery(all, states, Optional.of(text), limit, after);
    }

    public JobQuery atMost(int jobs) {
        return new JobQuery(all, states, name, jobs, after);
    }

    public JobQuery after(String cursor) {
        return new JobQuery(all, states, name, limit, Optional.of(cursor));
    }
}
