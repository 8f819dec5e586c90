package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.pack.Fill;
import io.fairlead.core.pack.Policy;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who starts, where, and what was promised to whom: the packing of {@code core.pack} and the backfilling of
 * {@code core.backfill} on the nodes of a site.
 *
 * <p>Holds an index of the queue and of what is held, folded from the same changes as the ledger, so that the cost of a
 * pass follows the classes of jobs that wait and not their number. A pass changes nothing: what it takes it gives back,
 * and its plan becomes true when its changes are folded. Owned by one writer; equal ledgers give equal plans.
 */
public final class Scheduler {
    /** Which machine and which devices: it knows nothing of the tasks to come. The simulator's default is this very one. */
    public static final Policy PACKING = new Fill();

    private final ContainerNames names;
    private final LimitTable limits;
    private final LastTwo history;
    private final Usage usage;
    private final Map<JobId, Waiting<Demand>> waiting = new HashMap<>();
    private final Map<JobId, Held> holding = new HashMap<>();
    /** How many hold something until then at the latest, by second. */
    private final TreeMap<Long, Integer> ends = new TreeMap<>();

    private final Upcoming upcoming = new Upcoming();
    private final TreeMap<Instant, TreeSet<JobId>> promises = new TreeMap<>();

    /** For whom a node is kept while others are halted there. */
    private final TreeMap<JobId, NodeRef> clearing = new TreeMap<>();

    private final Line<Demand> line = new Line<>(Line.Passing.PROBABLY_SHORTEST);
    private Yard yard;
    private Optional<Standing> standing = Optional.empty();
    private Optional<Standstill> standstill = Optional.empty();

    /**
     * @param history how long jobs of each user and project ran; learns from what ends
     * @param usage what was used by what has ended; learns from it too
     */
    public Scheduler(Snapshot snapshot, ContainerNames names, LimitTable limits, LastTwo history, Usage usage) {
        this.names = names;
        this.limits = limits;
        this.history = history;
        this.usage = usage;
        this.yard = emptyYard(snapshot);
        nodesChanged(snapshot);
    }

    private Yard emptyYard(Snapshot snapshot) {
        return new Yard(
                snapshot.nodes(),
                PACKING,
                allowances(snapshot),
                Standing.of(snapshot, usage, Instant.EPOCH),
                new Reserves(snapshot.reservations(), limits));
    }

    private Allowances allowances(Snapshot snapshot) {
        return new Allowances(snapshot::useOf, limits);
    }

    /** The nodes, or what is kept of them, are others than they were: everything is looked at anew. */
    public void nodesChanged(Snapshot snapshot) {
        waiting.values().forEach(line::remove);
        waiting.clear();
        holding.clear();
        ends.clear();
        upcoming.clear();
        promises.clear();
        clearing.clear();
        standing = Optional.empty();
        standstill = Optional.empty();
        yard = emptyYard(snapshot);
        snapshot.live().forEach(this::enter);
    }

    /** A node was opened or closed. */
    public void closed(NodeRef node, boolean closed) {
        yard.close(node, closed);
        standstill = Optional.empty();
    }

    /**
     * Folds one change.
     *
     * @param before the job as it was; empty where it is new
     */
    public void moved(Optional<Job> before, Job after) {
        Optional<Held> was = Optional.ofNullable(holding.get(after.id()));
        // A plan is judged by the line that it was made of: who goes on waiting is in it also before the next pass.
        boolean stays = waiting.containsKey(after.id()) && Order.staysAsItWas(before, after);
        before.ifPresent(this::leave);
        enter(after);
        if (stays) {
            upcoming.leave(after);
            join(after);
        }
        Optional<Held> is = Optional.ofNullable(holding.get(after.id()));
        standstill = standstill.filter(it -> it.outlasts(yard, before, after, was, is));
        usage.moved(before, after);
        if (isHolding(before) != isHolding(Optional.of(after))) {
            standing = Optional.empty();
        }
        if (after.state().isTerminal()) {
            Owner owner = Owner.of(after);
            after.ran().ifPresent(time -> history.ended(owner.uid(), owner.project(), time.toSeconds()));
            upcoming.ended(after.id());
            upcoming.ended(after.id().array());
        }
    }

