package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queue, indexed by class: jobs that ask for the same with the same limit are one to a pass, so its cost follows the
 * classes and not the length of the queue.
 */
public final class Line<D> {
    private final Map<Kind<D>, Kin<D>> kinds = new HashMap<>();
    private final Comparator<Waiting<D>> passing;
    private int size;

    private record Kind<D>(D demand, long limit) {}

    /** The jobs of one class, in both orders. */
    private record Kin<D>(TreeSet<Waiting<D>> first, TreeSet<Waiting<D>> passing) {}

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
        return switch (passing) {
            case IN_ORDER -> Waiting.FIRST::compare;
            case SHORTEST ->
                Comparator.<Waiting<D>>comparingLong(Waiting::predicted).thenComparing(Waiting.FIRST);
            case PROBABLY_SHORTEST ->
                Comparator.<Waiting<D>>comparingLong(job -> job.predicted() + job.limit())
                        .thenComparing(Waiting.FIRST);
        };
    }

    public void add(Waiting<D> job) {
        Kin<D> kin =
                kinds.computeIfAbsent(kind(job), _ -> new Kin<>(new TreeSet<>(Waiting.FIRST), new TreeSet<>(passing)));
        if (!kin.first().add(job)) {
            throw new IllegalStateException("two jobs at place " + job.order());
        }
        kin.passing().add(job);
        size++;
    }

    public void remove(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        if (kin == null || !kin.first().remove(job)) {
            throw new IllegalStateException("no job waits at place " + job.order());
        }
        kin.passing().remove(job);
        size--;
        if (kin.first().isEmpty()) {
            kinds.remove(kind(job));
        }
    }

    private static <D> Kind<D> kind(Waiting<D> job) {
        return new Kind<>(job.demand(), job.limit());
    }

    /** All of them, first in the queue first. */
    public List<Waiting<D>> jobs() {
        List<Waiting<D>> jobs = new ArrayList<>(size);
        kinds.values().forEach(kin -> jobs.addAll(kin.first()));
        jobs.sort(Waiting.FIRST);
        return jobs;
    }

    public int size() {
        return size;
    }

    public Line<D> copy() {
        Line<D> copy = new Line<>(passing);
        kinds.values().forEach(kin -> kin.first().forEach(copy::add));
        return copy;
    }

    boolean holds(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        return kin != null && kin.first().contains(job);
    }

    /** Of each class the first in the queue. */
    public Collection<Waiting<D>> firsts() {
        List<Waiting<D>> firsts = new ArrayList<>(kinds.size());
        kinds.values().forEach(kin -> firsts.add(kin.first().first()));
        return firsts;
    }

    /** The first in the queue of the same class, now that it may have left. */
    Optional<Waiting<D>> next(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        return kin == null ? Optional.empty() : Optional.of(kin.first().first());
    }

    /** Who of the same class passes first, other than {@code head}. */
    Optional<Waiting<D>> nextPassing(Waiting<D> job, Waiting<D> head) {
        Kin<D> kin = kinds.get(kind(job));
        if (kin == null) {
            return Optional.empty();
        }
        Waiting<D> best = kin.passing().first();
        @Nullable Waiting<D> other = best.is(head) ? kin.passing().higher(best) : best;
        return Optional.ofNullable(other);
    }

    Comparator<Waiting<D>> passing() {
        return passing;
    }
}
