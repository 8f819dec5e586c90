package io.fairlead.core.backfill;

import java.util.Optional;

/**
 * What jobs hold while they run: machines with devices, or a number of processors. Times are whole seconds of one clock.
 *
 * @param <D> what a job asks for; with equality
 * @param <H> what one holds
 */
public interface Stock<D, H> {
    /** Whether it could be had now. */
    boolean fits(D demand);

    /**
     * Takes what is asked for, where it is best taken.
     *
     * @param until when it is given back at the latest
     * @return empty where it does not fit now
     */
    Optional<H> take(D demand, long until);

    /**
     * Takes what is asked for beyond the time of a reservation, in such a way that the reservation stands.
     *
     * @return empty where it does not fit now, or only at the cost of the reservation
     */
    Optional<H> takeBeside(D demand, long until, Reservation<D> reservation);

    void giveBack(H held);

    /**
     * Keeps room for a job that does not fit now. Everybody is reckoned to give back at the latest moment.
     *
     * @param recorded the start that the job was promised earlier; at least as late as what can be had
     * @return at {@code recorded} where that is given, else as early as can be
     */
    Reservation<D> reserve(D demand, long now, Optional<Long> recorded);

    /** The same, on its own. */
    Stock<D, H> copy();

    /** Room that is kept for a job at the head. */
    interface Reservation<D> {
        /** When the job starts at the latest. */
        long start();
    }
}
