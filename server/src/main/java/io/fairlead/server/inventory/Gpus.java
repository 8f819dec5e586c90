package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.unit.CudaVersion;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs of a machine.
 *
 * @param devices ordered by index
 * @param cuda the newest version that the driver supports; empty without a driver
 * @param driver its own version; empty without one
 * @param notices what was left out, and why, as sentences
 */
public record Gpus(List<Device> devices, Optional<CudaVersion> cuda, Optional<String> driver, List<String> notices) {
    public static final Gpus NONE = new Gpus(List.of(), Optional.empty(), Optional.empty(), List.of());

    public Gpus {
        devices = List.copyOf(devices);
        notices = List.copyOf(notices);
    }

    static Gpus none(String why) {
        return new Gpus(List.of(), Optional.empty(), Optional.empty(), List.of(why));
    }
}
