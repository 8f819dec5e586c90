package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Stock;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;

/**
 * Room for a head.
 *
 * @param shape what it asks for there
 * @param start when it starts there at the latest
 * @param then the machine as it is by then, without the head
 */
record Kept(Shape shape, int machine, long start, Machine then) implements Stock.Reservation<Demand> {
    /** Takes something beyond that moment, where it leaves the head its room. */
    boolean leaves(Shape other, long devices) {
        then.take(other, devices);
        if (then.fits(shape)) {
            return true;
        }
        then.giveBack(other, devices);
        return false;
    }
}
