package io.fairlead.core.idle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the samples of one attempt say so far. It does nothing between two samples where its CPUs, its network and its GPUs do
 * less than a threshold each, and nobody typed into a terminal or was shown anything in one. What is not known is never taken
 * for idleness: the time is counted anew after a sample that could not be read, after a gap, and when a counter or a clock
 * goes back.
 *
 * @param last the newest glance, unless time is counted anew after it
 * @param since since when nothing was done, up to the newest glance; empty where something was
 * @param warnedAt when its owner was warned in this time
 */
public record Idleness(Optional<Glance> last, Optional<Instant> since, Optional<Instant> warnedAt) {
    /** Nothing was seen yet. */
    public static final Idleness UNKNOWN = new Idleness(Optional.empty(), Optional.empty(), Optional.empty());

    /** Thousandths of one CPU from which on something is done. */
    public static final int CPU_BUSY_PERMILLE = 30;

    /** From which on something is done. */
    public static final int GPU_BUSY_PERCENT = 5;

    /** Bytes received and sent in a minute from which on something is done. */
    public static final long NETWORK_BUSY_BYTES = 1L << 20;

    /** Between two samples more time than this is a gap. */
    public static final Duration GAP = Duration.ofMinutes(5);

    /** The warning comes this part of the time before the stop. */
    private static final int LEAD_PARTS = 5;

    /** Samples that at least fit into the time after which it is stopped. */
    private static final int SAMPLES_LEAST = 6;

    private static final Duration OFTEN = Duration.ofMillis(500);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final long PERMILLE = 1000;
    private static final long MILLIS_PER_MINUTE = 60_000;

    /** What is to be done about it. */
    public enum Verdict {
        NOTHING,
        /** Tell its owner. */
        WARN,
        /** Tell its owner that the warning no longer holds. */
        TAKE_BACK,
        STOP
    }

    /** How often to look at an attempt that is stopped after this time: 500 ms to 30 s. */
    public static Duration every(Duration timeout) {
        Duration part = timeout.dividedBy(SAMPLES_LEAST);
        Duration least = part.compareTo(OFTEN) < 0 ? OFTEN : part;
        return least.compareTo(SELDOM) < 0 ? least : SELDOM;
    }

    /** The same with one more sample. */
    public Idleness after(Glance next) {
        Optional<Use> now = next.use();
        if (now.isEmpty()) {
            return UNKNOWN;
        }
        if (last.isEmpty() || !isComparable(last.get(), next)) {
            return new Idleness(Optional.of(next), Optional.empty(), Optional.empty());
        }
        return isBusy(last.get(), next)
                ? new Idleness(Optional.of(next), Optional.empty(), Optional.empty())
                : new Idleness(Optional.of(next), since.or(() -> last.map(Glance::at)), warnedAt);
    }

    /** The same once its owner was warned. */
    public Idleness warned() {
        return new Idleness(last, since, last.map(Glance::at));
    }

    private static boolean isComparable(Glance before, Glance next) {
        Duration between = Duration.between(before.at(), next.at());
        Use then = before.use().orElseThrow();
        Use now = next.use().orElseThrow();
        return between.isPositive()
                && between.compareTo(GAP) <= 0
                && now.cpu().compareTo(then.cpu()) >= 0
                && now.network().orElse(0L) >= then.network().orElse(0L);
    }

    private static boolean isBusy(Glance before, Glance next) {
        Use then = before.use().orElseThrow();
        Use now = next.use().orElseThrow();
        Duration between = Duration.between(before.at(), next.at());
        Duration computed = now.cpu().minus(then.cpu());
        boolean cpu = computed.compareTo(between.multipliedBy(CPU_BUSY_PERMILLE).dividedBy(PERMILLE)) >= 0;
        long bytes = now.network().orElse(0L) - then.network().orElse(0L);
        boolean network = bytes > NETWORK_BUSY_BYTES * between.toMillis() / MILLIS_PER_MINUTE;
        boolean gpu =
                now.gpuPercent().filter(percent -> percent >= GPU_BUSY_PERCENT).isPresent();
        boolean terminal = now.touched().filter(at -> at.isAfter(before.at())).isPresent();
        return cpu || network || gpu || terminal;
    }

    /**
     * Judged after each sample. It is stopped only where its owner was warned before, by at least a fifth of the time.
     *
     * @param timeout after which it is stopped
     * @param shown whether its owner is shown a warning now
     */
    public Verdict verdict(Duration timeout, boolean shown) {
        if (since.isEmpty()) {
            return shown ? Verdict.TAKE_BACK : Verdict.NOTHING;
        }
        Instant now = last.orElseThrow().at();
        Duration idle = Duration.between(since.get(), now);
        Duration lead = lead(timeout);
        if (warnedAt.isEmpty()) {
            return idle.compareTo(timeout.minus(lead)) >= 0 ? Verdict.WARN : Verdict.NOTHING;
        }
        return idle.compareTo(timeout) >= 0 && !now.isBefore(warnedAt.get().plus(lead))
                ? Verdict.STOP
                : Verdict.NOTHING;
    }

    /** When it is stopped at the earliest, unless something is done. */
    Instant stopAt(Duration timeout) {
        Instant end = since.orElseThrow().plus(timeout);
        return warnedAt.map(at -> at.plus(lead(timeout))).filter(end::isBefore).orElse(end);
    }

    private static Duration lead(Duration timeout) {
        return timeout.dividedBy(LEAD_PARTS);
    }
}
