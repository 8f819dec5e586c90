package io.fairlead.core.job;

import java.util.OptionalInt;

/**
 * Names one job for ever: ten lower-case Crockford base-32 characters, random, never sequential and never used again. A
 * member of an array has the id of its array, a dot and its index, as {@code 4x9k2m7q1d.3}; no job has the id of an array.
 */
public record JobId(String text) implements Comparable<JobId> {
    public static final int LENGTH = 10;
    public static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /** Between the id of an array and an index. */
    public static final char DOT = '.';

    public JobId {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("not a job id: " + text);
        }
    }

    public static boolean isWellFormed(String text) {
        if (text.length() <= LENGTH) {
            return text.length() == LENGTH && isPrefix(text);
        }
        return text.charAt(LENGTH) == DOT && isPrefix(text.substring(0, LENGTH)) && isIndex(text.substring(LENGTH + 1));
    }

    /** Whether some id of a job or an array could start so: one to ten characters of the alphabet. */
    public static boolean isPrefix(String text) {
        boolean known = !text.isEmpty() && text.length() <= LENGTH;
        for (int i = 0; known && i < text.length(); i++) {
            known = ALPHABET.indexOf(text.charAt(i)) >= 0;
        }
        return known;
    }

    /** Whether this is the index of a member, written the one way it is: without zeros before it. */
    public static boolean isIndex(String text) {
        return text.matches("0|[1-9][0-9]{0,3}") && Integer.parseInt(text) <= JobArray.INDEX_MOST;
    }

    /** The id of the array whose member this is; of any other job its own. */
    public JobId array() {
        return isMember() ? new JobId(text.substring(0, LENGTH)) : this;
    }

    public boolean isMember() {
        return text.length() > LENGTH;
    }

    /** Within its array; empty for a job that is no member. */
    public OptionalInt index() {
        return isMember() ? OptionalInt.of(Integer.parseInt(text.substring(LENGTH + 1))) : OptionalInt.empty();
    }

    /**
     * A member of the array of this id.
     *
     * @param index 0 to {@value JobArray#INDEX_MOST}
     */
    public JobId member(int index) {
        return new JobId(array().text + DOT + index);
    }

    /** By array, then by index as a number. */
    @Override
    public int compareTo(JobId other) {
        int order = text.substring(0, LENGTH).compareTo(other.text.substring(0, LENGTH));
        return order == 0 ? Integer.compare(index().orElse(-1), other.index().orElse(-1)) : order;
    }

    @Override
    public String toString() {
        return text;
    }
}
