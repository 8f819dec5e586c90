package io.fairlead.wire.jobfile;

import java.util.List;
import java.util.stream.Stream;

/** Which format a job came in; it is recorded with the job. */
public enum Dialect {
    SLICES_V1("slices-v1"),
    /** A v2 file with no key that Slices does not know. */
    SLICES_V2("slices-v2"),
    /** A v2 file with at least one addition of ours. */
    FAIRLEAD("fairlead"),
    /** Of those below a client makes a definition, and says so when it hands it in. */
    DOCKER("docker"),
    RUNAI("runai"),
    SLURM("slurm"),
    DS01("ds01");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    /** The dialects that a definition can have been translated from, by their words. */
    public static List<String> translated() {
        return Stream.of(DOCKER, RUNAI, SLURM, DS01).map(Dialect::word).toList();
    }

    /** As it is stored. */
    public String word() {
        return word;
    }
}
