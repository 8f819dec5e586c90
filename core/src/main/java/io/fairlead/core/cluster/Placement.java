package io.fairlead.core.cluster;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.util.List;

/**
 * What one container of an attempt is given, exactly. An allocation is a list of these.
 *
 * @param devices in the order in which the container sees them
 * @param portion how each of them is held
 * @param memory everything the engine's limit covers: processes, shared memory and tmpfs
 * @param rank counted from 0
 */
public record Placement(
        NodeRef where,
        List<DeviceId> devices,
        Portion portion,
        Cores cores,
        Bytes memory,
        ContainerName container,
        int rank) {
    public Placement {
        devices = List.copyOf(devices);
    }

    /** What its devices count as, all together. */
    public Gpus gpus() {
        return new Gpus(devices.size() * portion.each().milli());
    }
}
