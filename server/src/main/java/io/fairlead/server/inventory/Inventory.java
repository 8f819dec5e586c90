package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.server.config.Station;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Says what jobs may use of this machine, as each station of the configuration sees it. */
public final class Inventory {
    private static final int RESERVE_PART = 20;
    private static final Bytes RESERVE_LEAST = Bytes.ofMib(512);
    private static final Bytes RESERVE_MOST = Bytes.ofGib(4);

    private Inventory() {}

    /**
     * One node for each station.
     *
     * @param gpus of the machine; they are given to the first station alone that has none made up: two clusters on one
     *     machine would each give them out
     */
    public static List<Node> nodes(List<Station> stations, Machine machine, Gpus gpus) {
        List<Node> nodes = new ArrayList<>();
        Gpus left = gpus;
        for (Station station : stations) {
            if (takesGpus(station)) {
                nodes.add(node(station, machine, left));
                left = Gpus.NONE;
            } else {
                nodes.add(node(station, machine, simulated(station, machine)));
            }
        }
        return List.copyOf(nodes);
    }

    /** To which station's node the machine's GPUs are given. */
    public static Optional<NodeRef> ofGpus(List<Station> stations, Machine machine) {
        return stations.stream().filter(Inventory::takesGpus).findFirst().map(station -> ref(station, machine));
    }

    private static boolean takesGpus(Station station) {
        return station.node().simulated().isEmpty() && station.engine() instanceof Station.Engine.Docker;
    }

    private static Node node(Station station, Machine machine, Gpus gpus) {
        Station.NodeSettings settings = station.node();
        Cores cores = settings.cores().orElse(machine.cores());
        Bytes memory = settings.memory().orElseGet(() -> {
            Bytes reserve = settings.reserve().orElseGet(() -> reserve(machine.memory()));
            return reserve.compareTo(machine.memory()) >= 0
                    ? Bytes.ZERO
                    : machine.memory().minus(reserve);
        });
        return new Node(
                ref(station, machine),
                station.cluster().site(),
                cores,
                memory,
                gpus.devices(),
                gpus.cuda(),
                settings.features());
    }

    private static NodeRef ref(Station station, Machine machine) {
        return new NodeRef(station.cluster().id(), station.node().name().orElse(machine.hostName()));
    }

    static Bytes reserve(Bytes memory) {
        Bytes part = new Bytes(memory.count() / RESERVE_PART);
        if (part.compareTo(RESERVE_LEAST) < 0) {
            return RESERVE_LEAST;
        }
        return part.compareTo(RESERVE_MOST) > 0 ? RESERVE_MOST : part;
    }

    private static Gpus simulated(Station station, Machine machine) {
        List<Device> devices = new ArrayList<>();
        NodeRef ref = ref(station, machine);
        int gpus = 0;
        for (Station.SimulatedGpus kind : station.node().simulated()) {
            for (int i = 0; i < kind.count(); i++) {
                Device whole = new Device(simulatedId(ref, gpus), gpus, kind.model(), kind.memory(), true);
                gpus++;
                if (kind.mig().isEmpty()) {
                    devices.add(whole);
                }
                for (int n = 0; n < kind.mig().size(); n++) {
                    DeviceId id = simulatedId(ref, whole.index(), n);
                    devices.add(whole.instance(id, n, kind.mig().get(n)));
                }
            }
        }
        Optional<CudaVersion> cuda = devices.isEmpty()
                ? Optional.empty()
                : Optional.of(station.node().simulatedCuda());
        return new Gpus(devices, cuda, Optional.empty(), List.of(), Map.of(), Optional.empty());
    }

    /** The same at every start, another for every device of every node, and never mistaken for a real one. */
    private static DeviceId simulatedId(NodeRef ref, int index) {
        return new DeviceId("SIM-" + uuid(ref + "/" + index));
    }

    private static DeviceId simulatedId(NodeRef ref, int index, int instance) {
        return new DeviceId("SIM-MIG-" + uuid(ref + "/" + index + "/" + instance));
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
