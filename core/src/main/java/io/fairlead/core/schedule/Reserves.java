package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.pack.Corner;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.upkeep.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What is reserved, numbered by when it begins: to a pass each is one bit, and a corner of one machine. */
final class Reserves {
    private static final long[] NO_ENDS = {};

    private final List<Reservation> all;
    private final LimitTable limits;
    /** When something of a node is free for everybody again, in order. */
    private final Map<NodeRef, long[]> ends = new TreeMap<>();

    Reserves(Collection<Reservation> kept, LimitTable limits) {
        this.limits = limits;
        all = kept.stream()
                .sorted(Comparator.comparing(Reservation::from).thenComparing(Reservation::name))
                .limit(Reservation.MOST)
                .toList();
        for (Reservation one : all) {
            NodeRef node = one.part().node();
            ends.put(
                    node,
                    all.stream()
                            .filter(it -> it.part().node().equals(node))
                            .mapToLong(it -> it.until().getEpochSecond())
                            .sorted()
                            .toArray());
        }
    }

    boolean isNone() {
        return all.isEmpty();
    }

    /** Those that a job names and its owner may use, as bits. */
    long named(Job job, Owner owner) {
        List<String> names = job.submission().definition().scheduling().reservations();
        return bits(it -> names.contains(it.name())
                && it.members().have(owner.login(), owner.project(), limits.groupOf(owner.login())));
    }

    /** What such a job asks for where it starts then: nothing that is reserved at some moment of its run. */
    Shape shape(Demand demand, long start) {
        return isNone() ? demand.shape() : demand.shape().beside(met(start, demand.limit()));
    }

    private long met(long start, long limit) {
        return bits(
                it -> it.from().getEpochSecond() < start + limit && it.until().getEpochSecond() > start);
    }

    /** Those of these that are kept now and until then. */
    long open(long some, long now, long until) {
        return some & bits(it -> it.from().getEpochSecond() <= now && it.until().getEpochSecond() >= until);
    }

    private long bits(Predicate<Reservation> like) {
        long bits = 0;
        for (int i = 0; i < all.size(); i++) {
            bits |= like.test(all.get(i)) ? 1L << i : 0;
        }
        return bits;
    }

    /** The next moment after this one at which any begins or ends. */
    Optional<Long> next(long now) {
        return all.stream()
                .flatMap(it -> List.of(it.from(), it.until()).stream())
                .map(Instant::getEpochSecond)
                .filter(at -> at > now)
                .min(Long::compare);
    }

    /** The next moment that counts as such a second. */
    Optional<Instant> wakeAt(Instant now) {
        return next(Bounds.seconds(now)).map(Bounds::begins);
    }

    /** When something of this node is free for everybody again, in order. */
    long[] ends(NodeRef node) {
        return ends.getOrDefault(node, NO_ENDS);
    }

    /** As parts of a machine. */
    List<Corner> corners(Stall stall) {
        List<Corner> corners = new ArrayList<>();
        IntStream.range(0, all.size())
                .filter(i -> all.get(i).part().node().equals(stall.ref()))
                .forEach(i -> corners.add(corner(1L << i, all.get(i), stall)));
        return corners;
    }

    private static Corner corner(long bit, Reservation it, Stall stall) {
        return new Corner(
                bit,
                stall.bits(it.part().devices()),
                it.part().cores().milli(),
                it.part().memory().count(),
                it.from().getEpochSecond(),
                it.until().getEpochSecond());
    }

    /** The first of these that is a part of the node, as its bit; 0 where none is. */
    long firstOn(NodeRef node, long some) {
        for (long rest = some; rest != 0; rest &= rest - 1) {
            long bit = Long.lowestOneBit(rest);
            if (of(bit).part().node().equals(node)) {
                return bit;
            }
        }
        return 0;
    }

    private Reservation of(long bit) {
        return all.get(Long.numberOfTrailingZeros(bit));
    }

    /** The first for which the machine, as it is then, has no room for a job that it has room for otherwise. */
    Optional<Reservation> inTheWay(Machine machine, Demand demand, long at) {
        Shape shape = demand.shape();
        long met = met(at, demand.limit());
        if (met == 0 || !machine.fits(shape) || machine.fits(shape.beside(met))) {
            return Optional.empty();
        }
        // One without which it fits, else the first that alone is too much.
        for (boolean without : new boolean[] {true, false}) {
            for (long rest = met; rest != 0; rest &= rest - 1) {
                long bit = Long.lowestOneBit(rest);
                if (machine.fits(shape.beside(without ? met & ~bit : bit)) == without) {
                    return Optional.of(of(bit));
                }
            }
        }
        return Optional.of(of(Long.lowestOneBit(met)));
    }
}
