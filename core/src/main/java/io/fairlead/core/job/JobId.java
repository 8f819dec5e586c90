package io.fairlead.core.job;

/**
 * Names one job for ever: ten lower-case Crockford base-32 characters, random, never sequential and never used again.
 */
public record JobId(String text) implements Comparable<JobId> {
    public static final int LENGTH = 10;
    public static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    public JobId {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("not a job id: " + text);
        }
    }

    public static boolean isWellFormed(String text) {
        return text.length() == LENGTH && isPrefix(text);
    }

    /** Whether some id could start so: one to ten characters of the alphabet. */
    public static boolean isPrefix(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH
                && text.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
