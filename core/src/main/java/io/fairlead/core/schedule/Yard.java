package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Stock;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Submission;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Policy;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The nodes as machines of a fleet, with who holds what until when. Kept in step with the ledger between passes; a pass
 * takes from it and gives all of that back.
 */
final class Yard implements Stock<Demand, Held> {
    private final Fleet fleet;
    private final List<Stall> stalls;
    private final Places places;
    private final Models models;
    private final Rooms rooms;
    private final BitSet kept = new BitSet();
    private final List<Demand> heads = new ArrayList<>();
    private final Buckets buckets;
    private final Reserves reserves;
    private long now;
    private Allowances allowances;
    private Standing standing;

    /** Empty nodes, as large as they are or as what is held of them. */
    Yard(Collection<NodeUse> nodes, Policy policy, Allowances allowances, Standing standing, Reserves reserves) {
        this.allowances = allowances;
        this.standing = standing;
        this.reserves = reserves;
        buckets = new Buckets();
        models = new Models(nodes);
        stalls = new ArrayList<>();
        places = new Places(nodes.stream().map(use -> use.node().ref()).toList());
        List<Machine> machines = new ArrayList<>();
        for (NodeUse use : nodes) {
            Stall stall = Stall.of(use);
            stalls.add(stall);
            machines.add(stall.empty(use, models, reserves.corners(stall)));
        }
        fleet = new Fleet(machines, policy);
        rooms = new Rooms(fleet, stalls, reserves);
    }

    private Yard(Yard other, Allowances allowances) {
        this.allowances = allowances;
        reserves = other.reserves;
        now = other.now;
        standing = other.standing.copy();
        buckets = other.buckets.copy();
        models = other.models;
        fleet = other.fleet.copy();
        stalls = other.stalls.stream().map(Stall::copy).toList();
        rooms = new Rooms(fleet, stalls, reserves);
        places = other.places;
    }

    /** Begins a pass: what the limits leave now, and whose turn it is. */
    void begin(Allowances leave, Standing turns) {
        allowances = leave;
        standing = turns;
    }

    void close(NodeRef node, boolean closed) {
        fleet.close(place(node), closed);
    }

    Demand demand(Job job, Ask ask, Owner owner) {
        Submission submission = job.submission();
        long accepted = ask.devices() == 0 ? 0 : models.accepted(ask);
        Shape shape = new Shape(
                ask.cores().milli(),
                ask.memory().count(),
                ask.devices(),
                ask.portion().held(),
                accepted);
        return new Demand(
                shape,
                places.zone(submission.nodes()),
                owner,
                UserUse.of(submission.definition()),
                Buckets.of(job),
                submission.definition().scheduling().priority(),
                standing.quotas().apply() && Standing.Claimed.isFirm(submission.definition()),
                reserves.isNone() ? 0 : Bounds.limit(job),
                reserves.isNone() ? 0 : reserves.named(job, owner));
    }

    /** What such a job asks for where it starts now, given what is reserved. */
    Shape shape(Demand demand) {
        return reserves.shape(demand, now);
    }

    Reserves reserves() {
        return reserves;
    }

    boolean knows(NodeRef node) {
        return places.knows(node);
    }

    int place(NodeRef node) {
        return places.of(node);
    }

    /** What an attempt of a job holds in fact: what it has of the node of a reservation that it names counts as had of that. */
    Held hold(Job job, Attempt attempt) {
        Placement placement = attempt.placements().getFirst();
        int machine = place(placement.where());
        long corner = reserves.isNone() ? 0 : reserves.firstOn(node(machine), reserves.named(job, Owner.of(job)));
        return put(Held.of(job, attempt, machine, stalls.get(machine).bits(placement.devices()), corner));
    }

    /** Holds just this. */
    Held put(Held held) {
        fleet.take(held.machine(), held.shape(), held.devices());
        buckets.enter(held.owner().project(), held.buckets());
        enter(held);
        return held;
    }

    /** Ends what {@link #hold} began; nobody's allowance changes by it. */
    void leave(Held held) {
        if (!stalls.get(held.machine()).held().remove(held)) {
            throw new IllegalStateException("nothing is held: " + held);
        }
        rooms.changed(held.machine());
        fleet.giveBack(held.shape(), new Fleet.Place(held.machine(), held.devices()));
        buckets.leave(held.owner().project(), held.buckets());
    }

    /** What a job starts on this machine, which has room for it. */
    Held takeOn(int machine, Demand demand, long until) {
        Shape shape = shape(demand);
        Fleet.Place place = new Fleet.Place(machine, fleet.devices(machine, shape));
        fleet.take(machine, shape, place.devices());
        return taken(demand, shape, place, until);
    }

    /** Counts a job as one that has started. */
    void charge(Demand demand) {
        allowances.take(demand.owner(), demand.use());
        standing.take(demand.owner().account(), demand.claimed());
    }

    /** Undoes {@link #charge}. */
    void uncharge(Demand demand) {
        allowances.giveBack(demand.owner(), demand.use());
        standing.giveBack(demand.owner().account(), demand.claimed());
    }

