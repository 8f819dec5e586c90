package io.fairlead.core.cluster;

import io.fairlead.core.unit.Bytes;

/**
 * A GPU of a node.
 *
 * @param index as the driver counts them now; for people only
 * @param model as the driver names it, for example {@code NVIDIA A100 80GB PCIe}
 * @param simulated true where the site's configuration made it up: no device request reaches the engine
 */
public record Device(DeviceId id, int index, String model, Bytes memory, boolean simulated) {}
