package io.fairlead.server.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Virtual time: what is due happens in order, and time passes only from one thing to the next. */
final class SimTime implements InstantSource {
    static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    private static final int TOLD_MAX = 50;

    private record Due(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private final Deque<Supplier<String>> told = new ArrayDeque<>();
    private Instant now = BEGIN;
    private long order;

    @Override
    public Instant instant() {
        return now;
    }

    void after(Duration time, Runnable what) {
        due.add(new Due(now.plus(time), order++, what));
    }

    void at(Instant then, Runnable what) {
        due.add(new Due(then.isBefore(now) ? now : then, order++, what));
    }

    /** Does the next thing; whether there was one. */
    boolean step() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }

    /** Remembers what happened, for whoever has to find out why. */
    void tell(Supplier<String> words) {
        if (told.size() == TOLD_MAX) {
            told.removeFirst();
        }
        Instant then = now;
        told.addLast(() -> Duration.between(BEGIN, then).toMillis() + " ms  " + words.get());
    }

    List<String> told() {
        return told.stream().map(Supplier::get).toList();
    }
}
