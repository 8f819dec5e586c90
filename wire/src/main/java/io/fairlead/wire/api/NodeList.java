package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** All machines, ordered by cluster, then name. */
public record NodeList(List<NodeView> nodes) {
    public NodeList {
        nodes = List.copyOf(nodes);
    }

    /**
     * A machine, what it has and what is free.
     *
     * @param cuda the newest CUDA version that the driver supports
     * @param healthy whether its engine answers
     */
    public record NodeView(
            int cluster,
            String node,
            String site,
            BigDecimal cpus,
            BigDecimal cpusFree,
            long memoryBytes,
            long memoryFreeBytes,
            List<DeviceView> devices,
            Optional<String> cuda,
            List<String> features,
            boolean healthy) {
        public NodeView {
            devices = List.copyOf(devices);
            features = List.copyOf(features);
        }

        /**
         * @param id as its driver names it for ever
         * @param index as the driver counts now
         * @param simulated made up by the configuration: no such device exists
         */
        public record DeviceView(
                String id, int index, String model, long memoryBytes, BigDecimal used, boolean simulated) {}
    }
}
