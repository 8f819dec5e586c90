package io.fairlead.core.job;

import java.util.Locale;

/**
 * Another job that must have ended before.
 *
 * @param on how
 */
public record Dependency(JobId job, On on) {
    /** How many one job may have. */
    public static final int MOST = 100;

    /** How a job must have ended. */
    public enum On {
        /** In whatever way. */
        FINISHED,
        /** As FINISHED. */
        SUCCEEDED,
        /** As FAILED, or cancelled. */
        FAILED;

        /** As it stands in a definition. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param end a terminal state */
        public boolean isMet(JobState end) {
            return switch (this) {
                case FINISHED -> true;
                case SUCCEEDED -> end == JobState.FINISHED;
                case FAILED -> end != JobState.FINISHED;
            };
        }
    }
}
