package io.fairlead.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocmTest {
    private static final DeviceId FIRST = new DeviceId("AMD-0000:83:00.0-79ccd55167a2124a");

    private static String recorded(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RocmTest.class.getResourceAsStream("recorded/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RocmSmi printing(String text, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("printed"), text);
        List<String> command = List.of("cat", file.toString());
        return new RocmSmi(command, command, Duration.ofSeconds(5), folder.resolve("kfd"));
    }

    @Test
    void four_recorded_cards_are_devices_by_place_and_number_of_their_own(@TempDir Path folder) throws Exception {
        RocmSmi tool = printing(
                "WARNING: AMD GPU device(s) is/are in a low-power state\n" + recorded("mi100_rocm602.json"), folder);

        Gpus gpus = tool.devices();

        assertThat(gpus.driver()).contains("6.3.6");
        assertThat(gpus.cuda()).isEmpty();
        assertThat(gpus.devices())
                .extracting(
                        device -> device.id().text(),
                        Device::index,
                        Device::model,
                        device -> device.memory().count())
                .startsWith(tuple(FIRST.text(), 0, "AMD Instinct MI100", 34342961152L))
                .hasSize(4);
        assertThat(FIRST.amdPlace()).contains("0000:83:00.0");
        assertThat(tool.busy().orElseThrow()).containsEntry(FIRST, 0).hasSize(4);
    }

    @Test
    void a_consumers_card_has_no_number_of_its_own_and_its_keys_are_written_otherwise(@TempDir Path folder)
            throws Exception {
        assertThat(printing(recorded("rx6700xt_rocm612.json"), folder).devices().devices())
                .singleElement()
                .satisfies(device -> {
                    assertThat(device.id()).isEqualTo(new DeviceId("AMD-0000:07:00.0"));
                    assertThat(device.model()).isEqualTo("AMD Radeon RX 6700/6700 XT / 6800M");
                });
    }

    @Test
    void the_kernels_driver_says_who_computes_on_which_card(@TempDir Path folder) throws Exception {
        RocmSmi tool = printing(recorded("mi100_rocm602.json"), folder);
        Path node = Files.createDirectories(folder.resolve("kfd/topology/nodes/2"));
        Files.writeString(node.resolve("gpu_id"), "55069\n");
        Files.writeString(node.resolve("properties"), "cpu_cores_count 0\nlocation_id 33536\ndomain 0\n");
        Path cpu = Files.createDirectories(folder.resolve("kfd/topology/nodes/0"));
        Files.writeString(cpu.resolve("gpu_id"), "0\n");
        Path process = Files.createDirectories(folder.resolve("kfd/proc/4711"));
        Files.writeString(process.resolve("vram_55069"), "1073741824\n");
        Path idle = Files.createDirectories(folder.resolve("kfd/proc/4712"));
        Files.writeString(idle.resolve("vram_55069"), "0\n");

        Map<DeviceId, Gpus.Condition> conditions = tool.devices().conditions();

        assertThat(conditions.get(FIRST).computing())
                .extracting(Gpus.GpuProcess::pid)
                .containsExactly(4711);
        assertThat(conditions.values().stream().filter(Gpus.Condition.SOUND::equals))
                .hasSize(3);
    }

    @Test
    void what_is_no_report_is_a_failure_and_no_tool_is_none(@TempDir Path folder) throws Exception {
        assertThat(printing("ERROR:root:Driver not initialized\n", folder)
                        .devices()
                        .failure())
                .contains("cat printed something that is no report");
        assertThat(printing("nothing", folder).busy()).isEmpty();
        RocmSmi missing = new RocmSmi(
                List.of("/nonexistent/rocm-smi"), List.of("/nonexistent/rocm-smi"), Duration.ofSeconds(5), folder);
        assertThat(missing.devices()).isEqualTo(Gpus.NONE);
        assertThat(missing.busy()).contains(Map.of());
    }

    @Test
    void the_gpus_of_two_makers_are_counted_on() throws Exception {
        Device nvidia = new Device(new DeviceId("GPU-1"), 0, "NVIDIA A2", io.fairlead.core.unit.Bytes.ofGib(16), false);
        Gpus first =
                new Gpus(List.of(nvidia), Optional.empty(), Optional.of("550"), List.of(), Map.of(), Optional.empty());
        Gpus second = RocmReport.parse(recorded("mi100_rocm602.json")).gpus(Map.of());

        assertThat(first.and(second).devices()).extracting(Device::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(first.and(second).driver()).contains("550");
    }
}