    /** To be looked at or copied. */
    Fleet fleet() {
        return fleet;
    }

    Standing standing() {
        return standing;
    }

    NodeRef node(int machine) {
        return stalls.get(machine).ref();
    }

    NodeRef node(Held held) {
        return stalls.get(held.machine()).ref();
    }

    NodeRef node(Reservation<Demand> room) {
        return stalls.get(((Kept) room).machine()).ref();
    }

    /** How many of its bucket run. */
    int running(Owner owner, Bucket bucket) {
        return buckets.running(owner.project(), bucket);
    }

    /** By uid, what the limits leave too little of for somebody's waiting job. */
    Map<Long, Map<Aggregate, Problem>> wanting() {
        return allowances.wanting();
    }

    List<Device> devices(Held held) {
        List<Device> known = stalls.get(held.machine()).devices();
        return IntStream.range(0, known.size())
                .filter(i -> (held.devices() >>> i & 1) != 0)
                .mapToObj(known::get)
                .toList();
    }

    /** Whether some open node that nobody keeps has room. */
    boolean hasRoom(Demand demand) {
        return fleet.fits(shape(demand), demand.zone());
    }

    /** Whether each node where it may run is closed, or is one where these may run too. */
    boolean isWithin(Demand demand, Collection<Demand> others) {
        return open(demand)
                .allMatch(machine ->
                        others.stream().anyMatch(other -> other.zone().holds(machine)));
    }

    @Override
    public boolean bars(Demand demand) {
        // Always asked, so that what a job lacks is kept for it, whatever becomes of its bucket during the pass.
        boolean lacks = allowances.obstacle(demand.owner(), demand.use()).isPresent();
        boolean lacksQuota = standing.lacksQuota(demand.owner().project(), demand.claimed());
        return lacks || lacksQuota || buckets.isFull(demand.owner().project(), demand.buckets());
    }

    @Override
    public Rank rank(Waiting<Demand> job) {
        Demand demand = job.demand();
        return standing.rank(demand.owner().account(), demand.priority(), job.order(), demand.claimed());
    }

    @Override
    public boolean mayBar(Demand demand) {
        return !demand.buckets().isEmpty() || standing.quotas().apply() || allowances.mayBound(demand.owner());
    }

    @Override
    public Object peers(Demand demand) {
        return standing.quotas().apply() ? demand : demand.owner().account();
    }

    @Override
    public boolean barsInOrder() {
        return true;
    }

    @Override
    public boolean fits(Demand demand) {
        return hasRoom(demand);
    }

    @Override
    public Optional<Held> take(Demand demand, long until) {
        Shape shape = shape(demand);
        return fleet.place(shape, demand.zone()).map(place -> taken(demand, shape, place, until));
    }

    @Override
    public void at(long moment) {
        now = moment;
    }

    @Override
    public long changesAt() {
        return reserves.isNone() ? NEVER : reserves.next(now).orElse(NEVER);
    }

    @Override
    public boolean keepsForSome() {
        return !reserves.isNone();
    }

    @Override
    public boolean hasOwn(Demand demand) {
        return demand.named() != 0 && reserves.open(demand.named(), now, now + 1) != 0;
    }

    @Override
    public Optional<Held> takeOwn(Demand demand, long until) {
        for (long rest = reserves.open(demand.named(), now, until); rest != 0; rest &= rest - 1) {
            Shape shape = demand.shape().inside(Long.lowestOneBit(rest));
            Optional<Fleet.Place> place = fleet.place(shape, demand.zone());
            if (place.isPresent()) {
                return Optional.of(taken(demand, shape, place.get(), until));
            }
        }
        return Optional.empty();
    }

    private IntStream open(Demand demand) {
        return demand.zone()
                .machines(stalls.size())
                .filter(machine -> !fleet.machine(machine).closed() && isEnough(machine, demand));
    }

    /** Where devices are set aside a node may have too few for a job however empty it is, and is not kept for it. */
    private boolean isEnough(int machine, Demand demand) {
        return !models.anyAside() || fleet.machine(machine).couldFit(demand.shape());
    }

    private Held taken(Demand demand, Shape as, Fleet.Place place, long until) {
        long corner = as.within() == 0 ? reserves.firstOn(node(place.machine()), demand.named()) : as.within();
        Shape shape = as.inside(corner);
        if (corner != as.within()) {
            fleet.giveBack(as, place);
            fleet.take(place.machine(), shape, place.devices());
        }
        charge(demand);
        buckets.enter(demand.owner().project(), demand.buckets());
        Held held = new Held(
                place.machine(),
                shape,
                place.devices(),
                until,
                demand.owner(),
                demand.use(),
                demand.buckets(),
                demand.firm());
        enter(held);
        return held;
    }

    private void enter(Held held) {
        stalls.get(held.machine()).held().add(held);
        rooms.changed(held.machine());
    }

