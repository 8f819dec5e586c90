package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * When waiting jobs will probably start: the same passes, played forward on copies, with everybody running as long as
 * expected and nobody new. Nothing is promised by it.
 */
public final class Forecast<D, H> {
    private static final Comparator<Running<?, ?>> BY_END =
            Comparator.<Running<?, ?>>comparingLong(Running::end).thenComparing(Running::job, Waiting.FIRST);

    private static final Comparator<Later<?>> BY_TIME =
            Comparator.<Later<?>>comparingLong(Later::from).thenComparing(Later::job, Waiting.FIRST);

    private final Stock<D, H> stock;
    private final Line<D> line;
    private final Easy<D, H> easy;
    private final PriorityQueue<Running<D, H>> ends = new PriorityQueue<>(BY_END);
    private final PriorityQueue<Later<D>> later = new PriorityQueue<>(BY_TIME);
    private final ToLongFunction<Waiting<D>> expected;

    /**
     * A job that runs.
     *
     * @param end when it is expected to end
     */
    public record Running<D, H>(Waiting<D> job, H held, long end) {}

    /**
     * A job that is not in the line yet.
     *
     * @param from when it will be, after now
     */
    public record Later<D>(Waiting<D> job, long from) {}

    /**
     * @param easy is asked for its copy and not changed, nor are {@code stock} and {@code line}
     * @param running with ends after now; those whose end nobody knows are left out
     * @param expected seconds that a waiting job will run; {@link Waiting#UNBOUNDED} where nobody knows
     */
    public Forecast(
            Easy<D, H> easy,
            Stock<D, H> stock,
            Line<D> line,
            Collection<Running<D, H>> running,
            ToLongFunction<Waiting<D>> expected) {
        this.stock = stock.copy();
        this.line = line.copy();
        this.easy = easy.copy(this.stock, this.line);
        this.expected = expected;
        ends.addAll(running);
    }

    /** With these coming into the line at their times. */
    public Forecast<D, H> with(Collection<Later<D>> coming) {
        later.addAll(coming);
        return this;
    }

    /**
     * When a running job will probably end. One that has outlived what was expected will probably run as long again.
     *
     * @param expected seconds that it was thought to run
     * @param until when it is stopped; sooner than was expected where it is being halted
     * @return after now, whatever was expected
     */
    public static long end(long now, long start, long expected, long until) {
        long end = Math.min(until, start + expected);
        if (end <= now) {
            end = Math.min(until, now + (now - start));
        }
        return Math.max(now + 1, end);
    }

    /** The start of one job; empty where it would not start even when everything else has ended. */
    public OptionalLong startOf(Waiting<D> job) {
        while (mayGoOn()) {
            for (Start<D> start : step()) {
                if (start.job().order() == job.order() && start.job().tie() == job.tie()) {
                    return OptionalLong.of(start.at());
                }
            }
        }
        return OptionalLong.empty();
    }

    /**
     * The starts to come, in their order, until that took so much work.
     *
     * @param work the pass that goes beyond it is the last: each costs 1 for each class that waits
     * @param perStart what each start costs beside
     */
    public List<Start<D>> starts(long work, long perStart) {
        List<Start<D>> starts = new ArrayList<>();
        long done = 0;
        while (mayGoOn() && done < work) {
            List<Start<D>> next = step();
            starts.addAll(next);
            done += line.classes() + perStart * next.size();
        }
        return starts;
    }

    /** Those that hold something at the moment up to which it was played, with their ends after it; without those whose end nobody knows. */
    public Collection<Running<D, H>> running() {
        return Collections.unmodifiableCollection(ends);
    }

    /** Whether more would start if it were played further. */
    public boolean isCut() {
        return !ends.isEmpty() || !later.isEmpty();
    }

    /** One job's probable start. */
    public record Start<D>(Waiting<D> job, long at) {}

    private boolean mayGoOn() {
        return isCut() || stock.changesAt() < Stock.NEVER;
    }

    /** To the next end or the next that comes, or to several at once. */
    private List<Start<D>> step() {
        long end = ends.isEmpty() ? Stock.NEVER : ends.element().end();
        long comes = later.isEmpty() ? Stock.NEVER : later.element().from();
        long now = Math.min(Math.min(end, comes), stock.changesAt());
        while (!later.isEmpty() && later.element().from() <= now) {
            line.add(later.remove().job());
        }
        while (!ends.isEmpty() && ends.element().end() == now) {
            stock.giveBack(ends.remove().held());
        }
        List<Start<D>> starts = new ArrayList<>();
        for (Easy.Started<D, H> started : easy.pass(now).starts()) {
            starts.add(new Start<>(started.job(), now));
            long runs = expected.applyAsLong(started.job());
            if (runs < Waiting.UNBOUNDED) {
                ends.add(new Running<>(started.job(), started.held(), now + runs));
            }
        }
        return starts;
    }
}
