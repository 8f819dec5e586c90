package io.fairlead.wire.jobfile;

/** Which format a job came in; it is recorded with the job. */
public enum Dialect {
    SLICES_V1("slices-v1"),
    /** A v2 file with no key that Slices does not know. */
    SLICES_V2("slices-v2"),
    /** A v2 file with at least one addition of ours. */
    FAIRLEAD("fairlead");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    /** As it is stored. */
    public String word() {
        return word;
    }
}
