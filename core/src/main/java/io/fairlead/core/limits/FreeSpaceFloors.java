package io.fairlead.core.limits;

/**
 * How much of a disk must be free, on the engine's disk and on the server's, in thousandths. A full disk stops the engine
 * itself from starting again.
 *
 * @param placing below it no job is placed
 * @param accepting below it no job is accepted; at most {@code placing}
 */
public record FreeSpaceFloors(int placing, int accepting) {
    public static final FreeSpaceFloors DEFAULT = new FreeSpaceFloors(100, 50);

    public FreeSpaceFloors {
        if (accepting < 0 || accepting > placing || placing > 1000) {
            throw new IllegalArgumentException("not floors in thousandths: " + placing + ", " + accepting);
        }
    }
}
