package io.fairlead.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.net.Endpoint;
import io.fairlead.server.config.Places;
import io.fairlead.server.config.Settings;
import io.fairlead.server.config.Station;
import io.fairlead.server.config.Surroundings;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.simulator.Table;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.packing.PackingPolicy;
import io.fairlead.simulator.packing.Placed;
import io.fairlead.simulator.packing.Tasks;
import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A real server, over its socket, with machines of the default trace as a made-up inventory, is handed the first tasks of that
 * trace and places them as {@code fairlead simulate} does.
 */
final class PlacesAsSimulatedTest {
    private static final Path TRACES = Path.of("..", "examples", "scheduling", "openb");
    private static final int TASKS = 500;
    /** Machines of the list that are taken, one in so many: the tasks fill two thirds of their devices. All of them take a minute. */
    private static final int EVERY = 10;

    private static final long SEED = 42;
    private static final long MIB = 1 << 20;
    private static final BigDecimal MIB_IN_GIB = BigDecimal.valueOf(1024);
    private static final String ACCOUNT = "nobody";

    /** In memory, where there is such a place: what the disk takes to make 500 submits durable is of no interest here. */
    private static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "fairlead")
                    : Files.createTempDirectory("fairlead");
        }
    }

    @TempDir(factory = InMemory.class)
    Path folder;

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(TRACES.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Where a task went: the machine by its place in the order of names, and the indexes of its devices. */
    private record Where(int machine, List<Integer> devices) {}

    @Test
    void the_first_tasks_of_the_default_trace_go_where_simulate_puts_them() throws Exception {
        List<String> all = lines("node_list_gpu_node.csv.gz");
        List<String> nodes = IntStream.range(0, all.size())
                .filter(line -> line == 0 || line % EVERY == 0)
                .mapToObj(all::get)
                .toList();
        List<Placed> simulated = simulated(nodes);
        assertThat(simulated).hasSize(TASKS).allMatch(placed -> placed.place().isPresent());

        FairleadServer server = new FairleadServer(settings(nodes));
        server.start();
        try (ApiClient client = client(server.socket())) {
            List<Where> served =
                    served(client, simulated.stream().map(Placed::task).toList());

            List<Where> expected = simulated.stream()
                    .map(placed -> where(placed.place().orElseThrow()))
                    .toList();
            assertThat(served).containsExactlyElementsOf(expected);
            assertThat(expected.stream().map(Where::machine).distinct())
                    .as("not all on a few machines")
                    .hasSizeGreaterThan(40);
        } finally {
            server.stop();
        }
    }

    /** The whole list once, shuffled by the seed as always. */
    private static List<Placed> simulated(List<String> nodes) throws IOException {
        Cluster cluster = Cluster.of(Table.of("nodes", String.join("\n", nodes)));
        String trace =
                lines("pod_list_default.csv.gz").stream().limit(TASKS + 1L).collect(Collectors.joining("\n"));
        Tasks tasks = Tasks.of(Table.of("jobs", trace), cluster.models());
        return new Packing(cluster, tasks, PackingPolicy.DEFAULT, List.of(SEED), 0.001, Optional.empty())
                .placements(SEED);
    }

    /** A cluster for each machine, with ids in the order of names. */
    private Settings settings(List<String> nodes) throws LinuxException {
        List<String[]> rows = nodes.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .sorted((one, other) -> one[0].compareTo(other[0]))
                .toList();
        List<Station> stations = IntStream.range(0, rows.size())
                .mapToObj(id -> station(id, rows.get(id)))
                .toList();
        Settings plain = Settings.defaults(new Surroundings(Credentials.serverUid(), folder.toString(), Map.of()));
        Topology topology = new Topology(
                true,
                plain.topology().sites(),
                stations.stream().map(Station::cluster).toList(),
                new TreeMap<>());
        return new Settings(
                new Places(
                        folder.resolve("state"),
                        folder.resolve("run"),
                        folder.resolve("run/fairlead.sock"),
                        folder.resolve("volumes")),
                topology,
                stations,
                plain.volumes(),
                plain.access(),
                plain.admission(),
                plain.shares(),
                plain.frameworks(),
                plain.bounds(),
                new FreeSpaceFloors(0, 0),
                ContainerSpec.Network.NONE);
    }

    private static Station station(int id, String[] row) {
        return new Station(
                new io.fairlead.core.cluster.Cluster(new ClusterId(id), "cluster-" + id, "local"),
                new Station.Engine.Fake(),
                new Station.NodeSettings(
                        Optional.of(row[0]),
                        Optional.of(new Cores(Integer.parseInt(row[1]))),
                        Optional.of(Bytes.ofMib(Long.parseLong(row[2]))),
                        Optional.empty(),
                        List.of(),
                        List.of(new Station.SimulatedGpus(
                                row[4], Integer.parseInt(row[3]), Bytes.ofGib(16), List.of())),
                        Station.NodeSettings.DEFAULT.simulatedCuda()));
    }

    private static String gib(long mib) {
        return BigDecimal.valueOf(mib).divide(MIB_IN_GIB).toPlainString();
    }

    private static ApiClient client(Path socket) {
        return new ApiClient(
                new Endpoint.UnixSocket(socket),
                "test",
                new Random(SEED),
                time -> LockSupport.parkNanos(Math.min(time.toNanos(), TimeUnit.MILLISECONDS.toNanos(50))));
    }

    private static List<Where> served(ApiClient client, List<Shape> tasks)
            throws ApiFailure, LinuxException, InterruptedException {
        Map<String, Integer> indexes = new HashMap<>();
        for (NodeList.NodeView node : client.nodes().nodes()) {
            node.devices().forEach(device -> indexes.put(device.id(), device.index()));
        }
        SubmitOptions options = Credentials.serverUid() == 0 ? SubmitOptions.PLAIN.as(ACCOUNT) : SubmitOptions.PLAIN;
        List<String> ids = new ArrayList<>();
        for (Shape task : tasks) {
            ids.add(client.submit(definition(task).getBytes(StandardCharsets.UTF_8), options)
                    .id());
        }
        List<Where> served = new ArrayList<>();
        for (String id : ids) {
            AttemptView.PlacementView placement =
                    client.job(id).attempts().getLast().placements().getFirst();
            served.add(new Where(
                    placement.cluster(),
                    placement.devices().stream().map(indexes::get).sorted().toList()));
        }
        return served;
    }

    /** One mebibyte of its memory is /dev/shm, which comes on top of what the processes get. */
    private static String definition(Shape task) {
        BigDecimal gpus = BigDecimal.valueOf(task.gpuMilli(), 3);
        return """
                {"name": "task", "request": {"resources": {"cpus": %s, "gpus": %s, "cpuMemoryGb": %s, "shmGb": %s},
                 "docker": {"image": "a/1", "environment": {"FAKE_RUN_FOR": "forever"}}}}
                """.formatted(
                        BigDecimal.valueOf(task.cores(), 3).toPlainString(),
                        task.gpus() == 0 ? "0" : gpus.stripTrailingZeros().toPlainString(),
                        gib(task.memory() / MIB - 1),
                        gib(1));
    }

    private static Where where(Fleet.Place place) {
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < Long.SIZE; i++) {
            if ((place.devices() >>> i & 1) != 0) {
                devices.add(i);
            }
        }
        return new Where(place.machine(), devices);
    }
}
