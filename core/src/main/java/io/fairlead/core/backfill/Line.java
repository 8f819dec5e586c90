package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue, indexed by class: jobs that ask for the same with the same limit are one to a pass, so its cost follows the
 * classes and not the length of the queue.
 */
public final class Line<D> {
    private final Map<Kind<D>, Kin<D>> kinds = new HashMap<>();
    /** The same, to be gone through quickly; in no order. */
    private final List<Kin<D>> all = new ArrayList<>();

    private final Comparator<Waiting<D>> passing;
    private int size;

    private record Kind<D>(D demand, long limit) {}

    /** The jobs of one class, in both orders, which are one set as long as they are one order. */
    private static final class Kin<D> {
        private final NavigableSet<Waiting<D>> first;
        private NavigableSet<Waiting<D>> passing;
        /** Of {@code first}, which every pass asks for. */
        private @Nullable Waiting<D> head;

        /** Its place among all. */
        private int at;

        private Kin(NavigableSet<Waiting<D>> first, NavigableSet<Waiting<D>> passing) {
            this.first = first;
            this.passing = passing;
        }

        @SuppressWarnings("ReferenceEquality") // one set for both is one in the copy, too
        private Kin<D> copy() {
            NavigableSet<Waiting<D>> same = new TreeSet<>(first);
            Kin<D> copy = new Kin<>(same, passing == first ? same : new TreeSet<>(passing));
            copy.head = head;
            copy.at = at;
            return copy;
        }

        private Waiting<D> head() {
            return Objects.requireNonNull(head);
        }

        private Optional<Waiting<D>> passes(Waiting<D> before) {
            Waiting<D> best = passing.first();
            return Optional.ofNullable(best.is(before) ? passing.higher(best) : best);
        }

        /** Whether the others are predicted to run as long, so that both orders are one. */
        private boolean isAsPredicted(Waiting<D> job) {
            return first.first().predicted() == job.predicted() && first.last().predicted() == job.predicted();
        }

        private void changed() {
            head = first.isEmpty() ? null : first.first();
        }
    }

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
            case IN_ORDER -> inOrder();
            case SHORTEST -> (one, other) -> compare(one.predicted(), one, other.predicted(), other);
            case PROBABLY_SHORTEST ->
                (one, other) -> compare(one.predicted() + one.limit(), one, other.predicted() + other.limit(), other);
        };
    }

    @SuppressWarnings("unchecked")
    private static <D> Comparator<Waiting<D>> inOrder() {
        return (Comparator<Waiting<D>>) (Comparator<?>) Waiting.FIRST;
    }

    private static int compare(long measure, Waiting<?> one, long ofOther, Waiting<?> other) {
        int order = Long.compare(measure, ofOther);
        return order == 0 ? Waiting.FIRST.compare(one, other) : order;
    }

    /** @return the same job, with the very value that the others of its class ask for: of a long queue each is kept once */
    @SuppressWarnings("ReferenceEquality") // whether one set serves for both
    public Waiting<D> add(Waiting<D> job) {
        Kin<D> kin = kinds.computeIfAbsent(kind(job), _ -> kin());
        Waiting<D> shared = kin.first.isEmpty() ? job : job.asking(kin.head().demand());
        if (!kin.first.add(shared)) {
            throw new IllegalStateException("two jobs at place " + job.order());
        }
        if (kin.passing != kin.first) {
            kin.passing.add(shared);
        } else if (!passing.equals(Waiting.FIRST) && !kin.isAsPredicted(shared)) {
            kin.passing = new TreeSet<>(passing);
            kin.passing.addAll(kin.first);
        }
        kin.changed();
        size++;
        return shared;
    }

    private Kin<D> kin() {
        TreeSet<Waiting<D>> first = new TreeSet<>(Waiting.FIRST);
        Kin<D> kin = new Kin<>(first, first);
        kin.at = all.size();
        all.add(kin);
        return kin;
    }

    private void drop(Kin<D> kin) {
        Kin<D> last = all.removeLast();
        if (kin.at < all.size()) {
            all.set(kin.at, last);
            last.at = kin.at;
        }
    }

    public void remove(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        if (kin == null || !kin.first.remove(job)) {
            throw new IllegalStateException("no job waits at place " + job.order());
        }
        kin.passing.remove(job);
        kin.changed();
        size--;
        if (kin.first.isEmpty()) {
            kinds.remove(kind(job));
            drop(kin);
        }
    }

    private static <D> Kind<D> kind(Waiting<D> job) {
        return new Kind<>(job.demand(), job.limit());
    }

    /** All of them, first in the queue first. */
    public List<Waiting<D>> jobs() {
        List<Waiting<D>> jobs = new ArrayList<>(size);
        all.forEach(kin -> jobs.addAll(kin.first));
        jobs.sort(Waiting.FIRST);
        return jobs;
    }

    public int size() {
        return size;
    }

    /** How many classes there are. */
    public int classes() {
        return kinds.size();
    }

    public Line<D> copy() {
        Line<D> copy = new Line<>(passing);
        for (Kin<D> kin : all) {
            Kin<D> same = kin.copy();
            copy.all.add(same);
            copy.kinds.put(kind(kin.head()), same);
        }
        copy.size = size;
        return copy;
    }

    boolean holds(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        return kin != null && kin.first.contains(job);
    }

    /** Of each class the first in the queue. */
    public List<Waiting<D>> firsts() {
        return firsts(_ -> true);
    }

    /** The same of those classes of whose first this is true. */
    List<Waiting<D>> firsts(Predicate<Waiting<D>> which) {
        List<Waiting<D>> firsts = new ArrayList<>(all.size());
        for (Kin<D> kin : all) {
            Waiting<D> head = kin.head();
            if (which.test(head)) {
                firsts.add(head);
            }
        }
        return firsts;
    }

    /** The first in the queue of the same class, now that it may have left. */
    Optional<Waiting<D>> next(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        return kin == null ? Optional.empty() : Optional.of(kin.head());
    }

    /** The next in the queue of the same class, behind one that waits or has left. */
    Optional<Waiting<D>> after(Waiting<D> job) {
        Kin<D> kin = kinds.get(kind(job));
        return kin == null ? Optional.empty() : Optional.ofNullable(kin.first.higher(job));
    }

    /** Who of the same class passes first, other than {@code head}. */
    Optional<Waiting<D>> nextPassing(Waiting<D> job, Waiting<D> head) {
        Kin<D> kin = kinds.get(kind(job));
        if (kin == null) {
            return Optional.empty();
        }
        return kin.passes(head);
    }

    /** The same of all classes of whose first this is true. */
    List<Waiting<D>> passing(Waiting<D> head, Predicate<Waiting<D>> which) {
        List<Waiting<D>> passing = new ArrayList<>();
        for (Kin<D> kin : all) {
            if (which.test(kin.head())) {
                kin.passes(head).ifPresent(passing::add);
            }
        }
        return passing;
    }

    Comparator<Waiting<D>> passing() {
        return passing;
    }
}
