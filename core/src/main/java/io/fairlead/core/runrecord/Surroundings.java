package io.fairlead.core.runrecord;

import java.util.List;
import java.util.Optional;

/**
 * What an attempt ran on, beneath its image: two runs of one image can differ by nothing else. Every text is as the
 * machine says it.
 *
 * @param engine kind and version, for example {@code docker 20.10.24}
 * @param runtime what made the container, with its version where the engine says it
 * @param kernel release
 * @param driver version of the devices' driver; empty without one
 * @param cuda the newest CUDA version that the driver supports; empty without a driver
 * @param devices models of the devices that the attempt had, in its order; made-up ones say so
 */
public record Surroundings(
        String engine,
        String runtime,
        String kernel,
        Optional<String> driver,
        Optional<String> cuda,
        List<String> devices) {
    public Surroundings {
        devices = List.copyOf(devices);
    }

    /** The same machine, seen by an attempt that has these devices. */
    public Surroundings with(List<String> others) {
        return new Surroundings(engine, runtime, kernel, driver, cuda, others);
    }
}
