package io.fairlead.core.cluster;

/**
 * Names a cluster by number, as Slices users know them.
 *
 * @param number 0 or more
 */
public record ClusterId(int number) implements Comparable<ClusterId> {
    public static final ClusterId LOCAL = new ClusterId(0);

    public ClusterId {
        if (number < 0) {
            throw new IllegalArgumentException("negative cluster id: " + number);
        }
    }

    @Override
    public int compareTo(ClusterId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