    private static boolean isHolding(Optional<Job> job) {
        return job.flatMap(Job::attempt).filter(Attempt::holding).isPresent();
    }

    private void enter(Job job) {
        if (job.state() == JobState.QUEUED && job.imagePresentAt().isPresent()) {
            upcoming.enter(job);
        }
        job.promise()
                .ifPresent(
                        at -> promises.computeIfAbsent(at, _ -> new TreeSet<>()).add(job.id()));
        job.clearing().ifPresent(node -> clearing.put(job.id(), node));
        job.attempt().filter(Attempt::holding).ifPresent(attempt -> hold(job, attempt));
    }

    private void hold(Job job, Attempt attempt) {
        Held held = yard.hold(job, attempt);
        holding.put(job.id(), held);
        ends.merge(held.until(), 1, Integer::sum);
    }

    private void leave(Job job) {
        Held held = holding.remove(job.id());
        if (held != null) {
            yard.leave(held);
            ends.computeIfPresent(held.until(), (_, many) -> many == 1 ? null : many - 1);
        }
        Optional.ofNullable(waiting.remove(job.id())).ifPresent(line::remove);
        upcoming.leave(job);
        job.promise().ifPresent(at -> Upcoming.remove(promises, at, job.id()));
        clearing.remove(job.id());
    }

    /** Decides one pass. Pure: nothing is different afterwards. */
    public Plan pass(Snapshot snapshot, Instant now) {
        return standstill
                .filter(it -> it.lasts(ends, now))
                .flatMap(it -> amongNewcomers(it, snapshot, now))
                .orElseGet(() -> amongAll(snapshot, now));
    }

    /** Whether a pass need look at newcomers alone, unless one of them is such that it must at everybody. */
    boolean isAtStandstill(Instant now) {
        return standstill.filter(it -> it.lasts(ends, now)).isPresent();
    }

    /** Empty where that is not enough. */
    private Optional<Plan> amongNewcomers(Standstill still, Snapshot snapshot, Instant now) {
        List<Waiting<Demand>> came = arrived(snapshot, now);
        yard.begin(allowances(snapshot), yard.standing());
        yard.at(Bounds.seconds(now));
        return still.starts(yard, came, now).map(starts -> {
            Optional<Promised> head = Optional.of(still.head());
            starts.forEach(started -> yard.leave(started.held()));
            return new Plan(
                    new Outcomes(yard, names).starts(snapshot, starts),
                    Optional.empty(),
                    Optional.empty(),
                    head,
                    List.of(),
                    wakeAt(head, starts, now, false),
                    Map.of(),
                    Plan.ByQuota.NONE,
                    false);
        });
    }

    private Plan amongAll(Snapshot snapshot, Instant now) {
        Easy<Demand, Held> easy = begin(snapshot, now);
        Clearings clearings = clear(snapshot, now);
        Easy.Pass<Demand, Held> pass = easy.pass(Bounds.seconds(now));
        List<Easy.Started<Demand, Held>> all = new ArrayList<>(clearings.starts());
        all.addAll(pass.starts());
        Outcomes outcomes = new Outcomes(yard, names);
        List<Start> starts = outcomes.starts(snapshot, all);
        Optional<Promised> head =
                easy.promise().flatMap(it -> pass.reservation().map(room -> Outcomes.promised(it, yard.node(room))));
        Plan plan = new Plan(
                starts,
                pass.broken().map(it -> outcomes.broken(snapshot, allowances(snapshot), it)),
                head.filter(_ -> pass.promised().isPresent()),
                head,
                pass.kept().stream().map(Order::id).toList(),
                wakeAt(head, all, now, line.size() > 1 && isUpToTurns(pass)),
                Map.copyOf(yard.wanting()),
                byQuota(clearings),
                !yard.reserves().isNone());
        Plan whole = starts.isEmpty() && yard.standing().quotas().apply()
                ? new Halting(yard, line, clearings, snapshot, now).upon(plan, easy, pass)
                : plan;
        all.forEach(started -> {
            yard.leave(started.held());
            line.add(started.job());
        });
        clearings.end();
        standstill = clearing.isEmpty() && yard.reserves().isNone()
                ? Standstill.after(whole, pass, line.firsts(), limits, now)
                : Optional.empty();
        return whole;
    }

