package io.fairlead.bench;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import com.netflix.fenzo.VirtualMachineLease;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.Protos;
import org.jspecify.annotations.Nullable;

/**
 * Netflix Fenzo 1.0.1 on the same machines and tasks, as its guide has it: one call with all tasks, fitness by CPU and memory.
 * Fenzo knows no devices: those of a machine are one amount, {@code gpu}, in thousandths, so that it may give two shares to
 * what is left of two devices, and models are left out. Both make its work less than ours.
 */
final class Fenzo {
    private static final String GPU = "gpu";
    private static final double MIB = 1 << 20;
    private static final double MILLI = 1000;
    private static final double NANOS = 1e9;

    private Fenzo() {}

    /** @return placements a second */
    static double filled(List<Machine> machines, List<Shape> tasks) {
        TaskScheduler scheduler = new TaskScheduler.Builder()
                .disableShortfallEvaluation()
                .withLeaseOfferExpirySecs(Integer.MAX_VALUE)
                .withLeaseRejectAction(_ -> {})
                .withFitnessCalculator(BinPackingFitnessCalculators.cpuMemBinPacker)
                .build();
        try {
            List<VirtualMachineLease> leases = new ArrayList<>();
            machines.forEach(machine -> leases.add(new Lease("m" + leases.size(), machine)));
            List<TaskRequest> requests = new ArrayList<>();
            tasks.forEach(shape -> requests.add(new Request("t" + requests.size(), shape)));
            long start = System.nanoTime();
            SchedulingResult result = scheduler.scheduleOnce(requests, leases);
            long nanos = System.nanoTime() - start;
            if (!result.getExceptions().isEmpty()) {
                throw new IllegalStateException(result.getExceptions().getFirst());
            }
            int placed = result.getResultMap().values().stream()
                    .map(VMAssignmentResult::getTasksAssigned)
                    .mapToInt(Set::size)
                    .sum();
            return placed / (nanos / NANOS);
        } finally {
            scheduler.shutdown();
        }
    }

    /** What a machine has. */
    private record Lease(String hostname, Machine machine) implements VirtualMachineLease {
        @Override
        public String getId() {
            return hostname;
        }

        @Override
        public long getOfferedTime() {
            return 0;
        }

        @Override
        public String getVMID() {
            return hostname;
        }

        @Override
        public double cpuCores() {
            return machine.cores() / MILLI;
        }

        @Override
        public double memoryMB() {
            return machine.memory() / MIB;
        }

        @Override
        public double networkMbps() {
            return 0;
        }

        @Override
        public double diskMB() {
            return 0;
        }

        @Override
        public List<Range> portRanges() {
            return List.of();
        }

        @Override
        public Protos.@Nullable Offer getOffer() {
            return null;
        }

        @Override
        public Map<String, Protos.Attribute> getAttributeMap() {
            // Asked for a null key, which Map.of() refuses.
            return new HashMap<>();
        }

        @Override
        public Double getScalarValue(String name) {
            return name.equals(GPU) ? (double) machine.freeMilli() : 0.0;
        }

        @Override
        public Map<String, Double> getScalarValues() {
            return Map.of(GPU, (double) machine.freeMilli());
        }
    }

    /** What a task asks for. */
    private static final class Request implements TaskRequest {
        private final String id;
        private final Shape shape;
        private @Nullable AssignedResources assigned;

        Request(String id, Shape shape) {
            this.id = id;
            this.shape = shape;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String taskGroupName() {
            return "";
        }

        @Override
        public double getCPUs() {
            return shape.cores() / MILLI;
        }

        @Override
        public double getMemory() {
            return shape.memory() / MIB;
        }

        @Override
        public double getNetworkMbps() {
            return 0;
        }

        @Override
        public double getDisk() {
            return 0;
        }

        @Override
        public int getPorts() {
            return 0;
        }

        @Override
        public Map<String, Double> getScalarRequests() {
            return shape.gpus() == 0 ? Map.of() : Map.of(GPU, (double) shape.gpuMilli());
        }

        @Override
        public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
            return Map.of();
        }

        @Override
        public List<ConstraintEvaluator> getHardConstraints() {
            return List.of();
        }

        @Override
        public List<VMTaskFitnessCalculator> getSoftConstraints() {
            return List.of();
        }

        @Override
        public void setAssignedResources(@Nullable AssignedResources given) {
            assigned = given;
        }

        @Override
        public @Nullable AssignedResources getAssignedResources() {
            return assigned;
        }
    }
}
