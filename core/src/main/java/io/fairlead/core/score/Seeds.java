package io.fairlead.core.score;

import io.fairlead.core.job.JobDefinition;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The variables of a job that set where chance begins, as their names say. */
public final class Seeds {
    private Seeds() {}

    /** By name. */
    public static SequencedMap<String, String> of(JobDefinition definition) {
        SequencedMap<String, String> seeds = new TreeMap<>();
        definition.docker().environment().forEach((name, value) -> {
            if (RuntimePart.isSeed(name)) {
                seeds.put(name, value);
            }
        });
        return seeds;
    }
}
