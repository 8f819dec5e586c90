package io.fairlead.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.server.config.Station;
import io.fairlead.server.config.Station.NodeSettings;
import io.fairlead.server.config.Station.SimulatedGpus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private static final Machine MACHINE = new Machine("dgx1", Cores.of(8), Bytes.ofGib(64), "boot");
    private static final Gpus REAL = new Gpus(
            List.of(new Device(new DeviceId("GPU-1"), 0, "NVIDIA L4", Bytes.ofGib(24), false)),
            Optional.of(new CudaVersion(12, 4)),
            Optional.of("550.54.15"),
            List.of(),
            java.util.Map.of(),
            Optional.empty());

    private static Station station(int id, NodeSettings node) {
        return new Station(
                new Cluster(new ClusterId(id), "c" + id, "local"),
                new Station.Engine.Docker(Path.of("/run/docker.sock")),
                node);
    }

    private static NodeSettings simulating(SimulatedGpus... kinds) {
        NodeSettings all = NodeSettings.DEFAULT;
        return new NodeSettings(
                all.name(),
                all.cores(),
                all.memory(),
                all.reserve(),
                all.features(),
                List.of(kinds),
                all.simulatedCuda());
    }

    @Test
    void without_configuration_the_machine_gives_all_but_a_reserve() {
        Node node = Inventory.nodes(List.of(station(0, NodeSettings.DEFAULT)), MACHINE, REAL)
                .getFirst();

        assertThat(node.ref()).hasToString("0/dgx1");
        assertThat(node.cores()).isEqualTo(Cores.of(8));
        assertThat(node.memory())
                .isEqualTo(Bytes.ofGib(64).minus(new Bytes(Bytes.ofGib(64).count() / 20)));
        assertThat(node.devices()).isEqualTo(REAL.devices());
        assertThat(node.cuda()).contains(new CudaVersion(12, 4));
    }

    @Test
    void the_reserve_has_bounds() {
        assertThat(Inventory.reserve(Bytes.ofGib(4))).isEqualTo(Bytes.ofMib(512));
        assertThat(Inventory.reserve(Bytes.ofGib(40))).isEqualTo(Bytes.ofGib(2));
        assertThat(Inventory.reserve(Bytes.ofGib(2000))).isEqualTo(Bytes.ofGib(4));
    }

    @Test
    void made_up_devices_are_whole_labelled_and_the_same_at_every_start() {
        NodeSettings node = simulating(
                new SimulatedGpus("NVIDIA A100 80GB PCIe", 2, Bytes.ofGib(80), List.of()),
                new SimulatedGpus("NVIDIA H100 80GB HBM3", 1, Bytes.ofGib(80), List.of()));

        List<Node> first = Inventory.nodes(List.of(station(0, node), station(1, node)), MACHINE, REAL);
        List<Node> again = Inventory.nodes(List.of(station(0, node), station(1, node)), MACHINE, REAL);

        List<Device> devices =
                first.stream().flatMap(it -> it.devices().stream()).toList();
        assertThat(first).isEqualTo(again);
        assertThat(devices).hasSize(6).allSatisfy(device -> {
            assertThat(device.simulated()).isTrue();
            assertThat(device.id().text()).matches("SIM-[0-9a-f-]{36}");
        });
        assertThat(devices.stream().map(Device::id).distinct()).hasSize(6);
        assertThat(first.getFirst().devices().stream().map(Device::index)).containsExactly(0, 1, 2);
        assertThat(first.getFirst().cuda()).contains(new CudaVersion(13, 0));
    }

    @Test
    void a_made_up_gpu_that_is_cut_is_given_out_as_its_instances() {
        MigProfile small = new MigProfile(1, 10);
        NodeSettings node = simulating(
                new SimulatedGpus("NVIDIA L4", 1, Bytes.ofGib(24), List.of()),
                new SimulatedGpus("NVIDIA A100", 2, Bytes.ofGib(80), List.of(small, new MigProfile(3, 40))));

        List<Device> devices = Inventory.nodes(List.of(station(0, node)), MACHINE, REAL)
                .getFirst()
                .devices();

        assertThat(devices.stream().map(Device::index)).containsExactly(0, 200, 201, 300, 301);
        assertThat(devices.stream().map(Device::id).distinct()).hasSize(5);
        assertThat(devices.get(1).model()).isEqualTo("NVIDIA A100 MIG 1g.10gb");
        assertThat(devices.get(1).memory()).isEqualTo(Bytes.ofGib(10));
        assertThat(devices.get(1).slice()).contains(small);
        assertThat(devices.get(1).id().text()).startsWith("SIM-MIG-");
    }

    @Test
    void no_device_of_the_machine_is_given_to_two_clusters() {
        List<Node> nodes = Inventory.nodes(
                List.of(station(0, NodeSettings.DEFAULT), station(100, NodeSettings.DEFAULT)), MACHINE, REAL);

        assertThat(nodes.getFirst().devices()).hasSize(1);
        assertThat(nodes.getLast().devices()).isEmpty();
    }

    @Test
    void this_machine_says_what_it_has() throws Exception {
        Machine machine = Machine.read(Path.of("/proc"));

        assertThat(machine.cores().whole()).isPositive();
        assertThat(machine.memory()).isGreaterThan(Bytes.ofMib(256));
        assertThat(machine.bootId()).matches("[0-9a-f-]{36}");
        assertThat(machine.hostName()).isNotEmpty().doesNotContain(".");
    }
}
