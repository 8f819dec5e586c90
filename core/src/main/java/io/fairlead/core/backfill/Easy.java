package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * EASY backfilling (Lifka 1995; Mu'alem and Feitelson, IEEE TPDS 12(6), 2001): heads start in order while they fit; the
 * first that does not is promised a start, reckoned from limits; others may start if they end by then or use what the head
 * leaves over.
 *
 * <p>A promise is kept as it was first made. As jobs end before their limits the head could start earlier than promised;
 * {@link Slip#TO_THE_PROMISE} lets others use that time, so that the head may slip, but never beyond its promise.
 */
public final class Easy<D, H> {
    private final Stock<D, H> stock;
    private final Line<D> line;
    private final Slip slip;
    private Optional<Promise<D>> promise = Optional.empty();

    /** How far a head may be delayed within its promise. */
    public enum Slip {
        /** Not at all: its start is reckoned anew in each pass. */
        NEVER,
        TO_THE_PROMISE
    }

    /** What a head was told when it first could not start. */
    public record Promise<D>(Waiting<D> job, long start) {}

    /** One that starts now. */
    public record Started<D, H>(Waiting<D> job, H held) {}

    /**
     * What a pass decided.
     *
     * @param starts in the order in which they were taken
     * @param promised a promise that this pass made
     */
    public record Pass<D, H>(List<Started<D, H>> starts, Optional<Promise<D>> promised) {
        public Pass {
            starts = List.copyOf(starts);
        }
    }

    /** @param stock and {@code line} are changed by passes */
    public Easy(Stock<D, H> stock, Line<D> line, Slip slip) {
        this.stock = stock;
        this.line = line;
        this.slip = slip;
    }

    /** The same on copies, for asking what would come. */
    public Easy<D, H> copy(Stock<D, H> ofStock, Line<D> ofLine) {
        Easy<D, H> copy = new Easy<>(ofStock, ofLine, slip);
        copy.promise = promise;
        return copy;
    }

    /** The promise that stands. */
    public Optional<Promise<D>> promise() {
        return promise;
    }

    /** The promise is void: somebody else goes first now, or the machine is not what it was. */
    public void revoke() {
        promise = Optional.empty();
    }

    /** Decides one pass; what starts is taken from the stock and leaves the line. */
    public Pass<D, H> pass(long now) {
        List<Started<D, H>> starts = new ArrayList<>();
        Optional<Waiting<D>> head = line.head();
        while (head.isPresent() && start(head.get(), now, starts)) {
            head = line.head();
        }
        if (head.isEmpty()) {
            promise = Optional.empty();
            return new Pass<>(starts, Optional.empty());
        }
        Waiting<D> first = head.get();
        boolean known = promise.isPresent() && promise.get().job().order() == first.order();
        Optional<Long> recorded =
                known && slip == Slip.TO_THE_PROMISE ? Optional.of(promise.get().start()) : Optional.empty();
        Stock.Reservation<D> reservation = stock.reserve(first.demand(), now, recorded);
        Optional<Promise<D>> made = Optional.empty();
        if (!known) {
            promise = Optional.of(new Promise<>(first, reservation.start()));
            made = promise;
        }
        fill(first, reservation, now, starts);
        return new Pass<>(starts, made);
    }

    private boolean start(Waiting<D> job, long now, List<Started<D, H>> starts) {
        Optional<H> held = stock.take(job.demand(), now + job.limit());
        held.ifPresent(it -> note(job, it, starts));
        return held.isPresent();
    }

    private void note(Waiting<D> job, H held, List<Started<D, H>> starts) {
        line.remove(job);
        starts.add(new Started<>(job, held));
    }

    /** Those who may pass the head: room only gets less during a pass, so a class that does not fit is done with. */
    private void fill(Waiting<D> head, Stock.Reservation<D> reservation, long now, List<Started<D, H>> starts) {
        PriorityQueue<Waiting<D>> candidates = new PriorityQueue<>(line.passing());
        for (NavigableSet<Waiting<D>> kind : line.kinds()) {
            if (stock.fits(kind.first().demand())) {
                candidates.add(first(kind, head));
            }
        }
        while (!candidates.isEmpty()) {
            Waiting<D> job = candidates.remove();
            if (job.order() == head.order()) {
                continue;
            }
            long until = now + job.limit();
            Optional<H> held = until <= reservation.start()
                    ? stock.take(job.demand(), until)
                    : stock.takeBeside(job.demand(), until, reservation);
            if (held.isPresent()) {
                line.next(job, head).ifPresent(candidates::add);
                note(job, held.get(), starts);
            }
        }
    }

    private static <D> Waiting<D> first(NavigableSet<Waiting<D>> kind, Waiting<D> head) {
        Waiting<D> first = kind.first();
        Waiting<D> second = first.order() == head.order() ? kind.higher(first) : null;
        return second == null ? first : second;
    }
}
