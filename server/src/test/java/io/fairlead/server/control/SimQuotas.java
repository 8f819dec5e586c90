package io.fairlead.server.control;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is preempted, for whom, and what came of it: counted from the changes alone, beside what the server keeps. */
final class SimQuotas {
    /** More often nobody loses the same place. */
    private static final int HALTS_OF_ONE_MAX = 40;

    private final Map<JobId, Submission> jobs = new HashMap<>();
    private final TreeMap<JobId, Hold> held = new TreeMap<>();
    private final Map<JobId, Change.Clearing> waiting = new HashMap<>();
    private final Map<JobId, Integer> halts = new HashMap<>();
    private Quotas quotas = Quotas.NONE;
    private int served;
    private int voided;

    /** What one attempt holds. */
    private static final class Hold {
        private final Instant assigned;
        private final Quota.Part part;
        private Optional<Instant> running = Optional.empty();
        private boolean stopped;

        private Hold(Instant assigned, Quota.Part part) {
            this.assigned = assigned;
            this.part = part;
        }
    }

    void quotas(Quotas of) {
        quotas = of;
    }

    /** How often a job started for which others had been halted, and how often the place was given up. */
    int served() {
        return served;
    }

    int voided() {
        return voided;
    }

    int halts() {
        return halts.values().stream().mapToInt(it -> it).sum();
    }

    private static void law(boolean holds, String words) {
        if (!holds) {
            throw new SimViolation(words);
        }
    }

    void saved(Recorded recorded) {
        JobId id = recorded.change().job();
        switch (recorded.change()) {
            case Change.Submitted(Job admitted) -> jobs.put(id, admitted.submission());
            case Change.Assigned it -> assigned(it, recorded.at());
            case Change.Running it -> held.get(id).running = Optional.of(it.startedAt());
            case Change.StopAsked _, Change.Outgrew _, Change.Idled _ -> held.get(id).stopped = true;
            case Change.HaltAsked it -> {
                if (recorded.actor() instanceof Actor.Scheduler) {
                    preempted(it, recorded.at());
                }
                held.get(id).stopped = true;
            }
            case Change.Clearing it -> {
                law(!it.halted().isEmpty(), "a node is kept for job " + id + " and nobody is halted");
                law(waiting.put(id, it) == null, "two nodes are kept for job " + id);
                law(!held.containsKey(id), "job " + id + " runs, and others are halted for it");
            }
            case Change.ClearingVoid _ -> {
                law(waiting.remove(id) != null, "nothing was kept for job " + id);
                voided++;
            }
            case Change.Held _ -> waiting.remove(id);
            case Change.Exited _, Change.Requeued _ -> held.remove(id);
            case Change.Ended _ -> {
                held.remove(id);
                waiting.remove(id);
            }
            default -> {
                // says nothing about it
            }
        }
    }

    private void assigned(Change.Assigned given, Instant at) {
        Quota.Part part = Quota.Part.NONE;
        for (Placement placement : given.placements()) {
            part = part.plus(Quota.Part.of(placement.gpus(), placement.cores()));
        }
        held.put(given.job(), new Hold(at, part));
        served += waiting.remove(given.job()) == null ? 0 : 1;
        if (quotas.apply() && isFirm(given.job())) {
            String project = project(given.job());
            Quota.Part others = held.entrySet().stream()
                    .filter(it -> !it.getKey().equals(given.job()) && isFirm(it.getKey()) && isOf(it.getKey(), project))
                    .map(it -> it.getValue().part)
                    .reduce(Quota.Part.NONE, Quota.Part::plus);
            law(
                    quotas.of(project).covers(others, part),
                    "job " + given.job() + " may not be preempted and runs over the quota of " + project);
        }
    }

    private boolean isFirm(JobId id) {
        return !scheduling(id).mayBePreempted();
    }

    private Scheduling scheduling(JobId id) {
        return jobs.get(id).definition().scheduling();
    }

    private String project(JobId id) {
        return jobs.get(id).project().name();
    }

    private boolean isOf(JobId id, String project) {
        return project(id).equals(project);
    }

    private void preempted(Change.HaltAsked halt, Instant at) {
        JobId id = halt.job();
        String job = "job " + id;
        Hold hold = held.get(id);
        JobId by = halt.by().orElseThrow();
        law(quotas.apply(), job + " is preempted, and there are no quotas");
        law(!isFirm(id), job + " may not be preempted and is");
        law(!hold.stopped, job + " is preempted and was being stopped already");
        Change.Clearing clearing = waiting.get(by);
        law(
                clearing != null && clearing.halted().contains(id),
                job + " is preempted for " + by + ", for which nothing is kept");
        Duration least = scheduling(id).minDuration().orElse(quotas.minDuration());
        law(
                least.isZero()
                        || hold.running
                                .filter(start -> !start.plus(least).isAfter(at))
                                .isPresent(),
                job + " runs since " + hold.running + " and is preempted before " + least);
        law(isOver(id, by), job + " is within the quota of its project and is preempted for " + by);
        law(halts.merge(id, 1, Integer::sum) <= HALTS_OF_ONE_MAX, job + " is preempted again and again");
    }

    /** Who may not be preempted is in a quota first, then who came first. */
    private boolean isOver(JobId id, JobId by) {
        String project = project(id);
        Quota.Part before = isOf(by, project) && isFirm(by)
                ? Quota.Part.of(
                        jobs.get(by).definition().resources().gpus(),
                        jobs.get(by).definition().resources().cpus())
                : Quota.Part.NONE;
        List<JobId> order = held.keySet().stream()
                .filter(it -> isOf(it, project) && !held.get(it).stopped)
                .sorted(Comparator.<JobId, Boolean>comparing(it -> !isFirm(it))
                        .thenComparing(it -> held.get(it).assigned)
                        .thenComparing(it -> it))
                .toList();
        for (JobId other : order) {
            if (other.equals(id)) {
                return !quotas.of(project).covers(before, held.get(id).part);
            }
            before = before.plus(held.get(other).part);
        }
        throw new SimViolation("job " + id + " holds nothing and is preempted");
    }

    /** At rest: whoever others were halted for has started, or was told why not. */
    void checkRest() {
        law(waiting.isEmpty(), "others were halted for nothing: " + waiting.values());
    }
}
