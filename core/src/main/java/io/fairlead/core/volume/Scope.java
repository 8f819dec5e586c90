package io.fairlead.core.volume;

/** How far a volume reaches: who sees the same files. */
public enum Scope {
    /** Every cluster of every site. */
    GLOBAL("the same at every site"),
    /** Every cluster of a site. */
    SITE("shared by the clusters of a site"),
    /** One machine. */
    NODE("only on the node where it was written"),
    /** One job. */
    JOB("the job's own");

    private final String words;

    Scope(String words) {
        this.words = words;
    }

    /** For people, as the end of a sentence. */
    public String words() {
        return words;
    }
}
