package io.fairlead.core.cluster;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.MigProfile;
import java.util.Optional;

/**
 * A GPU of a node, or a MIG instance of one. A GPU in MIG mode is no device itself.
 *
 * @param index as the driver counts them now; of the MIG instances of GPU 0 100, 101 and so on, of GPU 1 200; for people only
 * @param model as the driver names it, for example {@code NVIDIA A100 80GB PCIe}
 * @param simulated true where the site's configuration made it up: no device request reaches the engine
 * @param slice its profile where it is a MIG instance of a GPU, which is a device of its own
 * @param spot where in its machine it sits
 */
public record Device(
        DeviceId id, int index, String model, Bytes memory, boolean simulated, Optional<MigProfile> slice, Spot spot) {
    /** Indices of whole GPUs are below this. */
    public static final int SLICES_COUNTED = 100;

    /** A whole one. */
    public Device(DeviceId id, int index, String model, Bytes memory, boolean simulated) {
        this(id, index, model, memory, simulated, Optional.empty(), Spot.ANYWHERE);
    }

    /** The same, sitting there. */
    public Device in(Spot place) {
        return new Device(id, index, model, memory, simulated, slice, place);
    }

    /**
     * One of its MIG instances.
     *
     * @param number among those of this GPU, counted from 0
     */
    public Device instance(DeviceId ofInstance, int number, MigProfile profile) {
        return new Device(
                ofInstance,
                SLICES_COUNTED * (index + 1) + number,
                model + " MIG " + profile,
                profile.memory(),
                simulated,
                Optional.of(profile),
                spot);
    }

    /** The same, counted otherwise. */
    public Device at(int otherIndex) {
        return new Device(id, otherIndex, model, memory, simulated, slice, spot);
    }

    /** How a job has it that has all of it. */
    public Portion whole() {
        return slice.map(Portion::slice).orElse(Portion.WHOLE);
    }
}
