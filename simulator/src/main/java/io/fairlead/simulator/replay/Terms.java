package io.fairlead.simulator.replay;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import java.util.List;
import java.util.function.Consumer;

/**
 * What jobs meet at a site.
 *
 * @param before tells a new {@link Usage} what was used before the first job
 */
public record Terms(List<Node> nodes, LimitTable limits, Shares shares, Consumer<Usage> before) {
    public Terms {
        nodes = List.copyOf(nodes);
    }

    Usage usage() {
        Usage usage = new Usage(shares);
        before.accept(usage);
        return usage;
    }

    /**
     * What was admitted once is not judged again by who submitted it, nor refused for a longer {@code minDuration} than counts here: its
     * owner would have asked for less.
     */
    AdmissionPolicy admission() {
        Quotas quotas = shares.quotas();
        return new AdmissionPolicy(limits, true, new Quotas(quotas.of(), quotas.minDuration(), Shares.DURATION_MOST));
    }

    /** In thousandths of GPU-equivalents. */
    public long gpusMilli() {
        return nodes.stream()
                .flatMap(node -> node.devices().stream())
                .mapToLong(device -> device.whole().each().milli())
                .sum();
    }

    /** In thousandths of CPUs. */
    public long coresMilli() {
        return nodes.stream().mapToLong(node -> node.cores().milli()).sum();
    }
}
