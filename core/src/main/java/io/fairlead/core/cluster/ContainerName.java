package io.fairlead.core.cluster;

/**
 * The engine-side idempotency key of an attempt: {@code fl-INSTANCE8-JOB-ATTEMPT}, with {@code -RANK} where a job has
 * several containers.
 */
public record ContainerName(String text) implements Comparable<ContainerName> {
    @Override
    public int compareTo(ContainerName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