    @Override
    public Optional<Held> takeBeside(Demand demand, long until, Reservation<Demand> reservation) {
        Kept room = (Kept) reservation;
        Shape shape = shape(demand);
        Optional<Held> elsewhere =
                fleet.placeBut(room.machine(), shape, demand.zone()).map(place -> taken(demand, shape, place, until));
        return elsewhere.isPresent() ? elsewhere : besideHead(demand, until, room);
    }

    private Optional<Held> besideHead(Demand demand, long until, Kept room) {
        Shape shape = shape(demand);
        if (!demand.zone().holds(room.machine())
                || !fleet.machine(room.machine()).fits(shape)) {
            return Optional.empty();
        }
        long devices = fleet.devices(room.machine(), shape);
        Shape counted = shape.inside(reserves.firstOn(node(room.machine()), demand.named()));
        if (!room.leaves(counted, devices)) {
            return Optional.empty();
        }
        fleet.take(room.machine(), counted, devices);
        return Optional.of(taken(demand, counted, new Fleet.Place(room.machine(), devices), until));
    }

    @Override
    public void giveBack(Held held) {
        leave(held);
        allowances.giveBack(held.owner(), held.use());
        standing.giveBack(held.owner().account(), held.claimed());
        askAgain();
    }

    private void askAgain() {
        allowances.askAgain();
        standing.askAgain();
    }

    @Override
    public Optional<Reservation<Demand>> reserve(Demand demand, long now, Optional<Long> recorded) {
        Optional<Kept> best = open(demand)
                .mapToObj(machine -> rooms.earliest(demand, machine, now))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Kept::start).thenComparingInt(Kept::machine));
        best.ifPresent(_ -> head(demand));
        return best.map(room -> recorded.isPresent() && recorded.get() > room.start()
                ? rooms.at(demand, room, now, recorded.get())
                : room);
    }

    @Override
    public boolean isReckoned(Demand demand, long now) {
        return open(demand).anyMatch(machine -> rooms.isReckoned(demand, machine, now));
    }

    @Override
    public boolean reckons(Demand demand, long now) {
        boolean found = isReckoned(demand, now);
        if (found) {
            head(demand);
        }
        return found;
    }

    private void head(Demand demand) {
        allowances.take(demand.owner(), demand.use());
        standing.keep(demand.owner().project(), demand.claimed());
        buckets.keep(demand.owner().project(), demand.buckets());
        heads.add(demand);
    }

    /** The same as it is now. */
    Reservation<Demand> again(Reservation<Demand> room, long moment) {
        return rooms.again((Kept) room, moment);
    }

    /** Whether that is on this node. */
    boolean isOn(Reservation<Demand> room, Held held) {
        return ((Kept) room).machine() == held.machine();
    }

    /** What is reserved without which there would be room for such a job, now or at a moment to come. */
    Optional<io.fairlead.core.upkeep.Reservation> inTheWay(Demand demand, NodeRef node, long start) {
        int machine = place(node);
        return reserves.isNone() || !demand.zone().holds(machine)
                ? Optional.empty()
                : reserves.inTheWay(rooms.then(machine, now, start), demand, start);
    }

    @Override
    public boolean keep(Demand demand) {
        int[] open = open(demand).toArray();
        for (int machine : open) {
            kept.set(machine);
            fleet.close(machine, true);
        }
        if (open.length > 0) {
            head(demand);
        }
        return open.length > 0;
    }

    @Override
    public void planHead(Demand demand, long now, long limit, Reservation<Demand> reservation) {
        rooms.plan((Kept) reservation, now, limit);
    }

    @Override
    public boolean plan(Demand demand, long now, long limit) {
        boolean planned = rooms.plan(demand, open(demand).toArray(), now, limit);
        if (planned) {
            head(demand);
        }
        return planned;
    }

    @Override
    public Optional<Held> takeAmong(Demand demand, long now, long until) {
        Shape shape = shape(demand);
        return open(demand)
                .filter(machine -> fleet.rank(machine, shape) >= 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer machine) -> -fleet.rank(machine, shape)))
                .flatMap(machine -> takeAmong(demand, machine, now, until).stream())
                .findFirst();
    }

    private Optional<Held> takeAmong(Demand demand, int machine, long now, long until) {
        Shape shape = shape(demand).inside(reserves.firstOn(node(machine), demand.named()));
        return rooms.among(machine, shape(demand), now, until).map(devices -> {
            fleet.take(machine, shape, devices);
            return taken(demand, shape, new Fleet.Place(machine, devices), until);
        });
    }

    @Override
    public void keepNothing() {
        rooms.planNobody();
        kept.stream().forEach(machine -> fleet.close(machine, false));
        kept.clear();
        heads.forEach(head -> {
            allowances.giveBack(head.owner(), head.use());
            standing.release(head.owner().project(), head.claimed());
            buckets.leave(head.owner().project(), head.buckets());
        });
        heads.clear();
        buckets.keepNothing();
    }

    @Override
    public void beginAgain() {
        keepNothing();
        askAgain();
    }

    @Override
    public Yard copy() {
        List<Long> users = new ArrayList<>();
        stalls.forEach(
                stall -> stall.held().forEach(held -> users.add(held.owner().uid())));
        return new Yard(this, allowances.copy(users));
    }
}
