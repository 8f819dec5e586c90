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
 * @param members {@code each}: members of arrays are listed one by one; the id of an array: its members alone, by index
 */
public record JobQuery(
        boolean all,
        List<String> states,
        Optional<String> name,
        int limit,
        Optional<String> after,
        Optional<String> members) {
    private static final String EACH = "each";

    /** The first hundred of one's own, newest first. */
    public static final JobQuery MINE =
            new JobQuery(false, List.of(), Optional.empty(), 100, Optional.empty(), Optional.empty());

    public JobQuery {
        states = List.copyOf(states);
    }

    public JobQuery everybodys() {
        return new JobQuery(true, states, name, limit, after, members);
    }

    public JobQuery in(List<String> wanted) {
        return new JobQuery(all, wanted, name, limit, after, members);
    }

    public JobQuery named(String text) {
        return new JobQuery(all, states, Optional.of(text), limit, after, members);
    }

    public JobQuery atMost(int jobs) {
        return new JobQuery(all, states, name, jobs, after, members);
    }

    public JobQuery after(String cursor) {
        return new JobQuery(all, states, name, limit, Optional.of(cursor), members);
    }

    /** With the members of arrays one by one. */
    public JobQuery each() {
        return membersOf(EACH);
    }

    /** The members of an array alone. */
    public JobQuery membersOf(String array) {
        return new JobQuery(all, states, name, limit, after, Optional.of(array));
    }
}
