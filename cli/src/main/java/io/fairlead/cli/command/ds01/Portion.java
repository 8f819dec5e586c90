package io.fairlead.cli.command.ds01;

import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Amount;
import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.client.ApiFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a container gets where nobody says how much: DS01 gave each the group's bound and let them share; here what is given
 * is reserved, so it is a part of the largest machine, within the user's limits.
 *
 * @param memoryMib of the processes
 */
record Portion(int gpus, BigDecimal cores, long memoryMib) {
    private static final int PARTS_LEAST = 4;
    private static final long MIB = 1 << 20;
    private static final long LEAST_MIB = 256;
    /** Shared memory of a sixteenth comes on top of what processes get. */
    private static final int PARTS_WITH_SHARED = 17;

    private static final int PARTS_OF_PROCESSES = 16;
    private static final BigDecimal LEAST_CORES = new BigDecimal("0.1");

    /** @param wanted empty: one where there is one */
    static Portion of(Session session, Optional<Integer> wanted) throws ApiFailure, InterruptedException {
        LimitsView limits = session.server().limits(Optional.empty());
        Optional<NodeView> largest = session.server().nodes().nodes().stream()
                .max(Comparator.comparingInt((NodeView node) -> node.devices().size())
                        .thenComparing(NodeView::cpus));
        int devices = largest.map(node -> node.devices().size()).orElse(0);
        int gpus = wanted.orElse(devices == 0 ? 0 : 1);
        BigDecimal parts = BigDecimal.valueOf(Math.max(PARTS_LEAST, devices));
        BigDecimal mine = BigDecimal.valueOf(Math.max(1, gpus)).min(parts);
        BigDecimal cpus = largest.map(NodeView::cpus).orElse(BigDecimal.ONE);
        BigDecimal cores = cpus.multiply(mine)
                .divide(parts, 1, RoundingMode.DOWN)
                .min(most(limits.oneJob().cpus().most(), cpus))
                .max(LEAST_CORES);
        long memory = largest.map(NodeView::memoryBytes).orElse(1L << 30);
        long bounded = BigDecimal.valueOf(memory)
                .multiply(mine)
                .divide(parts, 0, RoundingMode.DOWN)
                .min(most(limits.oneJob().memoryBytes().most(), BigDecimal.valueOf(memory)))
                .longValue();
        return new Portion(gpus, cores, Math.max(LEAST_MIB, bounded / MIB * PARTS_OF_PROCESSES / PARTS_WITH_SHARED));
    }

    private static BigDecimal most(Optional<BigDecimal> bound, BigDecimal otherwise) {
        return bound.filter(it -> it.signum() > 0).orElse(otherwise);
    }

    String cpus() {
        return Amount.plain(cores);
    }

    String memory() {
        return memoryMib + "m";
    }
}
