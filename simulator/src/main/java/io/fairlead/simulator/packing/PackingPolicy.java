package io.fairlead.simulator.packing;

import io.fairlead.core.pack.BestFit;
import io.fairlead.core.pack.DotProduct;
import io.fairlead.core.pack.Fragmentation;
import io.fairlead.core.pack.MostUsed;
import io.fairlead.core.pack.Policy;
import io.fairlead.core.pack.Tiers;
import io.fairlead.core.pack.Workload;
import io.fairlead.core.schedule.Scheduler;
import java.util.Locale;
import java.util.Optional;

/** The policies by the names under which they are asked for. */
public enum PackingPolicy {
    RANDOM,
    BEST_FIT,
    DOT_PRODUCT,
    PACKING,
    FRAGMENTATION,
    /** What the server runs. */
    DEFAULT;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param tasks what the trace's tasks are like
     * @param history what the server knows of its own past; empty where there is none
     * @return empty for {@link #RANDOM}, which ranks nothing
     */
    Optional<Policy> policy(Workload tasks, Optional<Workload> history) {
        return switch (this) {
            case RANDOM -> Optional.empty();
            case BEST_FIT -> Optional.of(new BestFit());
            case DOT_PRODUCT -> Optional.of(new DotProduct());
            case PACKING -> Optional.of(new Tiers());
            case FRAGMENTATION -> Optional.of(new Fragmentation(tasks));
            case DEFAULT ->
                history.<Policy>map(it -> new MostUsed(new Fragmentation(it))).or(() -> Optional.of(Scheduler.PACKING));
        };
    }
}
