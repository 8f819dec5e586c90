package io.fairlead.core.limits;

/** What is bounded of all that one user has running. */
public enum Aggregate {
    CONTAINERS("containers"),
    GPUS("GPUs"),
    CPUS("CPUs"),
    MEMORY("memory"),
    TMPFS("tmpfs");

    private final String word;

    Aggregate(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }
}
