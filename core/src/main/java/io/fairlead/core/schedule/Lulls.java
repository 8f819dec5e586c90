package io.fairlead.core.schedule;

import io.fairlead.core.pack.Machine;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Of each machine what will be free once all whose latest moment is known have given back: what never fits there waits for
 * what nobody can reckon. Made when it is first asked for and kept until the machine changes or time goes on.
 */
final class Lulls {
    private final @Nullable Optional<Machine>[] known;
    private final Making making;
    private long at;

    /** Makes one. */
    @FunctionalInterface
    interface Making {
        /** @return empty where nobody there is known to give back */
        Optional<Machine> of(int machine, long now);
    }

    @SuppressWarnings("unchecked")
    Lulls(int machines, Making making) {
        known = (Optional<Machine>[]) new Optional<?>[machines];
        this.making = making;
    }

    /** @return to be looked at; empty where nobody there is known to give back */
    Optional<Machine> of(int machine, long now) {
        if (now != at) {
            Arrays.fill(known, null);
            at = now;
        }
        Optional<Machine> lull = known[machine];
        if (lull == null) {
            lull = making.of(machine, now);
            known[machine] = lull;
        }
        return lull;
    }

    void changed(int machine) {
        known[machine] = null;
    }
}
