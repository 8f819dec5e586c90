package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The GPUs of every maker whose tool answers here: NVIDIA's first, then AMD's. */
public final class MachineGpus implements GpuTool {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final List<GpuTool> tools;

    public MachineGpus() {
        this(List.of(new NvidiaSmi(DEADLINE), new RocmSmi(DEADLINE, Path.of("/sys/class/kfd/kfd"))));
    }

    MachineGpus(List<GpuTool> tools) {
        this.tools = List.copyOf(tools);
    }

    @Override
    public Gpus devices() throws InterruptedException {
        Gpus all = Gpus.NONE;
        for (GpuTool tool : tools) {
            all = all.and(tool.devices());
        }
        return all;
    }

    @Override
    public Optional<Map<DeviceId, Integer>> busy() throws InterruptedException {
        Map<DeviceId, Integer> all = new HashMap<>();
        for (GpuTool tool : tools) {
            Optional<Map<DeviceId, Integer>> busy = tool.busy();
            if (busy.isEmpty()) {
                return Optional.empty();
            }
            all.putAll(busy.get());
        }
        return Optional.of(all);
    }
}
