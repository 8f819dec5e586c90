package io.fairlead.core.cluster;

/**
 * The ids that are a site's, whether or not a cluster of that number exists.
 *
 * @param first 0 or more
 * @param last itself included, {@code first} or more
 */
public record ClusterRange(int first, int last) {
    public ClusterRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("not a range of cluster ids: " + first + " to " + last);
        }
    }

    public boolean holds(ClusterId id) {
        return first <= id.number() && id.number() <= last;
    }

    public boolean meets(ClusterRange other) {
        return first <= other.last && other.first <= last;
    }

    /** As people write it: {@code 0–99}, or {@code 4} for one. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "–" + last;
    }
}
