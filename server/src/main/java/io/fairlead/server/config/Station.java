package io.fairlead.server.config;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.MigProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A cluster, the engine that it is, and what is said about its one node. */
public record Station(Cluster cluster, Engine engine, NodeSettings node) {
    /** What runs containers. */
    public sealed interface Engine {
        /** @param socket where it listens */
        record Docker(Path socket) implements Engine {}

        /** Plays containers, to show the flow. */
        record Fake() implements Engine {}
    }

    /**
     * What jobs may use of a machine.
     *
     * @param name empty: the machine's host name
     * @param cores empty: all
     * @param memory empty: all but the reserve
     * @param reserve kept for the system and the server; empty: a twentieth, between 512 MiB and 4 GiB
     * @param features labels that definitions may ask for
     * @param simulated made-up devices, in place of the real ones; empty: the real ones
     * @param simulatedCuda what their made-up driver supports
     */
    public record NodeSettings(
            Optional<String> name,
            Optional<Cores> cores,
            Optional<Bytes> memory,
            Optional<Bytes> reserve,
            List<String> features,
            List<SimulatedGpus> simulated,
            CudaVersion simulatedCuda) {
        /** The whole machine as it is. */
        public static final NodeSettings DEFAULT = new NodeSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new CudaVersion(13, 0));

        public NodeSettings {
            features = List.copyOf(features);
            simulated = List.copyOf(simulated);
        }
    }

    /**
     * Made-up devices of one kind.
     *
     * @param count 1 or more
     * @param memory of each
     * @param mig the MIG instances into which each is cut; empty: they are whole
     */
    public record SimulatedGpus(String model, int count, Bytes memory, List<MigProfile> mig) {
        public SimulatedGpus {
            mig = List.copyOf(mig);
        }

        /** Devices that jobs can have of them. */
        public int devices() {
            return count * Math.max(1, mig.size());
        }
    }
}
