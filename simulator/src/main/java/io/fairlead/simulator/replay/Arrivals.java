package io.fairlead.simulator.replay;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Submission;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/** What becomes of jobs of the past when they are handed in again. */
final class Arrivals {
    private final Terms terms;
    private final Snapshot snapshot;

    Arrivals(Terms terms, Snapshot snapshot) {
        this.terms = terms;
        this.snapshot = snapshot;
    }

    /** The answer. */
    sealed interface Judged {
        /** @param holds how long it holds what it is given */
        record Admitted(Submission submission, Duration holds) implements Judged {}

        record Refused(Problem why) implements Judged {}
    }

    Judged judge(PastJob job) {
        Optional<Duration> most =
                terms.limits().of(job.user(), job.project()).job().runTime().most();
        Optional<Duration> bound = most.filter(_ -> job.siteBound());
        Candidate candidate = bound.map(it -> stoppedAfter(job.candidate(), it)).orElse(job.candidate());
        return switch (Admission.judge(candidate, snapshot, terms.admission())) {
            case Admission.Verdict.Refused(var problems) -> new Judged.Refused(problems.getFirst());
            case Admission.Verdict.Admitted(Submission submission, var _) ->
                new Judged.Admitted(
                        submission,
                        bound.filter(it -> it.compareTo(job.holds()) < 0).orElse(job.holds()));
        };
    }

    private static Candidate stoppedAfter(Candidate before, Duration bound) {
        JobDefinition definition = before.definition().stoppedAfter(bound);
        return new Candidate(
                before.owner(),
                before.project(),
                definition,
                before.texts(),
                before.dialect(),
                before.image(),
                before.imagePresent(),
                before.clusters(),
                before.mounts(),
                before.rerunOf());
    }
}
