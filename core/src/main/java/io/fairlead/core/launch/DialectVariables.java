package io.fairlead.core.launch;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Submission;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The variables that scripts of another system read. A job gets those of the dialect that it came in, so that its scripts
 * run unchanged; what the definition says itself stays.
 */
final class DialectVariables {
    /** What one dialect gives. */
    @FunctionalInterface
    private interface Names {
        void into(SequencedMap<String, String> all, Job job, Attempt attempt);
    }

    private static final Map<String, Names> BY_DIALECT = Map.of("runai", DialectVariables::runai);

    private DialectVariables() {}

    static void add(SequencedMap<String, String> all, Job job, Attempt attempt) {
        Names names = BY_DIALECT.get(job.submission().dialect());
        if (names != null) {
            names.into(all, job, attempt);
        }
    }

    /** A job has one pod here, and a pod is an attempt. */
    private static void runai(SequencedMap<String, String> all, Job job, Attempt attempt) {
        Submission submission = job.submission();
        String name = submission.definition().name();
        all.putIfAbsent("RUNAI_JOB_NAME", name);
        all.putIfAbsent("RUNAI_PROJECT", submission.project().name());
        all.putIfAbsent("JOB_NAME", name);
        all.putIfAbsent("JOB_UUID", job.id().text());
        all.putIfAbsent("POD_INDEX", "0");
        all.putIfAbsent("POD_UUID", attempt.placements().getFirst().container().toString());
    }
}
