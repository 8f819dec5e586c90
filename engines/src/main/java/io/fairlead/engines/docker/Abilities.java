package io.fairlead.engines.docker;

import java.util.OptionalInt;

/**
 * What the engine and its machine can do, as far as a create depends on it.
 *
 * @param gpus how devices are asked for
 * @param openFiles the most file descriptors that a container can be given; empty where the engine may raise its own bound
 * @param limitsSwap false where the kernel does not account swap, so that the engine refuses to bound it
 */
record Abilities(GpuRequest gpus, OptionalInt openFiles, boolean limitsSwap) {
    enum GpuRequest {
        /** The engine's own driver, in front of NVIDIA's runtime hook. */
        NVIDIA,
        /** By name from the machine's CDI files. */
        CDI
    }
}
