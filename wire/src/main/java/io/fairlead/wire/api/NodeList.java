package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All machines, ordered by cluster, then name. */
public record NodeList(List<NodeView> nodes) {
    public NodeList {
        nodes = List.copyOf(nodes);
    }

    /**
     * What is to be set aside or used again.
     *
     * @param node by name, or by cluster and name as {@code 0/gpu1}
     * @param devices by index or id; none: the node as a whole
     * @param reason why it is set aside; may be empty
     */
    public record NodeWish(String node, List<String> devices, Optional<String> reason) {
        public NodeWish {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A machine, what it has and what is free.
     *
     * @param cuda the newest CUDA version that the driver supports
     * @param healthy whether its engine answers and it has space
     * @param outage why not
     * @param busy whether any job holds anything of it
     * @param drained who set all of it aside; single devices say it themselves
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
            boolean healthy,
            Optional<Finding> outage,
            boolean busy,
            Optional<DrainView> drained) {
        /**
         * Nothing new is placed there.
         *
         * @param by the login of the administrator who said so
         * @param reason in their words; may be empty
         */
        public record DrainView(Instant since, String by, String reason) {}

        public NodeView {
            devices = List.copyOf(devices);
            features = List.copyOf(features);
        }

        /**
         * @param id as its driver names it for ever
         * @param index as the driver counts now
         * @param simulated made up by the configuration: no such device exists
         * @param drained who set this very device aside
         * @param defect why it cannot be given out at present
         * @param island those of equal number are nearer to each other than to the others, by links of their own or by the memory
         *     beside them; all 0 where nobody says
         * @param nearCpus those beside it, as the kernel writes lists; absent where all are as near, or nobody says
         * @param migProfile of a MIG instance, as {@code 1g.10gb}
         */
        public record DeviceView(
                String id,
                int index,
                String model,
                long memoryBytes,
                BigDecimal used,
                boolean simulated,
                Optional<DrainView> drained,
                Optional<DefectView> defect,
                int island,
                Optional<String> nearCpus,
                Optional<String> migProfile) {}

        /**
         * What is wrong with a device.
         *
         * @param kind {@code lost}, {@code sick}, or {@code foreign}: used by a process that no job started
         * @param why a clause that follows the device's name
         */
        public record DefectView(String kind, String why) {}
    }
}
