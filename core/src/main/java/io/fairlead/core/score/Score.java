package io.fairlead.core.score;

/**
 * How near a repetition of a job is to being identical. The two parts are multiplied: none makes up for the other, and
 * making one better never lowers the whole.
 *
 * @param imageImmutability whether the same software runs again
 * @param runtimeConsistency whether it meets the same code, data, machine and seeds
 */
public record Score(Part imageImmutability, Part runtimeConsistency) {
    public static Score of(Seen seen) {
        return new Score(ImagePart.of(seen), RuntimePart.of(seen));
    }

    /** In thousandths, 0 to 1000, rounded down. */
    public int milli() {
        return imageImmutability.milli() * runtimeConsistency.milli() / Part.FULL_MILLI;
    }
}
