package io.fairlead.wire.api;

import java.time.Instant;
import java.util.List;

/** The caller's secrets, by name; never a value. */
public record SecretList(List<SecretView> secrets) {
    public SecretList {
        secrets = List.copyOf(secrets);
    }

    /**
     * @param setAt when its value was last given
     * @param usedBy ids of jobs that have not ended and name it
     */
    public record SecretView(String name, Instant setAt, List<String> usedBy) {
        public SecretView {
            usedBy = List.copyOf(usedBy);
        }
    }

    /** @param outcome {@code made}, {@code replaced} or {@code deleted} */
    public record SecretChanged(String name, String outcome) {}
}
