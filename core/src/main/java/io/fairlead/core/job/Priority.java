package io.fairlead.core.job;

import java.util.Locale;

/** A job's class among those of its project; a higher one goes first. */
public enum Priority {
    LOW(0),
    NORMAL(1),
    HIGH(2);

    private final int height;

    Priority(int height) {
        this.height = height;
    }

    /** Above the lowest: 0 to 2. */
    public int height() {
        return height;
    }

    /** So many classes higher, or the highest. */
    public Priority risen(long classes) {
        if (classes < 1 || this == HIGH) {
            return this;
        }
        return this == LOW && classes == 1 ? NORMAL : HIGH;
    }

    /** As a definition names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