    private boolean isUpToTurns(Easy.Pass<Demand, Held> pass) {
        return !pass.kept().isEmpty()
                || !yard.standing().mayDelayOthers()
                || !yard.wanting().isEmpty()
                || yard.standing().quotas().apply();
    }

    private Plan.ByQuota byQuota(Clearings clearings) {
        return new Plan.ByQuota(
                yard.standing().quotas().apply(),
                clearings.voids().stream()
                        .map(it -> new Plan.Broken(Order.id(it.job()), it.cause()))
                        .toList(),
                Optional.empty(),
                yard.standing().lacking());
    }

    /** Keeps nodes for those for whom others are halted, or starts them. */
    private Clearings clear(Snapshot snapshot, Instant now) {
        Clearings clearings = new Clearings(yard, line, holders(snapshot), Bounds.seconds(now));
        clearing.forEach((id, node) -> {
            Waiting<Demand> job = waiting.get(id);
            if (job != null && yard.knows(node)) {
                clearings.settle(job, yard.place(node));
            } else if (job != null) {
                clearings.lost(job, node);
            }
        });
        return clearings;
    }

    /** Who holds something, by machine; empty where nobody is ever asked to leave. */
    private Map<Integer, List<Holder>> holders(Snapshot snapshot) {
        Map<Integer, List<Holder>> holders = new HashMap<>();
        if (usage.shares().quotas().apply() || !clearing.isEmpty()) {
            holding.forEach((id, held) -> {
                Job job = snapshot.job(id).orElseThrow();
                holders.computeIfAbsent(held.machine(), _ -> new ArrayList<>())
                        .add(new Holder(job, job.attempt().orElseThrow(), held));
            });
            holders.values().forEach(all -> all.sort(Holder.FIRST));
        }
        return holders;
    }

    /** Those take part from now on whose time has come. */
    private List<Waiting<Demand>> arrived(Snapshot snapshot, Instant now) {
        List<Waiting<Demand>> came = new ArrayList<>();
        upcoming.due(snapshot, now).forEach(job -> came.add(join(job)));
        return came;
    }

    private Waiting<Demand> join(Job job) {
        Waiting<Demand> entry = line.add(entry(job));
        waiting.put(job.id(), entry);
        return entry;
    }

    private Easy<Demand, Held> begin(Snapshot snapshot, Instant now) {
        if (!arrived(snapshot, now).isEmpty()) {
            standstill = Optional.empty();
        }
        yard.begin(allowances(snapshot), standing(snapshot, now));
        yard.at(Bounds.seconds(now));
        int planned = usage.shares().backfill().planned();
        Easy<Demand, Held> easy = new Easy<>(yard, line, Easy.Slip.TO_THE_PROMISE, planned);
        promises.values().stream()
                .flatMap(TreeSet::stream)
                .map(waiting::get)
                .filter(it -> it != null)
                .findFirst()
                .ifPresent(it -> easy.promised(new Easy.Promise<>(it, Bounds.seconds(promise(snapshot, it)))));
        return easy;
    }

    private Standing standing(Snapshot snapshot, Instant now) {
        Instant tick = Standing.tick(now);
        if (standing.filter(it -> it.at().equals(tick)).isEmpty()) {
            standing = Optional.of(Standing.of(snapshot, usage, tick));
        }
        return standing.get().copy();
    }

