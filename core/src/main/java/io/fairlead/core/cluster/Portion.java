package io.fairlead.core.cluster;

import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;

/**
 * How the devices of a placement are held: whole, a share of one, or MIG instances.
 *
 * @param each what each device counts as, in GPUs: 1 for a whole one, slices of seven for a MIG instance
 */
public record Portion(Kind kind, Gpus each) {
    /** Thousandths of any device: what one that is held whole has left for others is nothing. */
    public static final int FULL = 1000;

    public static final Portion WHOLE = new Portion(Kind.WHOLE, Gpus.of(1));

    public enum Kind {
        /** Nobody else has anything of it. */
        WHOLE("whole"),
        /** Others may have the rest of it. */
        SHARE("shared"),
        /** A MIG instance, whole: nobody else has anything of it. */
        SLICE("whole");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it is kept. */
        public String word() {
            return word;
        }
    }

    /** @throws IllegalArgumentException where it is nothing, more than one, or a share that leaves nothing */
    public Portion {
        boolean most = kind == Kind.SHARE ? each.milli() < FULL : each.milli() <= FULL;
        if (each.milli() < 1 || !most) {
            throw new IllegalArgumentException("no portion of a device: " + kind + " " + each);
        }
    }

    /** @param of between 0 and 1 */
    public static Portion share(Gpus of) {
        return new Portion(Kind.SHARE, of);
    }

    /** A MIG instance, which counts as its slices of seven. */
    public static Portion slice(MigProfile profile) {
        return new Portion(Kind.SLICE, profile.weight());
    }

    /** As it was kept: what is whole and counts less is a MIG instance. */
    public static Portion kept(String word, Gpus each) {
        if (word.equals(Kind.SHARE.word())) {
            return share(each);
        }
        return each.milli() < FULL ? new Portion(Kind.SLICE, each) : WHOLE;
    }

    /** What one device is asked for as: a share where it is less than one, otherwise whole. */
    public static Portion asked(Gpus gpus) {
        return gpus.milli() > 0 && gpus.milli() < FULL ? share(gpus) : WHOLE;
    }

    public boolean isShare() {
        return kind == Kind.SHARE;
    }

    /** Thousandths of each device that are held, 1 to {@link #FULL}. */
    public int held() {
        return isShare() ? each.milli() : FULL;
    }
}
