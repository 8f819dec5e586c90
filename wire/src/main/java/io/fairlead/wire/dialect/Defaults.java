package io.fairlead.wire.dialect;

import io.fairlead.core.unit.Bytes;
import java.math.BigDecimal;

/**
 * What a site gives where a line says nothing.
 *
 * @param cpus without devices
 * @param memory without devices
 * @param cpusPerGpu for each device
 * @param memoryPerGpu for each device
 */
public record Defaults(BigDecimal cpus, Bytes memory, BigDecimal cpusPerGpu, Bytes memoryPerGpu) {
    /** Of a site that says nothing; the same as a plain {@code fairlead run}. */
    public static final Defaults PLAIN = new Defaults(BigDecimal.ONE, Bytes.ofGib(2), BigDecimal.ONE, Bytes.ofGib(2));

    BigDecimal cpusFor(BigDecimal gpus) {
        return gpus.signum() == 0 ? cpus : cpusPerGpu.multiply(gpus);
    }

    Bytes memoryFor(BigDecimal gpus) {
        return gpus.signum() == 0
                ? memory
                : new Bytes(
                        BigDecimal.valueOf(memoryPerGpu.count()).multiply(gpus).longValue());
    }
}
