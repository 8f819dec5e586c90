package io.fairlead.core.ledger;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything live, kept by folding changes. Owned by one writer; the core reads it through {@link Snapshot}.
 *
 * <p>What an attempt holds is derived from the attempt itself ({@link Attempt#holding}), so the sums here cannot drift
 * from the jobs: every step takes the old job's holdings out and puts the new one's in.
 */
public final class Ledger implements Snapshot {
    private static final Comparator<Job> FIRST_COME =
            Comparator.comparing(Job::submittedAt).thenComparing(Job::id);

    private final TreeMap<NodeRef, NodeUse> nodes = new TreeMap<>();
    private final Map<JobId, Job> live = new HashMap<>();
    /** Members that have not ended, by array. */
    private final Map<JobId, TreeSet<JobId>> arrays = new HashMap<>();

    private final TreeMap<JobId, Job> placed = new TreeMap<>();
    private final TreeMap<Job, Job> queue = new TreeMap<>(FIRST_COME);
    private final Map<Long, UserUse> useOf = new HashMap<>();
    private final Map<Named, JobId> sessions = new HashMap<>();
    private final TreeMap<Instant, TreeSet<JobId>> tooLate = new TreeMap<>();

    /** Who waits for its first start after this one, by that one. */
    private final Map<JobId, TreeSet<JobId>> dependents = new HashMap<>();

    private final Alike alike = new Alike();
    private Upkeep upkeep = Upkeep.NONE;

    private record Named(long uid, String name) {}

    /** With nothing set aside. */
    public Ledger(List<Node> inventory, Collection<Job> jobs) {
        this(inventory, jobs, Upkeep.NONE);
    }

    /**
     * @param inventory the configured nodes
     * @param jobs every job that has not ended
     */
    public Ledger(List<Node> inventory, Collection<Job> jobs, Upkeep upkeep) {
        inventory.forEach(node -> nodes.put(node.ref(), new NodeUse(node)));
        jobs.forEach(job -> enter(alike.of(job)));
        keep(upkeep);
    }

    private void keep(Upkeep now) {
        upkeep = now;
        nodes.forEach((ref, use) -> use.setAside(now.of(ref)));
    }

    /** Folds what an administrator said. */
    public void apply(UpkeepRecord recorded) {
        keep(upkeep.after(recorded));
    }

    /** What administrators said and that holds. */
    public Upkeep upkeep() {
        return upkeep;
    }

    /**
     * Folds one change.
     *
     * @return the job as it is now
     * @throws IllegalStateException where the change does not fit what is live: a bug
     */
    public Job apply(Recorded recorded) {
        if (recorded.change() instanceof Change.Submitted(Job admitted)) {
            Job kept = alike.of(admitted);
            enter(kept);
            return kept;
        }
        JobId id = recorded.change().job();
        Job before = live.get(id);
        if (before == null) {
            throw new IllegalStateException("job " + id + " is not live: " + recorded.change());
        }
        Job after = before.after(recorded);
        leave(before);
        if (!after.state().isTerminal()) {
            enter(after);
        }
        return after;
    }

    /** Replaces what is known of a node; what is held of it stays held. */
    public void update(Node fresh) {
        NodeUse use = nodes.get(fresh.ref());
        if (use == null) {
            throw new IllegalStateException("no such node: " + fresh.ref());
        }
        use.update(fresh);
    }

    /** What is wrong with devices of a node, all of it. */
    public void defects(NodeRef ref, SortedMap<DeviceId, Defect> now) {
        node(ref).orElseThrow().defects(now);
    }

    /** Opens a node, or closes it with the reason that waiting jobs show. */
    public void close(NodeRef ref, Optional<Problem> why) {
        node(ref).orElseThrow().close(why);
    }

    private void enter(Job job) {
        if (live.put(job.id(), job) != null) {
            throw new IllegalStateException("job " + job.id() + " entered twice");
        }
        if (job.id().isMember()) {
            arrays.computeIfAbsent(job.id().array(), _ -> new TreeSet<>()).add(job.id());
        }
        useOf.merge(job.submission().owner().uid(), live(job), UserUse::plus);
        if (job.submission().definition().scheduling().session()) {
            sessions.put(named(job), job.id());
        }
        if (job.state() == JobState.QUEUED) {
            queue.put(job, job);
        }
        notAfter(job)
                .ifPresent(
                        at -> tooLate.computeIfAbsent(at, _ -> new TreeSet<>()).add(job.id()));
        dependsOn(job)
                .forEach(it -> dependents
                        .computeIfAbsent(it.job(), _ -> new TreeSet<>())
                        .add(job.id()));
        if (job.state().isPlaced()) {
            placed.put(job.id(), job);
        }
        held(job).forEach(placement -> use(placement).take(placement));
    }

    private void leave(Job job) {
        live.remove(job.id());
        arrays.computeIfPresent(job.id().array(), (_, ids) -> ids.remove(job.id()) && ids.isEmpty() ? null : ids);
        notAfter(job)
                .ifPresent(at ->
                        tooLate.computeIfPresent(at, (_, ids) -> ids.remove(job.id()) && ids.isEmpty() ? null : ids));
        dependsOn(job)
                .forEach(it -> dependents.computeIfPresent(
                        it.job(), (_, ids) -> ids.remove(job.id()) && ids.isEmpty() ? null : ids));
        sessions.remove(named(job), job.id());
        useOf.computeIfPresent(job.submission().owner().uid(), (_, use) -> {
            UserUse left = use.minus(live(job));
            return left.submitted() == 0 ? null : left;
        });
        if (job.state() == JobState.QUEUED) {
            queue.remove(job);
        }
        placed.remove(job.id());
        held(job).forEach(placement -> use(placement).giveBack(placement));
    }

    /** Of one that waits for its first start. */
    private static Optional<Instant> notAfter(Job job) {
        return job.attempt().isPresent()
                ? Optional.empty()
                : job.submission().definition().scheduling().window().notAfter();
    }

    private static List<Dependency> dependsOn(Job job) {
        return job.attempt().isPresent()
                ? List.of()
                : job.submission().definition().scheduling().dependsOn();
    }

    private static Named named(Job job) {
        Submission submission = job.submission();
        return new Named(submission.owner().uid(), submission.definition().name());
    }

    private static List<Placement> held(Job job) {
        return job.attempt().filter(Attempt::holding).map(Attempt::placements).orElse(List.of());
    }

    private static UserUse live(Job job) {
        return UserUse.live(job.submission().definition(), held(job));
    }

    private NodeUse use(Placement placement) {
        return node(placement.where())
                .orElseThrow(() -> new IllegalStateException("placed on an unknown node: " + placement.where()));
    }

    /** Whether it is queued, behind every other job. */
    public boolean isLast(Job job) {
        return !queue.isEmpty() && queue.lastKey().id().equals(job.id());
    }

    @Override
    public Optional<Instant> firstTooLate() {
        return tooLate.isEmpty() ? Optional.empty() : Optional.of(tooLate.firstKey());
    }

    @Override
    public List<JobId> tooLate(Instant now) {
        return tooLate.headMap(now, true).values().stream()
                .flatMap(TreeSet::stream)
                .toList();
    }

    @Override
    public Collection<NodeUse> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    @Override
    public Optional<NodeUse> node(NodeRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    @Override
    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(live.get(id));
    }

    @Override
    public List<Job> members(JobId array) {
        return arrays.getOrDefault(array, new TreeSet<>()).stream()
                .flatMap(id -> job(id).stream())
                .toList();
    }

    @Override
    public Collection<Job> queued() {
        return Collections.unmodifiableCollection(queue.values());
    }

    @Override
    public Collection<Job> live() {
        return Collections.unmodifiableCollection(live.values());
    }

    @Override
    public Collection<Job> placed() {
        return Collections.unmodifiableCollection(placed.values());
    }

    @Override
    public Optional<Job> session(long uid, String name) {
        return Optional.ofNullable(sessions.get(new Named(uid, name))).flatMap(this::job);
    }

    @Override
    public Optional<Dependency> unmet(Job job) {
        return dependsOn(job).stream()
                .filter(it -> live.containsKey(it.job()) || arrays.containsKey(it.job()))
                .findFirst();
    }

    @Override
    public List<JobId> dependents(JobId id) {
        TreeSet<JobId> ids = new TreeSet<>(dependents.getOrDefault(id, new TreeSet<>()));
        ids.addAll(dependents.getOrDefault(id.array(), new TreeSet<>()));
        return List.copyOf(ids);
    }

    @Override
    public Collection<Reservation> reservations() {
        return upkeep.reservations().values();
    }

    @Override
    public UserUse useOf(long uid) {
        return useOf.getOrDefault(uid, UserUse.NONE);
    }
}
