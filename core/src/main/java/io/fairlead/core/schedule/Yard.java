package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Rank;
import io.fairlead.core.backfill.Stock;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
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
final class Yard implements Stock<Demand, Yard.Held> {
    private final Fleet fleet;
    private final List<Stall> stalls;
    private final Places places;
    private final Models models;
    private final Lulls lulls;
    private final BitSet kept = new BitSet();
    private final List<Demand> heads = new ArrayList<>();
    private final Buckets buckets;
    private Allowances allowances;
    private Standing standing;

    /**
     * What one job holds.
     *
     * @param devices of the machine, as bits
     * @param until at the latest
     * @param firm whether it may not be preempted
     */
    record Held(
            int machine,
            Shape shape,
            long devices,
            long until,
            Owner owner,
            UserUse use,
            List<Bucket> buckets,
            boolean firm) {
        Standing.Claimed claimed() {
            return new Standing.Claimed(use, firm);
        }

        /** The same, held until then. */
        Held until(long end) {
            return new Held(machine, shape, devices, end, owner, use, buckets, firm);
        }
    }

    /** Room for a head: the machine, and what is free there by then. */
    private record Kept(Demand demand, int machine, long start, Machine then) implements Reservation<Demand> {}

    /** Empty nodes, as large as they are or as what is held of them. */
    Yard(Collection<NodeUse> nodes, Policy policy, Allowances allowances, Standing standing) {
        this.allowances = allowances;
        this.standing = standing;
        buckets = new Buckets();
        models = new Models(nodes);
        stalls = new ArrayList<>();
        places = new Places(nodes.stream().map(use -> use.node().ref()).toList());
        List<Machine> machines = new ArrayList<>();
        for (NodeUse use : nodes) {
            // Of what will do the first is taken: the smallest MIG instance, before a whole device.
            List<Device> devices = use.node().devices().stream()
                    .sorted(Comparator.comparing(
                            (Device device) -> device.whole().each()))
                    .toList();
            Machine machine = new Machine(
                    Math.max(use.node().cores().milli(), use.usedCores().milli()),
                    Math.max(use.node().memory().count(), use.usedMemory().count()),
                    devices.stream()
                            .mapToInt(device -> models.number(use, device))
                            .toArray());
            machine.close(use.closed().isPresent());
            stalls.add(new Stall(use.node().ref(), devices, new ArrayList<>()));
            machines.add(machine);
        }
        fleet = new Fleet(machines, policy);
        lulls = new Lulls(machines.size(), this::lull);
    }

    private Yard(Yard other, Allowances allowances) {
        this.allowances = allowances;
        standing = other.standing.copy();
        buckets = other.buckets.copy();
        models = other.models;
        fleet = other.fleet.copy();
        stalls = other.stalls.stream().map(Stall::copy).toList();
        lulls = new Lulls(stalls.size(), this::lull);
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
                standing.quotas().apply() && Standing.Claimed.isFirm(submission.definition()));
    }

    boolean knows(NodeRef node) {
        return places.knows(node);
    }

    int place(NodeRef node) {
        return places.of(node);
    }

    /** What an attempt holds in fact. */
    Held hold(Placement placement, long until, Owner owner, List<Bucket> buckets, boolean firm) {
        int machine = place(placement.where());
        long bits = 0;
        for (DeviceId device : placement.devices()) {
            int at = stalls.get(machine).at(device);
            bits |= at < 0 ? 0 : 1L << at;
        }
        Shape shape = new Shape(
                placement.cores().milli(),
                placement.memory().count(),
                Long.bitCount(bits),
                placement.portion().held(),
                0);
        return put(new Held(machine, shape, bits, until, owner, UserUse.live(List.of(placement)), buckets, firm));
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
        lulls.changed(held.machine());
        fleet.giveBack(held.shape(), new Fleet.Place(held.machine(), held.devices()));
        buckets.leave(held.owner().project(), held.buckets());
    }

    /** What a job starts on this machine, which has room for it. */
    Held takeOn(int machine, Demand demand, long until) {
        Fleet.Place place = new Fleet.Place(machine, fleet.devices(machine, demand.shape()));
        fleet.take(machine, demand.shape(), place.devices());
        return taken(demand, place, until);
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
        return fleet.fits(demand.shape(), demand.zone());
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
        return fleet.place(demand.shape(), demand.zone()).map(place -> taken(demand, place, until));
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

    private Held taken(Demand demand, Fleet.Place place, long until) {
        charge(demand);
        buckets.enter(demand.owner().project(), demand.buckets());
        Held held = new Held(
                place.machine(),
                demand.shape(),
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
        lulls.changed(held.machine());
    }

    @Override
    public Optional<Held> takeBeside(Demand demand, long until, Reservation<Demand> reservation) {
        Kept room = (Kept) reservation;
        Optional<Held> elsewhere =
                fleet.placeBut(room.machine(), demand.shape(), demand.zone()).map(place -> taken(demand, place, until));
        return elsewhere.isPresent() ? elsewhere : besideHead(demand, until, room);
    }

    private Optional<Held> besideHead(Demand demand, long until, Kept room) {
        Shape shape = demand.shape();
        if (!demand.zone().holds(room.machine())
                || !fleet.machine(room.machine()).fits(shape)) {
            return Optional.empty();
        }
        long devices = fleet.devices(room.machine(), shape);
        room.then().take(shape, devices);
        if (!room.then().fits(room.demand().shape())) {
            room.then().giveBack(shape, devices);
            return Optional.empty();
        }
        fleet.take(room.machine(), shape, devices);
        return Optional.of(taken(demand, new Fleet.Place(room.machine(), devices), until));
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
                .mapToObj(machine -> earliest(demand, machine, now))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Kept::start).thenComparingInt(Kept::machine));
        best.ifPresent(_ -> head(demand));
        return best.map(
                room -> recorded.isPresent() && recorded.get() > room.start() ? at(room, recorded.get(), now) : room);
    }

    @Override
    public boolean isReckoned(Demand demand, long now) {
        return open(demand)
                .anyMatch(machine -> lulls.of(machine, now)
                        .filter(it -> it.fits(demand.shape()))
                        .isPresent());
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

    private Optional<Machine> lull(int machine, long now) {
        return stalls.get(machine).emptied(fleet.machine(machine), now);
    }

    private Optional<Kept> earliest(Demand demand, int machine, long now) {
        if (lulls.of(machine, now).filter(it -> it.fits(demand.shape())).isEmpty()) {
            return Optional.empty();
        }
        return stalls.get(machine)
                .earliest(fleet.machine(machine), demand.shape(), now)
                .map(then -> new Kept(demand, machine, then.start(), then.machine()));
    }

    /** The same as it is now. */
    Reservation<Demand> again(Reservation<Demand> room, long now) {
        return at((Kept) room, room.start(), now);
    }

    /** Whether that is on this node. */
    boolean isOn(Reservation<Demand> room, Held held) {
        return ((Kept) room).machine() == held.machine();
    }

    private Kept at(Kept earliest, long start, long now) {
        int machine = earliest.machine();
        return new Kept(earliest.demand(), machine, start, stalls.get(machine).at(fleet.machine(machine), now, start));
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
    public void keepNothing() {
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
