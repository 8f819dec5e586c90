package io.fairlead.core.job;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import java.util.List;
import java.util.Optional;

/**
 * What a job needs of a machine.
 *
 * @param cpus more than none
 * @param gpus whole devices, or a share of one between 0 and 1
 * @param memory of the job's processes; tmpfs and shared memory come on top
 * @param gpuModels any of these, each a part of the device's model name in any case; empty: any model
 * @param gpuMemory device memory needed of each device
 * @param migProfile so many MIG instances of this profile instead of devices
 * @param minCuda the version the node's driver must support
 * @param clusters any of these; empty: any cluster
 * @param node the one node to run on, by name
 * @param features node labels that must all be present
 * @param shm size of {@code /dev/shm} as asked for; see {@link #effectiveShm()}
 * @param scratch bound on the container's own layer and node scratch; empty: the site's policy
 */
public record Resources(
        Cores cpus,
        Gpus gpus,
        Bytes memory,
        List<String> gpuModels,
        Optional<Bytes> gpuMemory,
        Optional<MigProfile> migProfile,
        Optional<CudaVersion> minCuda,
        List<ClusterRef> clusters,
        Optional<String> node,
        List<String> features,
        Optional<Bytes> shm,
        Optional<Bytes> scratch) {
    /** What {@code /dev/shm} gets at least when nothing is asked for. */
    public static final Bytes SHM_LEAST = Bytes.ofMib(64);

    private static final int SHM_PART_OF_MEMORY = 16;

    public Resources {
        gpuModels = List.copyOf(gpuModels);
        clusters = List.copyOf(clusters);
        features = List.copyOf(features);
    }

    public static Resources of(Cores cpus, Gpus gpus, Bytes memory) {
        return new Resources(
                cpus,
                gpus,
                memory,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same on these clusters alone; empty: any. */
    public Resources on(List<ClusterRef> others) {
        return new Resources(
                cpus, gpus, memory, gpuModels, gpuMemory, migProfile, minCuda, others, node, features, shm, scratch);
    }

    /** The same of MIG instances of a profile. */
    public Resources of(MigProfile profile) {
        return new Resources(
                cpus,
                gpus,
                memory,
                gpuModels,
                gpuMemory,
                Optional.of(profile),
                minCuda,
                clusters,
                node,
                features,
                shm,
                scratch);
    }

    /** What it counts as at most towards limits: a MIG instance as its slices of seven. */
    public Gpus equivalents() {
        return migProfile
                .map(profile -> new Gpus(profile.weight().milli() * gpus.whole()))
                .orElse(gpus);
    }

    /** The size of {@code /dev/shm}: as asked, or a sixteenth of memory but at least {@link #SHM_LEAST}. */
    public Bytes effectiveShm() {
        if (shm.isPresent()) {
            return shm.get();
        }
        Bytes part = new Bytes(memory.count() / SHM_PART_OF_MEMORY);
        return part.compareTo(SHM_LEAST) < 0 ? SHM_LEAST : part;
    }
}
