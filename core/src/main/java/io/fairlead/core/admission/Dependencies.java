package io.fairlead.core.admission;

import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a job can ever start after those that it names. */
public final class Dependencies {
    private static final FieldPath PATH = FieldPath.of("request", "scheduling", "dependsOn");

    private Dependencies() {}

    /**
     * Adds what is wrong with them to what else is.
     *
     * @param archive a job that is not live, as it was saved last
     */
    public static Admission.Verdict judge(
            Admission.Verdict otherwise,
            Candidate candidate,
            Snapshot snapshot,
            Function<JobId, Optional<Job>> archive) {
        List<Dependency> all = candidate.definition().scheduling().dependsOn();
        List<Problem> problems = new ArrayList<>();
        if (otherwise instanceof Admission.Verdict.Refused(var found)) {
            problems.addAll(found);
        }
        int before = problems.size();
        long uid = candidate.owner().uid();
        for (int i = 0; i < all.size(); i++) {
            Dependency one = all.get(i);
            FieldPath path = PATH.index(i).key("job");
            Optional<Job> live = snapshot.job(one.job());
            live.or(() -> archive.apply(one.job()))
                    .filter(job -> job.submission().owner().uid() == uid && !job.removed())
                    .map(job -> live.isPresent() ? Optional.<Problem>empty() : ended(path, one, job))
                    .orElseGet(() -> Optional.of(AdmissionProblems.DEPENDENCY_UNKNOWN.problem(
                            path, one.job().text(), "job", one.job())))
                    .ifPresent(problems::add);
        }
        return problems.size() == before ? otherwise : new Admission.Verdict.Refused(problems);
    }

    private static Optional<Problem> ended(FieldPath path, Dependency one, Job job) {
        if (!job.state().isTerminal()) {
            return Optional.of(
                    AdmissionProblems.DEPENDENCY_ENDING.problem(path, one.job().text(), "job", one.job()));
        }
        return one.on().isMet(job.state())
                ? Optional.empty()
                : Optional.of(AdmissionProblems.DEPENDENCY_NEVER.problem(
                        path,
                        one.job().text(),
                        "job",
                        one.job(),
                        "state",
                        job.state(),
                        "on",
                        one.on().word()));
    }
}
