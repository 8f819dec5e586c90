package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * EASY backfilling (Lifka 1995; Mu'alem and Feitelson, IEEE TPDS 12(6), 2001): heads start in order while they fit; the
 * first that does not is promised a start, reckoned from limits; others may start if they end by then or use what the head
 * leaves over.
 *
 * <p>A promise is kept as it was first made. As jobs end before their limits the head could start earlier than promised;
 * {@link Slip#TO_THE_PROMISE} lets others use that time, so that the head may slip, but never beyond its promise. Who was
 * promised something goes before everybody else; only before it is due it leaves alone what one before it keeps.
 *
 * <p>A head whose start nobody can reckon, since what it waits for has no limit, is promised nothing: it keeps all that it
 * could use for itself, and the next one that does not fit is the head beside it.
 *
 * <p>Where more than the head are planned this is conservative backfilling (in the same paper), planned anew in each pass: those
 * behind the head get, in turn, the earliest room that delays nobody before them, and whoever starts leaves them that.
 */
public final class Easy<D, H> {
    private final Stock<D, H> stock;
    private final Line<D> line;
    private final Slip slip;
    private final int planned;
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
     * @param broken a promise that can not be kept any more, or was not
     * @param reservation of the head, where there is one
     * @param kept heads that were promised nothing and keep what they could use
     * @param settled whether nobody else who waits keeps anything from others and nobody ever would before something is given
     *     back: known only of a pass with a head that had its promise before
     */
    public record Pass<D, H>(
            List<Started<D, H>> starts,
            Optional<Promise<D>> promised,
            Optional<Promise<D>> broken,
            Optional<Stock.Reservation<D>> reservation,
            List<Waiting<D>> kept,
            boolean settled) {
        public Pass {
            starts = List.copyOf(starts);
            kept = List.copyOf(kept);
        }
    }

    /** @param stock and {@code line} are changed by passes */
    public Easy(Stock<D, H> stock, Line<D> line, Slip slip) {
        this(stock, line, slip, 0);
    }

    /** @param planned how many behind the head nobody may delay: 0 for EASY, else conservative up to there */
    public Easy(Stock<D, H> stock, Line<D> line, Slip slip, int planned) {
        this.stock = stock;
        this.line = line;
        this.slip = slip;
        this.planned = planned;
    }

    /** The same on copies, for asking what would come. */
    public Easy<D, H> copy(Stock<D, H> ofStock, Line<D> ofLine) {
        return promising(ofStock, ofLine, promise);
    }

    /** The same, of these and with this promise. */
    public Easy<D, H> promising(Stock<D, H> ofStock, Line<D> ofLine, Optional<Promise<D>> earlier) {
        Easy<D, H> same = new Easy<>(ofStock, ofLine, slip, planned);
        same.promise = earlier;
        return same;
    }

    /** The promise that stands. */
    public Optional<Promise<D>> promise() {
        return promise;
    }

    /** A promise that was made earlier stands. */
    public void promised(Promise<D> earlier) {
        promise = Optional.of(earlier);
    }

    /** The promise is void: its job does not wait any more, or the machine is not what it was. */
    public void revoke() {
        promise = Optional.empty();
    }

    /** Decides one pass; what starts is taken from the stock and leaves the line. */
    public Pass<D, H> pass(long now) {
        try {
            return new Round(now).run();
        } finally {
            stock.keepNothing();
        }
    }

    /**
     * One that is not in the line, after a pass: whether it may start beside those that wait.
     *
     * @return what it holds then; the pass, which starts nobody when it comes directly after another one, is undone by the
     *     caller
     */
    public Optional<H> admit(Waiting<D> extra, long now) {
        try {
            Round round = new Round(now);
            round.run();
            return stock.bars(extra.demand())
                    ? Optional.empty()
                    : round.takeOwn(extra).or(() -> round.pass(extra));
        } finally {
            stock.keepNothing();
        }
    }

    /** The state of one pass. */
    private final class Round {
        private final long now;
        private final List<Started<D, H>> starts = new ArrayList<>();
        private final List<Waiting<D>> kept = new ArrayList<>();
        private final Turns<D> heads = new Turns<>(stock);
        private Optional<Promise<D>> made = Optional.empty();
        private Optional<Promise<D>> broken = Optional.empty();
        private Optional<Waiting<D>> head = Optional.empty();
        private Optional<Stock.Reservation<D>> reservation = Optional.empty();

        /** Of those classes that matter beside a head the first; empty where it must be asked of all. */
        private Optional<Collection<Waiting<D>>> some = Optional.empty();

        private Round(long now) {
            this.now = now;
        }

        private Pass<D, H> run() {
            stock.at(now);
            if (stock.keepsForSome()) {
                own();
            }
            promise.filter(it -> !line.holds(it.job())).ifPresent(_ -> promise = Optional.empty());
            some = promise.filter(_ -> planned == 0 && !stock.keepsForSome()).flatMap(_ -> concerned());
            promise.ifPresent(this::first);
            boolean stands = head.isPresent();
            heads.addAll(stands ? concernedOrAll() : line.firsts());
            @Nullable Turn<D> turn = heads.next();
            while (turn != null && isBeforeHead(turn)) {
                Waiting<D> job = turn.job();
                if (!stock.bars(job.demand())) {
                    Optional<H> held = pass(job);
                    if (held.isPresent()) {
                        note(job, held.get());
                        line.next(job).ifPresent(heads::add);
                    } else {
                        waits(job);
                    }
                }
                turn = heads.next();
            }
            if (isPlanning()) {
                plan();
            } else if (reservation.isPresent()) {
                fill();
            }
            return new Pass<>(starts, made, broken, reservation, kept, stands && some.isPresent());
        }

        /**
         * Without those of whom nothing can come beside a head: of a long queue most. Only where nobody can come to keep room, so
         * that what is asked before the pass holds until its end: where one who might start has no limit, that is not sure.
         */
        private Optional<Collection<Waiting<D>>> concerned() {
            boolean[] sure = {true};
            List<Waiting<D>> found = line.firsts(job -> {
                boolean fits = stock.fits(job.demand());
                sure[0] &= fits ? job.limit() < Waiting.UNBOUNDED : stock.isReckoned(job.demand(), now);
                return fits || stock.mayBar(job.demand());
            });
            return sure[0] ? Optional.of(found) : Optional.empty();
        }

        private Collection<Waiting<D>> concernedOrAll() {
            return some.orElseGet(line::firsts);
        }

        /** For whom room is kept alone they take that first: what anybody else keeps is not of it. */
        private void own() {
            Turns<D> turns = new Turns<>(stock);
            turns.addAll(line.firsts(job -> stock.hasOwn(job.demand())));
            @Nullable Turn<D> turn = turns.next();
            while (turn != null) {
                Waiting<D> job = turn.job();
                Optional<H> held = stock.bars(job.demand()) ? Optional.empty() : takeOwn(job);
                if (held.isPresent()) {
                    note(job, held.get());
                    line.next(job).ifPresent(turns::add);
                }
                turn = turns.next();
            }
            stock.beginAgain();
        }

        private Optional<H> takeOwn(Waiting<D> job) {
            return stock.hasOwn(job.demand()) ? stock.takeOwn(job.demand(), now + job.limit()) : Optional.empty();
        }

        /** Also where somebody behind it was promised a start, it goes on keeping what it kept. */
        private boolean isBeforeHead(Turn<D> turn) {
            return head.isEmpty() || (!isPlanning() && turn.compareTo(Turn.of(stock, head.get())) < 0);
        }

        private boolean isPlanning() {
            return planned > 0 && reservation.isPresent();
        }

        /** Beside the head all that wait, in turn: each starts where that delays nobody before it, or is planned in its turn. */
        private void plan() {
            Waiting<D> first = head.orElseThrow();
            stock.planHead(first.demand(), now, first.limit(), reservation.orElseThrow());
            Turns<D> turns = new Turns<>(stock);
            line.firsts().forEach(job -> other(job, first).ifPresent(turns::add));
            int left = planned;
            for (@Nullable Turn<D> turn = turns.next(); turn != null; turn = turns.next()) {
                Waiting<D> job = turn.job();
                Optional<H> held = stock.bars(job.demand()) ? Optional.empty() : pass(job);
                held.ifPresent(it -> note(job, it));
                boolean plans = held.isEmpty() && left > 0 && !stock.bars(job.demand()) && plan(job);
                left -= plans ? 1 : 0;
                if (plans || held.isPresent()) {
                    line.after(job).flatMap(it -> other(it, first)).ifPresent(turns::add);
                }
            }
        }

        /** The job, or the next of its class where it is the head. */
        private Optional<Waiting<D>> other(Waiting<D> job, Waiting<D> first) {
            return job.is(first) ? line.after(job) : Optional.of(job);
        }

        private boolean plan(Waiting<D> job) {
            if (stock.plan(job.demand(), now, job.limit())) {
                return true;
            }
            if (stock.keep(job.demand())) {
                kept.add(job);
            }
            return false;
        }

        /** Who was promised a start goes before everybody, once that is due at any price. */
        private void first(Promise<D> standing) {
            Waiting<D> job = standing.job();
            boolean barred = stock.bars(job.demand());
            if (!barred && startsFirst(standing)) {
                broken = Optional.of(standing).filter(it -> it.start() < now);
                promise = Optional.empty();
                return;
            }
            Optional<Stock.Reservation<D>> room = barred
                    ? Optional.empty()
                    : stock.reserve(job.demand(), now, recorded(standing)).filter(_ -> standing.start() >= now);
            if (room.isPresent() && (slip == Slip.NEVER || room.get().start() <= standing.start())) {
                head = Optional.of(job);
                reservation = room;
            } else {
                stock.keepNothing();
                broken = Optional.of(standing);
                promise = Optional.empty();
            }
        }

        private boolean startsFirst(Promise<D> standing) {
            if (standing.start() > now) {
                keepBefore(standing.job());
            }
            boolean started = start(standing.job());
            // Each keeps its own again when its turn comes.
            stock.beginAgain();
            return started;
        }

        /** As in the pass that made the promise: those before it whose start nobody can reckon keep what they could use. */
        private void keepBefore(Waiting<D> promised) {
            Turn<D> own = Turn.of(stock, promised);
            for (Waiting<D> job : inOrder(concernedOrAll())) {
                if (Turn.of(stock, job).compareTo(own) < 0
                        && !stock.bars(job.demand())
                        && !stock.fits(job.demand())
                        && !stock.reckons(job.demand(), now)) {
                    stock.keep(job.demand());
                }
            }
        }

        private Optional<Long> recorded(Promise<D> standing) {
            return slip == Slip.TO_THE_PROMISE ? Optional.of(standing.start()) : Optional.empty();
        }

        /** It does not fit: it is the head, or it keeps what it could use. */
        private void waits(Waiting<D> job) {
            if (head.isPresent()) {
                if (!stock.reckons(job.demand(), now) && stock.keep(job.demand())) {
                    kept.add(job);
                }
                return;
            }
            Optional<Stock.Reservation<D>> room = stock.reserve(job.demand(), now, Optional.empty());
            if (room.isPresent()) {
                reservation = room;
                head = Optional.of(job);
                promise = Optional.of(new Promise<>(job, reservation.get().start()));
                made = promise;
            } else if (stock.keep(job.demand())) {
                kept.add(job);
            }
        }

        private boolean start(Waiting<D> job) {
            Optional<H> held = stock.take(job.demand(), now + job.limit());
            held.ifPresent(it -> note(job, it));
            return held.isPresent();
        }

        private void note(Waiting<D> job, H held) {
            line.remove(job);
            starts.add(new Started<>(job, held));
        }

        /** Those who may pass the head: room only gets less during a pass, so a class that does not fit is done with. */
        private void fill() {
            Waiting<D> first = head.orElseThrow();
            PriorityQueue<Waiting<D>> candidates = new PriorityQueue<>(line.passing());
            if (stock.barsInOrder()) {
                for (Waiting<D> kind : inOrder(line.firsts(job -> stock.mayBar(job.demand()) || mayPass(job)))) {
                    if (!stock.bars(kind.demand()) && mayPass(kind)) {
                        line.nextPassing(kind, first).ifPresent(candidates::add);
                    }
                }
            } else {
                candidates.addAll(line.passing(first, job -> !stock.bars(job.demand()) && mayPass(job)));
            }
            while (!candidates.isEmpty()) {
                Waiting<D> job = candidates.remove();
                Optional<H> held = stock.bars(job.demand()) ? Optional.empty() : pass(job);
                if (held.isPresent()) {
                    note(job, held.get());
                    line.nextPassing(job, first).ifPresent(candidates::add);
                }
            }
        }

        /** True of all of a class or of none. */
        private boolean mayPass(Waiting<D> job) {
            Stock.Reservation<D> room = reservation.orElseThrow();
            return stock.fits(job.demand())
                    && (now + job.limit() <= room.start() || stock.mayTakeBeside(job.demand(), room));
        }

        /** In the order of the queue where what bars one may bar those behind it too. */
        private Collection<Waiting<D>> inOrder(Collection<Waiting<D>> firsts) {
            if (stock.barsInOrder()) {
                return firsts.stream()
                        .map(job -> Turn.of(stock, job))
                        .sorted()
                        .map(Turn::job)
                        .toList();
            }
            return firsts;
        }

        private Optional<H> pass(Waiting<D> job) {
            long until = now + job.limit();
            if (isPlanning()) {
                return stock.fits(job.demand()) ? stock.takeAmong(job.demand(), now, until) : Optional.empty();
            }
            return reservation.isEmpty() || until <= reservation.get().start()
                    ? stock.take(job.demand(), until)
                    : stock.takeBeside(job.demand(), until, reservation.get());
        }
    }
}
