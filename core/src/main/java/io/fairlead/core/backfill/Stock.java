package io.fairlead.core.backfill;

import java.util.Optional;

/**
 * What jobs hold while they run: machines with devices, or a number of processors. Times are whole seconds of one clock.
 *
 * @param <D> what a job asks for; with equality
 * @param <H> what one holds
 */
public interface Stock<D, H> {
    /** No moment. */
    long NEVER = Long.MAX_VALUE;

    /** It is this moment; said before anything else is asked in a pass. */
    default void at(long now) {}

    /** When it gives other answers although nobody took or gave back anything; {@link #NEVER} where it does not. */
    default long changesAt() {
        return NEVER;
    }

    /** Whether anything is kept for some jobs alone. */
    default boolean keepsForSome() {
        return false;
    }

    /** Whether anything is kept for such jobs now. */
    default boolean hasOwn(D demand) {
        return false;
    }

    /**
     * Takes what is asked for of what is kept for such jobs alone: at nobody's cost.
     *
     * @param until when it is given back at the latest
     * @return empty where it does not fit there, or only for less time
     */
    default Optional<H> takeOwn(D demand, long until) {
        return Optional.empty();
    }

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

    /** Whether {@link #takeBeside} may come to anything: asked first, where that is cheaper. Once it may not it never may again in a pass. */
    default boolean mayTakeBeside(D demand, Reservation<D> reservation) {
        return true;
    }

    void giveBack(H held);

    /**
     * Keeps room for a job that does not fit now. Everybody is reckoned to give back at the latest moment.
     *
     * @param recorded the start that the job was promised earlier
     * @return at {@code recorded} where that is given and can be had, else as early as can be; empty where what is in the
     *     way has no latest moment
     */
    Optional<Reservation<D>> reserve(D demand, long now, Optional<Long> recorded);

    /**
     * Whether {@link #reserve} would keep room, without saying when and where: cheaper, and otherwise the same for everything
     * that is asked later.
     */
    default boolean reckons(D demand, long now) {
        return isReckoned(demand, now);
    }

    /** Whether it is known when there will be room, at the latest. Changes nothing. */
    boolean isReckoned(D demand, long now);

    /** Whether something other than room keeps such a job from starting now, so that it keeps no room from others. */
    default boolean bars(D demand) {
        return false;
    }

    /** Whether {@link #bars} may ever say so of such a job, or other jobs be barred by what it lacks or keeps. */
    default boolean mayBar(D demand) {
        return false;
    }

    /** Whether what bars one may bar those behind it, so that they must be asked about in the order of the queue. */
    default boolean barsInOrder() {
        return false;
    }

    /**
     * What decides before the place in the queue. What is taken may make it later during a pass, never earlier; of jobs that ask
     * for the same with the same limit the earlier one never ranks later.
     */
    default Rank rank(Waiting<D> job) {
        return Rank.EQUAL;
    }

    /**
     * Those with equal peers differ in the second number of their ranks alone, and that stays as it is during a pass: among them
     * nobody's turn overtakes another's.
     */
    default Object peers(D demand) {
        return "";
    }

    /**
     * Keeps all that such a job could ever use from others, until {@link #keepNothing}.
     *
     * @return whether there was anything that nobody keeps yet
     */
    default boolean keep(D demand) {
        return false;
    }

    /**
     * Plans a head, for as long as its limit: from now on {@link #plan} and {@link #takeAmong} leave it that room. Before any of
     * them is asked in a pass.
     */
    default void planHead(D demand, long now, long limit, Reservation<D> reservation) {}

    /**
     * Plans a job that does not start now: from the earliest moment at which that delays nobody who is planned, everybody being
     * reckoned to give back at the latest moment, and for as long as its limit.
     *
     * @return whether there is such a moment
     */
    default boolean plan(D demand, long now, long limit) {
        return false;
    }

    /**
     * Takes what is asked for in such a way that nobody who is planned is delayed.
     *
     * @param until when it is given back at the latest
     */
    default Optional<H> takeAmong(D demand, long now, long until) {
        return Optional.empty();
    }

    /** Ends what was kept and planned during a pass, reservations too. */
    default void keepNothing() {}

    /** The same in the middle of a pass, which asks everything again. */
    default void beginAgain() {
        keepNothing();
    }

    /** An equal stock, on its own. */
    Stock<D, H> copy();

    /** Room that is kept for a job at the head. */
    interface Reservation<D> {
        /** When the job starts at the latest. */
        long start();
    }
}
