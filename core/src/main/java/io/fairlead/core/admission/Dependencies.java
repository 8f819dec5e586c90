package io.fairlead.core.admission;

import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Whether a job can ever start after those that it names. */
public final class Dependencies {
    private static final FieldPath PATH = FieldPath.of("request", "scheduling", "dependsOn");

    private Dependencies() {}

    /**
     * Adds what is wrong with them to what else is.
     *
     * @param archive the job of an id, or the members of an array, as they were saved last
     */
    public static Admission.Verdict judge(
            Admission.Verdict otherwise, Candidate candidate, Snapshot snapshot, Function<JobId, List<Job>> archive) {
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
            SequencedMap<JobId, Job> named = named(one.job(), snapshot, archive);
            boolean known = !named.isEmpty()
                    && named.values().stream()
                            .allMatch(job -> job.submission().owner().uid() == uid && !job.removed());
            if (!known) {
                problems.add(AdmissionProblems.DEPENDENCY_UNKNOWN.problem(
                        path, one.job().text(), "job", one.job()));
            } else if (one.on() == Dependency.On.FAILED && !named.containsKey(one.job())) {
                problems.add(AdmissionProblems.DEPENDENCY_ARRAY.problem(
                        path, one.job().text(), "job", one.job()));
            } else {
                named.values().stream()
                        .filter(job -> snapshot.job(job.id()).isEmpty())
                        .flatMap(job -> ended(path, one, job).stream())
                        .findFirst()
                        .ifPresent(problems::add);
            }
        }
        return problems.size() == before ? otherwise : new Admission.Verdict.Refused(problems);
    }

    /** The job of this id or the members of this array: what is live as it is, the rest as it was saved. */
    private static SequencedMap<JobId, Job> named(JobId id, Snapshot snapshot, Function<JobId, List<Job>> archive) {
        SequencedMap<JobId, Job> named = new LinkedHashMap<>();
        Optional<Job> live = snapshot.job(id);
        if (live.isEmpty()) {
            archive.apply(id).forEach(job -> named.put(job.id(), job));
        }
        live.ifPresent(job -> named.put(job.id(), job));
        snapshot.members(id).forEach(job -> named.put(job.id(), job));
        return named;
    }

    private static Optional<Problem> ended(FieldPath path, Dependency one, Job job) {
        if (!job.state().isTerminal()) {
            return Optional.of(
                    AdmissionProblems.DEPENDENCY_ENDING.problem(path, one.job().text(), "job", job.id()));
        }
        return one.on().isMet(job.state())
                ? Optional.empty()
                : Optional.of(AdmissionProblems.DEPENDENCY_NEVER.problem(
                        path,
                        one.job().text(),
                        "job",
                        job.id(),
                        "state",
                        job.state(),
                        "on",
                        one.on().word()));
    }
}
