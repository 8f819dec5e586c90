package io.fairlead.core.share;

import java.util.Locale;

/** Who may pass a job that waits for room. */
public enum Backfill {
    /** Who delays not the first that waits. */
    EASY(0),
    /** Who delays none of those whose turn comes before. */
    CONSERVATIVE(200);

    private final int planned;

    Backfill(int planned) {
        this.planned = planned;
    }

    /** As configurations and what-ifs name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many behind the first nobody may delay: planning one looks at every node. */
    public int planned() {
        return planned;
    }
}
