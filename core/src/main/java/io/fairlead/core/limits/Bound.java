package io.fairlead.core.limits;

import java.util.Optional;

/**
 * The most of something that is allowed, and who says so.
 *
 * @param most itself allowed; empty: any amount
 * @param source empty: nobody says anything, which allows any amount too but hides no bound beneath
 */
public record Bound<T extends Comparable<T>>(Optional<T> most, Optional<LimitSource> source) {
    public Bound {
        if (most.isPresent() && source.isEmpty()) {
            throw new IllegalArgumentException("a bound that nobody set: " + most.get());
        }
    }

    public static <T extends Comparable<T>> Bound<T> unsaid() {
        return new Bound<T>(Optional.empty(), Optional.empty());
    }

    public static <T extends Comparable<T>> Bound<T> of(T most, LimitSource source) {
        return new Bound<T>(Optional.of(most), Optional.of(source));
    }

    /** Says that there is no bound, whatever lies beneath. */
    public static <T extends Comparable<T>> Bound<T> unlimited(LimitSource source) {
        return new Bound<T>(Optional.empty(), Optional.of(source));
    }

    /** This one where anybody set it, else the one beneath. */
    public Bound<T> over(Bound<T> beneath) {
        return source.isPresent() ? this : beneath;
    }

    /** Whichever allows less. */
    public Bound<T> and(Bound<T> other) {
        if (most.isEmpty() || other.most.isEmpty()) {
            return most.isPresent() || other.source.isEmpty() ? this : other;
        }
        return most.get().compareTo(other.most.get()) <= 0 ? this : other;
    }

    public boolean allows(T amount) {
        return most.isEmpty() || amount.compareTo(most.get()) <= 0;
    }

    /** Who says so, for people. */
    public String by() {
        return source.map(LimitSource::toString).orElse("nobody");
    }
}
