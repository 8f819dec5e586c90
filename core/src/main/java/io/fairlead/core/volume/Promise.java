package io.fairlead.core.volume;

/**
 * What users may rely on.
 *
 * @param persistent whether files stay when the job ends
 * @param speed in the administrator's words, for example {@code NVMe}; empty: nothing is promised
 */
public record Promise(boolean persistent, String speed, boolean backedUp) {
    /** Kept, but nobody has a second copy. */
    public static final Promise KEPT = new Promise(true, "", false);

    public static final Promise GONE_WITH_THE_JOB = new Promise(false, "memory", false);

    /** For people: {@code kept, the job's own, not backed up, speed: NVMe}. */
    public String words(Scope scope) {
        return (persistent ? "kept" : "gone when the job ends")
                + ", " + scope.words()
                + (backedUp ? ", backed up" : ", not backed up")
                + (speed.isEmpty() ? "" : ", speed: " + speed);
    }
}
