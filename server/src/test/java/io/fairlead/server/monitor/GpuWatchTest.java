package io.fairlead.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.server.inventory.GpuTool;
import io.fairlead.server.inventory.Gpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GpuWatchTest {
    private static final Device FIRST = device(0);
    private static final Device SECOND = device(1);
    private static final NodeRef NODE = new NodeRef(new ClusterId(0), "gpu1");
    private static final Gpus.Condition BUSY =
            new Gpus.Condition(Optional.empty(), List.of(new Gpus.GpuProcess(77, "train")));

    private final Seen seen = new Seen();
    private Gpus now = gpus(Map.of(), FIRST, SECOND);
    private Optional<Set<Integer>> foreign = Optional.of(Set.of());
    private final GpuWatch watch = new GpuWatch(
            new GpuTool() {
                @Override
                public Gpus devices() {
                    return now;
                }

                @Override
                public Optional<Map<DeviceId, Integer>> busy() {
                    return Optional.empty();
                }
            },
            new GpuWatch.Processes() {
                @Override
                public Optional<Set<Integer>> foreign(Set<Integer> pids) {
                    return foreign.map(all -> {
                        Set<Integer> some = new HashSet<>(pids);
                        some.retainAll(all);
                        return some;
                    });
                }

                @Override
                public String owner(int pid) {
                    return " of anna";
                }
            },
            new Node(NODE, "local", Cores.of(8), Bytes.ofGib(8), List.of(FIRST, SECOND), Optional.empty(), List.of()));

    private static final class Seen implements GpuWatch.Reports {
        private final List<Map<DeviceId, Defect>> told = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();

        @Override
        public void appeared(Node node) {
            nodes.add(node);
        }

        @Override
        public void devices(NodeRef node, SortedMap<DeviceId, Defect> defects) {
            told.add(new HashMap<>(defects));
        }
    }

    private static Device device(int index) {
        return new Device(new DeviceId("GPU-" + index), index, "A2", Bytes.ofGib(16), false);
    }

    private static Gpus gpus(Map<DeviceId, Gpus.Condition> conditions, Device... devices) {
        return new Gpus(List.of(devices), Optional.empty(), Optional.empty(), List.of(), conditions, Optional.empty());
    }

    private List<Map<DeviceId, Defect>> look() throws InterruptedException {
        watch.look(seen);
        return seen.told;
    }

    @Test
    void a_machine_in_order_is_no_news() throws Exception {
        assertThat(look()).isEmpty();
        assertThat(look()).isEmpty();
    }

    @Test
    void a_device_that_is_no_longer_listed_is_lost_until_it_is_back() throws Exception {
        now = gpus(Map.of(), FIRST);
        assertThat(look().getFirst()).containsOnlyKeys(SECOND.id());
        assertThat(look()).hasSize(1);
        now = gpus(Map.of(), FIRST, SECOND);

        assertThat(look()).hasSize(2).last().isEqualTo(Map.of());
    }

    @Test
    void what_the_driver_calls_sick_is_told_in_its_words() throws Exception {
        now = gpus(
                Map.of(SECOND.id(), new Gpus.Condition(Optional.of("needs a reset"), BUSY.computing())), FIRST, SECOND);

        assertThat(look().getFirst()).isEqualTo(Map.of(SECOND.id(), new Defect(Defect.Kind.SICK, "needs a reset")));
    }

    @Test
    void only_processes_that_no_container_of_ours_runs_take_a_device_away() throws Exception {
        now = gpus(Map.of(FIRST.id(), BUSY), FIRST, SECOND);
        assertThat(look()).isEmpty();
        foreign = Optional.of(Set.of(77));

        assertThat(look().getFirst())
                .isEqualTo(Map.of(
                        FIRST.id(),
                        new Defect(Defect.Kind.FOREIGN, "is used outside Fairlead: process 77 (train) of anna")));

        foreign = Optional.empty();
        assertThat(look())
                .as("nobody knows whose it is now, so nothing has changed")
                .hasSize(1);
        foreign = Optional.of(Set.of());
        assertThat(look()).hasSize(2).last().isEqualTo(Map.of());
    }

    @Test
    void one_failure_of_the_tool_says_nothing_and_a_second_one_that_nothing_can_be_reached() throws Exception {
        now = new Gpus(List.of(), Optional.empty(), Optional.empty(), List.of(), Map.of(), Optional.of("code 9"));

        assertThat(look()).isEmpty();
        assertThat(look().getFirst()).containsOnlyKeys(FIRST.id(), SECOND.id());
        assertThat(look().getFirst().values()).allSatisfy(it -> {
            assertThat(it.kind()).isEqualTo(Defect.Kind.LOST);
            assertThat(it.why()).isEqualTo("cannot be reached: code 9");
        });
    }

    @Test
    void a_device_that_comes_later_is_given_out_too() throws Exception {
        Device third = device(2);
        now = gpus(Map.of(), FIRST, SECOND, third);

        assertThat(look()).isEmpty();
        assertThat(seen.nodes)
                .singleElement()
                .satisfies(node -> assertThat(node.devices()).containsExactly(FIRST, SECOND, third));
        look();
        assertThat(seen.nodes).hasSize(1);
    }

    @Test
    void a_process_belongs_to_the_container_whose_control_group_it_is_in_or_beneath(@TempDir Path proc)
            throws Exception {
        process(proc, 10, "0::/system.slice/docker-aa.scope");
        process(proc, 11, "0::/system.slice/docker-aa.scope/inner");
        process(proc, 12, "0::/system.slice/docker-bb.scope");
        process(proc, 13, "5:memory:/docker/cc\n1:name=systemd:/docker/cc");
        process(proc, 14, "5:memory:/docker/cc\n1:name=systemd:/");
        process(proc, 15, "0::/");
        process(proc, 16, "0::/system.slice/docker-aa.scopeful");
        process(proc, 17, "0::/");
        var processes = new HostProcesses(proc, () -> Optional.of(List.of(10, 13, 15)));

        assertThat(processes.foreign(Set.of(10, 11, 12, 13, 14, 15, 16, 17, 99)))
                .contains(Set.of(12, 16, 17));
        assertThat(new HostProcesses(proc, Optional::empty).foreign(Set.of(10))).isEmpty();
    }

    private static void process(Path proc, int pid, String groups) throws Exception {
        Files.writeString(
                Files.createDirectories(proc.resolve(Integer.toString(pid))).resolve("cgroup"), groups + "\n");
    }
}
