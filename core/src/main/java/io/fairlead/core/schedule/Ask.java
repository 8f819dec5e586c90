package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one job asks of one node.
 *
 * @param memory all that the engine's limit covers: processes, shared memory and tmpfs
 * @param devices whole devices
 * @param models lower-case parts of model names, any of which will do; empty: any model
 * @param deviceMemory what each device must have at least
 */
public record Ask(Cores cores, Bytes memory, int devices, List<String> models, Optional<Bytes> deviceMemory) {
    public Ask {
        models = List.copyOf(models);
    }

    public static Ask of(JobDefinition definition) {
        Resources resources = definition.resources();
        return new Ask(
                resources.cpus(),
                definition.memoryReserved(),
                resources.gpus().whole(),
                resources.gpuModels().stream()
                        .map(model -> model.strip().toLowerCase(Locale.ROOT))
                        .toList(),
                resources.gpuMemory());
    }

    /** Whether a device is of a kind that was asked for. */
    public boolean takes(Device device) {
        String model = device.model().toLowerCase(Locale.ROOT);
        return (models.isEmpty() || models.stream().anyMatch(model::contains))
                && deviceMemory
                        .map(least -> device.memory().compareTo(least) >= 0)
                        .orElse(true);
    }
}
