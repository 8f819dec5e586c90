package io.fairlead.core.schedule;

import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there will be room for on each machine, and when; and who is planned there during a pass. */
final class Rooms {
    private final Fleet fleet;
    private final List<Stall> stalls;
    private final Reserves reserves;
    private final Lulls lulls;
    private final Map<Integer, List<Ahead.Planned>> planned = new HashMap<>();
    /** Of machines that were asked about since they changed, at {@code seen}. */
    private final @Nullable Ahead[] ahead;

    private long seen;

    Rooms(Fleet fleet, List<Stall> stalls, Reserves reserves) {
        this.fleet = fleet;
        this.stalls = stalls;
        this.reserves = reserves;
        lulls = new Lulls(stalls.size(), this::lull);
        ahead = new Ahead[stalls.size()];
    }

    private Optional<Machine> lull(int machine, long moment) {
        long[] ends = ends(machine);
        boolean more = ends.length > 0 && ends[ends.length - 1] > moment;
        return stalls.get(machine).emptied(fleet.machine(machine), moment, more);
    }

    private long[] ends(int machine) {
        return reserves.ends(stalls.get(machine).ref());
    }

    /** Somebody took or gave back something there. */
    void changed(int machine) {
        lulls.changed(machine);
        ahead[machine] = null;
    }

    /** Whether it is known when there will be room, at the latest. */
    boolean isReckoned(Demand demand, int machine, long moment) {
        return lulls.of(machine, moment).filter(it -> it.fits(demand.shape())).isPresent();
    }

    /** The earliest room for a head. */
    Optional<Kept> earliest(Demand demand, int machine, long moment) {
        return isReckoned(demand, machine, moment)
                ? stalls.get(machine)
                        .earliest(fleet.machine(machine), at -> reserves.shape(demand, at), moment, ends(machine))
                        .map(then ->
                                new Kept(reserves.shape(demand, then.start()), machine, then.start(), then.machine()))
                : Optional.empty();
    }

    /** The same room from a later moment on, but where something is reserved then. */
    Kept at(Demand demand, Kept earliest, long now, long start) {
        Shape shape = reserves.shape(demand, start);
        Machine then = then(earliest.machine(), now, start);
        return then.fits(shape) ? new Kept(shape, earliest.machine(), start, then) : earliest;
    }

    /** The same as it is now. */
    Kept again(Kept room, long moment) {
        return new Kept(room.shape(), room.machine(), room.start(), then(room.machine(), moment, room.start()));
    }

    /** The machine at a moment to come, everybody staying to their latest moment. */
    Machine then(int machine, long now, long start) {
        return start > now ? stalls.get(machine).at(fleet.machine(machine), now, start) : fleet.machine(machine);
    }

    /** Plans a head. */
    void plan(Kept room, long now, long limit) {
        plan(room.machine(), now, new Ahead.Window(room.start(), room.shape(), room.then()), limit);
    }

    private void plan(int machine, long now, Ahead.Window room, long limit) {
        Machine late = ahead(machine, now).latest(room.shape(), room.machine(), room.start());
        long devices = fleet.devices(late, room.shape());
        planned.computeIfAbsent(machine, _ -> new ArrayList<>())
                .add(new Ahead.Planned(room.shape(), devices, room.start(), room.start() + limit));
        ahead[machine] = null;
    }

    /** Plans somebody, where that can be soonest. */
    boolean plan(Demand demand, int[] machines, long now, long limit) {
        long best = Long.MAX_VALUE;
        int where = -1;
        Ahead.@Nullable Window room = null;
        for (int machine : machines) {
            Optional<Ahead.Window> found = isReckoned(demand, machine, now) || planned.containsKey(machine)
                    ? ahead(machine, now).earliest(at -> reserves.shape(demand, at), limit, best)
                    : Optional.empty();
            if (found.isPresent()) {
                room = found.get();
                best = room.start();
                where = machine;
            }
        }
        if (room == null) {
            return false;
        }
        plan(where, now, room, limit);
        return true;
    }

    /** Devices, as bits, that somebody who starts there now leaves to all who are planned; empty where he leaves too little. */
    Optional<Long> among(int machine, Shape shape, long now, long until) {
        return ahead(machine, now).now(shape, until - now).map(it -> fleet.devices(it.machine(), shape));
    }

    void planNobody() {
        planned.keySet().forEach(machine -> ahead[machine] = null);
        planned.clear();
    }

    private Ahead ahead(int machine, long now) {
        if (now != seen) {
            Arrays.fill(ahead, null);
            seen = now;
        }
        Ahead known = ahead[machine];
        if (known == null) {
            known = new Ahead(
                    fleet.machine(machine),
                    now,
                    stalls.get(machine).held(),
                    planned.getOrDefault(machine, List.of()),
                    ends(machine));
            ahead[machine] = known;
        }
        return known;
    }
}