    private static Instant promise(Snapshot snapshot, Waiting<Demand> job) {
        return snapshot.job(Order.id(job)).flatMap(Job::promise).orElseThrow();
    }

    private Waiting<Demand> entry(Job job) {
        Owner owner = Owner.of(job);
        Demand demand = yard.demand(job, Ask.of(job.submission().definition()), owner);
        long limit = Bounds.limit(job);
        long predicted = history.predict(owner.uid(), owner.project(), limit);
        return new Waiting<>(Order.place(job), Order.tie(job.id()), demand, limit, predicted);
    }

    /**
     * Also when a promise is due, and just after that, as it was kept then or is broken with its cause; and, where there is a
     * head, just after somebody ought to have given back, as nobody reckons with one who is late. And when what is reserved is
     * kept from then on, or not any more.
     *
     * @param starts of the pass, who will hold something from now on
     * @param turns whether somebody waits only since it is somebody else's turn
     */
    private Optional<Instant> wakeAt(
            Optional<Promised> head, List<Easy.Started<Demand, Held>> starts, Instant now, boolean turns) {
        Stream<Long> theirs = starts.stream().map(it -> it.held().until());
        Optional<Instant> end = head.flatMap(
                        _ -> Stream.concat(Stream.ofNullable(ends.ceilingKey(Bounds.seconds(now))), theirs)
                                .min(Comparator.naturalOrder()))
                .filter(at -> at < Waiting.UNBOUNDED)
                .map(Instant::ofEpochSecond);
        Optional<Instant> tick = turns ? Optional.of(Standing.tick(now).plus(Standing.TICK)) : Optional.empty();
        return Stream.of(
                        upcoming.next(),
                        head.map(it -> it.wakeAt(now)),
                        end.map(at -> at.plusMillis(1)),
                        tick,
                        yard.reserves().wakeAt(now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** What became of a job that is placed now or not at all. */
    public sealed interface Placing {
        record Placed(Start start) implements Placing {}

        record NoRoom(Problem reason) implements Placing {}
    }

    /**
     * Places one job now or not at all. Used for interactive jobs after a pass has run: it may pass waiting jobs only where
     * that delays no promise.
     *
     * @param job not yet queued
     * @param plan of the pass that ran just before
     * @return the start, or the first thing in its way
     */
    public Placing placeNow(Snapshot snapshot, Plan plan, Job job) {
        Instant now = job.submittedAt();
        Easy<Demand, Held> easy = begin(snapshot, now);
        Clearings clearings = clear(snapshot, now);
        Waiting<Demand> entry = entry(job);
        Optional<Held> held =
                job.imagePresentAt().isEmpty() ? Optional.empty() : easy.admit(entry, Bounds.seconds(now));
        clearings.end();
        if (held.isEmpty()) {
            return new Placing.NoRoom(reasons(snapshot, plan, now).ofInteractive(job));
        }
        Start start = new Outcomes(yard, names).start(job, held.get());
        yard.leave(held.get());
        return new Placing.Placed(start);
    }

    /** Whether a job that came after the pass of this plan, behind every other, waits without another pass. */
    public boolean keepsWaiting(Snapshot snapshot, Plan plan, Job last) {
        if (last.imagePresentAt().isEmpty()) {
            return false;
        }
        if (snapshot.unmet(last).isPresent()) {
            return true;
        }
        Waiting<Demand> entry = entry(last);
        Demand demand = entry.demand();
        if (yard.standing().quotas().apply() || demand.named() != 0) {
            // Others may be halted for it, or something be kept for it alone.
            return false;
        }
        yard.at(Bounds.seconds(last.submittedAt()));
        if (demand.buckets().stream().anyMatch(it -> yard.running(demand.owner(), it) >= it.max())) {
            return true;
        }
        Map<Aggregate, Problem> wanting =
                plan.wanting().getOrDefault(demand.owner().uid(), Map.of());
        if (plan.head().isPresent() && !yard.fits(demand)) {
            return true;
        }
        if (plan.kept().isEmpty() && wanting.isEmpty()) {
            return yard.isWithin(demand, List.of());
        }
        yard.begin(allowances(snapshot), standing(snapshot, last.submittedAt()));
        Rank rank = yard.rank(entry);
        List<Waiting<Demand>> own = line.firsts().stream()
                .filter(it -> it.demand().owner().uid() == demand.owner().uid())
                .toList();
        List<Waiting<Demand>> kept = plan.kept().stream()
                .map(waiting::get)
                .filter(it -> it != null && yard.rank(it).compareTo(rank) <= 0)
                .toList();
        return (Plan.behindOwn(wanting, demand.use()).isPresent()
                        && !own.isEmpty()
                        && own.stream().allMatch(it -> yard.rank(it).compareTo(rank) <= 0))
                || yard.isWithin(demand, kept.stream().map(Waiting::demand).toList());
    }

    /** Everybody who waits, in the order in which turns would come if everybody fitted. */
    public List<Job> queue(Snapshot snapshot, Instant now) {
        return Succession.of(snapshot.queued(), standing(snapshot, now));
    }

    /** What decides when it is a job's turn. */
    public Function<Job, Claim> claims(Snapshot snapshot, Instant now) {
        return standing(snapshot, now)::claim;
    }

    /** A live job's project, its quota, and whether the job is over that; empty where there are no quotas. */
    public Function<Job, Optional<QuotaUse>> quotas(Snapshot snapshot, Instant now) {
        if (!usage.shares().quotas().apply()) {
            return _ -> Optional.empty();
        }
        Map<JobId, Holder> holders = new HashMap<>();
        Map<Integer, List<Holder>> all = holders(snapshot);
        all.values().forEach(some -> some.forEach(it -> holders.put(it.job().id(), it)));
        Standing turns = standing(snapshot, now);
        Clearings none = new Clearings(yard, line, all, Bounds.seconds(now));
        Preemption preemption = new Preemption(none, turns.quotas(), now);
        return job -> Optional.of(turns.quotaUse(
                job.submission().project().name(),
                Optional.ofNullable(holders.get(job.id()))
                        .map(preemption::isOver)
                        .orElseGet(() -> turns.isOver(
                                job.submission().project().name(),
                                Standing.Claimed.of(job.submission().definition())))));
    }

    /** The quota of a project and what it holds; empty where there are none. */
    public Optional<QuotaUse> quota(Snapshot snapshot, Instant now, String project) {
        return usage.shares().quotas().apply()
                ? Optional.of(standing(snapshot, now).quotaUse(project, false))
                : Optional.empty();
    }

    /** Why queued jobs wait; valid as long as the snapshot is. */
    public Reasons reasons(Snapshot snapshot, Plan plan, Instant now) {
        yard.at(Bounds.seconds(now));
        return new Reasons(
                snapshot,
                new Reasons.Seen(
                        plan,
                        allowances(snapshot),
                        yard::running,
                        () -> queue(snapshot, now),
                        standing(snapshot, now),
                        (job, node) -> yard.inTheWay(entry(job).demand(), node, Bounds.seconds(now))),
                now);
    }

    /** What will probably come, as copies that may be played forward by anybody. */
    public Outlook outlook(Snapshot snapshot, Instant now) {
        Easy<Demand, Held> easy = begin(snapshot, now);
        List<Outlook.Running> running = holding.entrySet().stream()
                .map(it -> running(snapshot.job(it.getKey()).orElseThrow(), it.getValue()))
                .toList();
        return new Outlook(easy, yard, line, new Outlook.Coming(running, upcoming.later(snapshot, this::entry)), now);
    }

    private Outlook.Running running(Job job, Held held) {
        return Outlook.Running.of(job, entry(job), held);
    }
}
