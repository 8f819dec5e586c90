package io.fairlead.core.backfill;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queue, indexed by class: jobs that ask for the same with the same limit are one to a pass, so its cost follows the
 * classes and not the length of the queue.
 */
public final class Line<D> {
    private final TreeMap<Long, Waiting<D>> order = new TreeMap<>();
    private final Map<Kind<D>, TreeSet<Waiting<D>>> kinds = new HashMap<>();
    private final Comparator<Waiting<D>> passing;

    private record Kind<D>(D demand, long limit) {}

    /** Who passes first a head that waits. */
    public enum Passing {
        /** In the order of the queue. */
        IN_ORDER,
        /** The shortest by prediction, of equals the first. */
        SHORTEST,
        /**
         * The shortest by prediction and limit together. A prediction is often far off, and a job that runs longer than
         * predicted holds its room up to its limit: both count the same.
         */
        PROBABLY_SHORTEST
    }

    public Line(Passing passing) {
        this(comparator(passing));
    }

    private Line(Comparator<Waiting<D>> passing) {
        this.passing = passing;
    }

    private static <D> Comparator<Waiting<D>> comparator(Passing passing) {
        Comparator<Waiting<D>> byOrder = Comparator.comparingLong(Waiting::order);
        return switch (passing) {
            case IN_ORDER -> byOrder;
            case SHORTEST ->
                Comparator.<Waiting<D>>comparingLong(Waiting::predicted).thenComparing(byOrder);
            case PROBABLY_SHORTEST ->
                Comparator.<Waiting<D>>comparingLong(job -> job.predicted() + job.limit())
                        .thenComparing(byOrder);
        };
    }

    public void add(Waiting<D> job) {
        if (order.putIfAbsent(job.order(), job) != null) {
            throw new IllegalStateException("two jobs at place " + job.order());
        }
        kinds.computeIfAbsent(new Kind<>(job.demand(), job.limit()), _ -> new TreeSet<>(passing))
                .add(job);
    }

    public void remove(Waiting<D> job) {
        order.remove(job.order());
        Kind<D> kind = new Kind<>(job.demand(), job.limit());
        TreeSet<Waiting<D>> of = kinds.get(kind);
        if (of == null || !of.remove(job)) {
            throw new IllegalStateException("no job waits at place " + job.order());
        }
        if (of.isEmpty()) {
            kinds.remove(kind);
        }
    }

    public Optional<Waiting<D>> head() {
        return order.isEmpty()
                ? Optional.empty()
                : Optional.of(order.firstEntry().getValue());
    }

    /** All of them, first in the queue first. */
    public Collection<Waiting<D>> jobs() {
        return order.values();
    }

    public int size() {
        return order.size();
    }

    public Line<D> copy() {
        Line<D> copy = new Line<>(passing);
        order.values().forEach(copy::add);
        return copy;
    }

    /** The next of the same class that would pass, other than {@code head}. */
    Optional<Waiting<D>> next(Waiting<D> job, Waiting<D> head) {
        TreeSet<Waiting<D>> of = kinds.get(new Kind<>(job.demand(), job.limit()));
        @Nullable Waiting<D> next = of == null ? null : of.higher(job);
        if (of != null && next != null && next.order() == head.order()) {
            next = of.higher(next);
        }
        return Optional.ofNullable(next);
    }

    /** For each class its jobs, those that pass first first. */
    Collection<? extends NavigableSet<Waiting<D>>> kinds() {
        return kinds.values();
    }

    Comparator<Waiting<D>> passing() {
        return passing;
    }
}
