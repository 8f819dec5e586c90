package io.fairlead.server.control;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What must be true of arrays, and of jobs that start after others, which may be arrays. */
final class SimArrays {
    /** The ids of members, or a job's own, by what one may wait for. */
    private final Map<JobId, TreeSet<JobId>> members = new HashMap<>();

    private final Map<JobId, JobState> ended;
    private int arrays;

    /** @param ended how jobs ended, which is filled by others */
    SimArrays(Map<JobId, JobState> ended) {
        this.ended = ended;
    }

    int arrays() {
        return arrays;
    }

    private static void law(boolean holds, String words) {
        if (!holds) {
            throw new SimViolation(words);
        }
    }

    void saved(Recorded recorded) {
        if (recorded.change() instanceof Change.Submitted(Job admitted)) {
            JobId id = admitted.id();
            TreeSet<JobId> all = members.computeIfAbsent(id.array(), _ -> new TreeSet<>());
            arrays += id.isMember() && all.isEmpty() ? 1 : 0;
            law(all.add(id), "member " + id + " was submitted twice");
        }
    }

    /** Of an array each member is there when one is. */
    void whole(Job member) {
        member.submission().definition().scheduling().array().ifPresent(array -> {
            TreeSet<JobId> all = members.getOrDefault(member.id().array(), new TreeSet<>());
            law(
                    array.members().stream()
                            .map(it -> member.id().member(it.index()))
                            .toList()
                            .equals(all.stream().toList()),
                    "array " + member.id().array() + " has the members " + all);
        });
    }

    /** Never more members have a place than the owner wrote, whatever the server made of it. */
    void check(Collection<JobId> holding, Map<JobId, Submission> submitted) {
        Map<JobId, Integer> held = new LinkedHashMap<>();
        holding.stream().filter(JobId::isMember).forEach(id -> {
            int now = held.merge(id.array(), 1, Integer::sum);
            Submission submission = submitted.get(id);
            law(
                    submission == null || now <= SimSite.askedParallel(submission),
                    now + " members of array " + id.array() + " hold a place");
        });
    }

    private Collection<JobId> named(Dependency one) {
        TreeSet<JobId> all = members.getOrDefault(one.job().array(), new TreeSet<>());
        return one.job().isMember() ? all.subSet(one.job(), true, one.job(), true) : all;
    }

    /** Of a job that starts. */
    void met(JobId id, Submission submission) {
        for (Dependency one : submission.definition().scheduling().dependsOn()) {
            law(!named(one).isEmpty(), "job " + id + " starts after " + one.job() + ", which never was");
            for (JobId before : named(one)) {
                JobState end = ended.get(before);
                law(
                        end != null && one.on().isMet(end),
                        "job " + id + " starts and " + before + " is " + end + ", not " + one.on());
            }
        }
    }

    /** Nobody waits for what can not come any more. */
    void possible(Job job) {
        if (job.state().isTerminal() || job.attempt().isPresent()) {
            return;
        }
        for (Dependency one : job.submission().definition().scheduling().dependsOn()) {
            for (JobId before : named(one)) {
                JobState end = ended.get(before);
                law(
                        end == null || one.on().isMet(end),
                        "job " + job.id() + " is " + job.state() + " though " + before + " is " + end);
            }
        }
    }
}
