package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import java.util.Map;
import java.util.Optional;

/** What knows the GPUs of this machine. */
public interface GpuTool {
    /** Never fails: what stands in the way is said in the result. */
    Gpus devices() throws InterruptedException;

    /**
     * How busy they are, in percent. None is in it on a machine that has none.
     *
     * @return empty where that cannot be found out
     */
    Optional<Map<DeviceId, Integer>> busy() throws InterruptedException;
}
