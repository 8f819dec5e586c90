package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.MigProfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one job asks of one node.
 *
 * @param memory all that the engine's limit covers: processes, shared memory and tmpfs
 * @param devices how many
 * @param portion of each
 * @param models lower-case parts of model names, any of which will do; empty: any model
 * @param deviceMemory what each device must have at least, of a share in that share of it
 * @param profile of the MIG instances that are asked for in place of devices
 */
public record Ask(
        Cores cores,
        Bytes memory,
        int devices,
        Portion portion,
        List<String> models,
        Optional<Bytes> deviceMemory,
        Optional<MigProfile> profile) {
    public Ask {
        models = List.copyOf(models);
    }

    public static Ask of(JobDefinition definition) {
        Resources resources = definition.resources();
        Portion portion = Portion.asked(resources.gpus());
        return new Ask(
                resources.cpus(),
                definition.memoryReserved(),
                portion.isShare() ? 1 : resources.gpus().whole(),
                portion,
                resources.gpuModels().stream()
                        .map(model -> model.strip().toLowerCase(Locale.ROOT))
                        .toList(),
                resources.gpuMemory(),
                resources.migProfile());
    }

    /** Whether a device is of a kind that was asked for. */
    public boolean takes(Device device) {
        String model = device.model().toLowerCase(Locale.ROOT);
        return isSize(device)
                && (models.isEmpty() || models.stream().anyMatch(model::contains))
                && deviceMemory.map(least -> part(device).compareTo(least) >= 0).orElse(true);
    }

    /** A MIG instance is given to those who ask for its profile, and to who needs one device and says how much memory of it. */
    private boolean isSize(Device device) {
        if (profile.isPresent() || device.slice().isEmpty()) {
            return profile.equals(device.slice());
        }
        return devices == 1 && !portion.isShare() && deviceMemory.isPresent();
    }

    private Bytes part(Device device) {
        return new Bytes(device.memory().count() * portion.held() / Portion.FULL);
    }
}
