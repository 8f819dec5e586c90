package io.fairlead.core.cluster;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import java.util.List;
import java.util.Optional;

/**
 * A machine and what it can give in total.
 *
 * @param site whose storage the machine sees
 * @param cores what jobs may use together
 * @param memory what jobs may use together
 * @param devices ordered by index
 * @param cuda the newest CUDA version that the driver supports; empty without a driver
 * @param features labels that a definition may ask for
 */
public record Node(
        NodeRef ref,
        String site,
        Cores cores,
        Bytes memory,
        List<Device> devices,
        Optional<CudaVersion> cuda,
        List<String> features) {
    public Node {
        devices = List.copyOf(devices);
        features = List.copyOf(features);
    }

    /** The same with other devices, and what their driver supports. */
    public Node having(List<Device> others, Optional<CudaVersion> supports) {
        return new Node(ref, site, cores, memory, others, supports, features);
    }
}
