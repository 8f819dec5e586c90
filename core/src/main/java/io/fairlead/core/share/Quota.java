package io.fairlead.core.share;

import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.util.Optional;

/**
 * What a project is sure of at any time.
 *
 * @param gpus in GPU-equivalents
 * @param cpus empty: as many as there are
 */
public record Quota(Gpus gpus, Optional<Cores> cpus) {
    /** Of a project that is given none where others are. Work without GPUs needs none. */
    public static final Quota NOTHING = new Quota(Gpus.ZERO, Optional.empty());

    /** Whether what is held with one more is within it, as far as that one adds to it. */
    public boolean covers(Part held, Part more) {
        return (more.gpus() == 0 || held.gpus() + more.gpus() <= gpus.milli())
                && (more.cpus() == 0
                        || cpus.map(most -> held.cpus() + more.cpus() <= most.milli())
                                .orElse(true));
    }

    @Override
    public String toString() {
        return gpus.words() + cpus.map(most -> " and " + most.words()).orElse("");
    }

    /** Of what is bounded, in thousandths. */
    public record Part(long gpus, long cpus) {
        public static final Part NONE = new Part(0, 0);

        public static Part of(Gpus gpus, Cores cpus) {
            return new Part(gpus.milli(), cpus.milli());
        }

        @Override
        public String toString() {
            return new Gpus((int) gpus).words() + " and " + new Cores((int) cpus).words();
        }

        public Part plus(Part other) {
            return new Part(gpus + other.gpus, cpus + other.cpus);
        }

        public Part minus(Part other) {
            return new Part(gpus - other.gpus, cpus - other.cpus);
        }
    }
}
