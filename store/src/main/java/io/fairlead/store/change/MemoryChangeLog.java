package io.fairlead.store.change;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The journal in memory, with the refusals of the database: for simulations, and for a server that keeps nothing. It folds
 * every change itself and holds the given jobs against that. Not for use by several threads.
 */
public final class MemoryChangeLog implements Journal {
    private record Place(NodeRef node, DeviceId device) {}

    private record KeyOf(long uid, String key) {}

    private final SortedMap<NodeRef, String> bootIds = new TreeMap<>();
    private final SortedMap<String, String> kept = new TreeMap<>();
    private final List<Recorded> changes = new ArrayList<>();
    private final List<UpkeepRecord> said = new ArrayList<>();
    private final Deque<Problem> failures = new ArrayDeque<>();
    private Upkeep upkeep = Upkeep.NONE;
    private Map<JobId, Job> jobs = new LinkedHashMap<>();
    private Map<KeyOf, SubmitKey> keys = new LinkedHashMap<>();
    /** Of each device the thousandths that are held, by job. */
    private Map<Place, Map<JobId, Integer>> leases = new LinkedHashMap<>();

    /** The next transaction saves nothing and says this; several of them in the order in which they were asked for. */
    public void failNext(Problem problem) {
        failures.add(problem);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where the changes contradict what is stored or the jobs given; nothing was saved
     */
    @Override
    public Outcome append(
            List<Recorded> recorded, List<Job> after, List<SubmitKey> submitKeys, List<UpkeepRecord> more) {
        Problem failure = failures.poll();
        if (failure != null) {
            return new Outcome.NothingSaved(failure);
        }
        Map<JobId, Job> nextJobs = new LinkedHashMap<>(jobs);
        Map<Place, Map<JobId, Integer>> nextLeases = new LinkedHashMap<>(leases);
        recorded.forEach(it -> fold(it, nextJobs, nextLeases));
        for (Job job : after) {
            if (!job.equals(nextJobs.get(job.id()))) {
                throw new IllegalStateException("job " + job.id() + " is not what its changes make of it: " + job);
            }
        }
        Map<KeyOf, SubmitKey> nextKeys = new LinkedHashMap<>(keys);
        for (SubmitKey key : submitKeys) {
            if (nextKeys.put(new KeyOf(key.uid(), key.key()), key) != null) {
                throw new IllegalStateException("submit key used twice: " + key);
            }
        }
        jobs = nextJobs;
        leases = nextLeases;
        keys = nextKeys;
        changes.addAll(recorded);
        for (UpkeepRecord one : more) {
            upkeep = upkeep.after(one);
            said.add(one);
        }
        return new Outcome.Durable();
    }

    private static void fold(Recorded recorded, Map<JobId, Job> jobs, Map<Place, Map<JobId, Integer>> leases) {
        Change change = recorded.change();
        if (change instanceof Change.Submitted(Job admitted)) {
            if (jobs.put(admitted.id(), admitted) != null) {
                throw new IllegalStateException("job id used twice: " + admitted.id());
            }
            return;
        }
        Job before = jobs.get(change.job());
        if (before == null) {
            throw new IllegalStateException("job " + change.job() + " was never submitted");
        }
        Job after = before.after(recorded);
        held(before).keySet().forEach(place -> leases.computeIfPresent(place, (_, held) -> without(held, before.id())));
        held(after).forEach((place, milli) -> {
            Map<JobId, Integer> held = new LinkedHashMap<>(leases.getOrDefault(place, Map.of()));
            held.put(after.id(), milli);
            if (held.values().stream().mapToInt(Integer::intValue).sum() > Portion.FULL) {
                throw new IllegalStateException("device " + place + " given beyond what it has: " + held);
            }
            leases.put(place, held);
        });
        jobs.put(after.id(), after);
    }

    private static @Nullable Map<JobId, Integer> without(Map<JobId, Integer> held, JobId job) {
        Map<JobId, Integer> left = new LinkedHashMap<>(held);
        left.remove(job);
        return left.isEmpty() ? null : left;
    }

    private static Map<Place, Integer> held(Job job) {
        Map<Place, Integer> places = new LinkedHashMap<>();
        if (job.attempt().filter(Attempt::holding).isPresent()) {
            for (Placement placement : job.attempt().get().placements()) {
                placement
                        .devices()
                        .forEach(device -> places.merge(
                                new Place(placement.where(), device),
                                placement.portion().held(),
                                Integer::sum));
            }
        }
        return places;
    }

    @Override
    public Outcome saw(NodeRef node, String bootId) {
        bootIds.put(node, bootId);
        return new Outcome.Durable();
    }

    @Override
    public Outcome keep(String key, String value) {
        kept.put(key, value);
        return new Outcome.Durable();
    }

    @Override
    public LiveState load() {
        return new LiveState(
                jobs.values().stream()
                        .filter(job -> !job.state().isTerminal())
                        .sorted(Comparator.comparing(Job::submittedAt).thenComparing(Job::id))
                        .toList(),
                bootIds,
                upkeep,
                changes.size() + said.size());
    }

    /** Everything that was appended, in order. */
    public List<Recorded> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** One job, ended or not. */
    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The job of an id, or the members of an array, ended or not. */
    public List<Job> jobs(JobId id) {
        return jobs.values().stream()
                .filter(job -> job.id().equals(id)
                        || (job.id().isMember() && job.id().array().equals(id)))
                .toList();
    }

    /** Every job ever submitted, in the order of the submits. */
    public List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    public Optional<SubmitKey> submitKey(long uid, String key) {
        return Optional.ofNullable(keys.get(new KeyOf(uid, key)));
    }
}
