package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.CudaVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The GPUs of a machine as its tools show them.
 *
 * @param devices ordered by index
 * @param cuda the newest version that the driver supports; empty without a driver
 * @param driver its own version; empty without one
 * @param notices what was left out, and why, as sentences
 * @param conditions of those devices of which a tool says anything
 * @param failure why a tool that is there gave no report; a machine without the tool fails at nothing
 */
public record Gpus(
        List<Device> devices,
        Optional<CudaVersion> cuda,
        Optional<String> driver,
        List<String> notices,
        Map<DeviceId, Condition> conditions,
        Optional<String> failure) {
    public static final Gpus NONE =
            new Gpus(List.of(), Optional.empty(), Optional.empty(), List.of(), Map.of(), Optional.empty());

    public Gpus {
        devices = List.copyOf(devices);
        notices = List.copyOf(notices);
        conditions = Map.copyOf(conditions);
    }

    /**
     * How a device is.
     *
     * @param sick what is wrong with it, as a clause that follows its name; empty where nothing is
     * @param computing processes that compute on it, whoever's they are; what only draws on a screen is none
     */
    public record Condition(Optional<String> sick, List<GpuProcess> computing) {
        public static final Condition SOUND = new Condition(Optional.empty(), List.of());

        public Condition {
            computing = List.copyOf(computing);
        }
    }

    /**
     * A process on a device.
     *
     * @param pid as this machine counts
     * @param name of its program, as the driver shows it
     */
    public record GpuProcess(int pid, String name) {}

    static Gpus none(String why) {
        return new Gpus(List.of(), Optional.empty(), Optional.empty(), List.of(why), Map.of(), Optional.of(why));
    }

    /** Those of another maker's tool after these, counted on from them. */
    Gpus and(Gpus others) {
        int next = devices.stream()
                        .mapToInt(Device::index)
                        .filter(it -> it < Device.SLICES_COUNTED)
                        .max()
                        .orElse(-1)
                + 1;
        List<Device> all = new ArrayList<>(devices);
        others.devices.forEach(device -> all.add(device.at(next + device.index())));
        List<String> said = new ArrayList<>(notices);
        said.addAll(others.notices);
        Map<DeviceId, Condition> both = new HashMap<>(conditions);
        both.putAll(others.conditions);
        return new Gpus(all, cuda.or(others::cuda), driver.or(others::driver), said, both, failure.or(others::failure));
    }
}
