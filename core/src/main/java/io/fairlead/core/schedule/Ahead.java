package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * One machine from now on: what of it is free from each moment to the next, everybody staying to their latest and everybody who
 * is planned there coming and going as planned.
 */
final class Ahead {
    /** Whoever is late already may stay for ever, as in {@link Stall}. */
    private final List<Span> spans = new ArrayList<>();

    /** Until the next one begins. */
    private record Span(long from, Machine machine) {}

    /**
     * Somebody who is planned.
     *
     * @param devices of the machine, as bits
     * @param end when it gives that back at the latest
     */
    record Planned(Shape shape, long devices, long start, long end) {}

    /**
     * Room for one.
     *
     * @param machine what is free of it all that time
     */
    record Window(long start, Shape shape, Machine machine) {}

    /**
     * @param now the machine as it is
     * @param more moments at which there may be room, too
     */
    Ahead(Machine now, long moment, List<Held> held, List<Planned> planned, long[] more) {
        TreeSet<Long> moments = new TreeSet<>();
        List<Held> ends = held.stream()
                .filter(it -> Stall.ends(it, moment))
                .sorted(Comparator.comparingLong(Held::until))
                .toList();
        ends.forEach(it -> moments.add(it.until()));
        planned.forEach(it -> moments.addAll(List.of(it.start(), it.end())));
        for (long one : more) {
            moments.add(one);
        }
        // Who is to leave this very second has not left.
        moments.add(moment + 1);
        spans.add(new Span(moment, now.copy()));
        Machine then = now.copy();
        int next = 0;
        // Nobody is planned behind one who never ends.
        for (long at : moments.subSet(moment, false, Waiting.UNBOUNDED, false)) {
            while (next < ends.size() && ends.get(next).until() <= at) {
                then.giveBack(ends.get(next).shape(), ends.get(next).devices());
                next++;
            }
            Machine machine = then.copy();
            planned.stream()
                    .filter(it -> it.start() <= at && it.end() > at)
                    .forEach(it -> machine.take(it.shape(), it.devices()));
            spans.add(new Span(at, machine));
        }
    }

    /**
     * The earliest room for so long.
     *
     * @param shape what is asked for where it starts at a moment
     * @param before room from then on is of no use
     */
    Optional<Window> earliest(LongFunction<Shape> shape, long seconds, long before) {
        for (int i = 0; i < spans.size() && spans.get(i).from() < before; i++) {
            Optional<Window> found = at(i, shape.apply(spans.get(i).from()), seconds);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Room from now on. */
    Optional<Window> now(Shape shape, long seconds) {
        return at(0, shape, seconds);
    }

    /**
     * What of a room one who is planned there may get: where it can, devices that come free late, so that whoever starts before
     * has those that are free already.
     */
    Machine latest(Shape shape, Machine room, long start) {
        Machine late = room.copy();
        long tried = 0;
        for (int i = 0; shape.gpus() > 0 && i < spans.size() && spans.get(i).from() < start; i++) {
            Machine then = spans.get(i).machine();
            for (int device = 0; device < late.gpus(); device++) {
                int free = late.free(device);
                if ((tried >>> device & 1) == 0 && free > 0 && then.free(device) >= free) {
                    tried |= 1L << device;
                    Shape all = new Shape(0, 0, 1, free, 0);
                    late.take(all, 1L << device);
                    if (!late.fits(shape)) {
                        late.giveBack(all, 1L << device);
                    }
                }
            }
        }
        return late;
    }

    private Optional<Window> at(int first, Shape shape, long seconds) {
        long start = spans.get(first).from();
        Machine least = spans.get(first).machine();
        boolean fits = least.fits(shape);
        for (int i = first + 1; fits && i < spans.size() && spans.get(i).from() - start < seconds; i++) {
            least = least.least(spans.get(i).machine());
            fits = spans.get(i).machine().fits(shape) && least.fits(shape);
        }
        return fits ? Optional.of(new Window(start, shape, least)) : Optional.empty();
    }
}
