package io.fairlead.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Spot;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.MigProfile;
import java.io.ByteArrayInputStream;
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
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NvidiaTest {
    private static Gpus parsed(String xml) throws XMLStreamException {
        return NvidiaReport.parse(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), Map.of(), Affinity.UNKNOWN);
    }

    private static Gpus answer(Duration deadline, String... command) throws InterruptedException {
        return new NvidiaSmi(List.of(command), List.of("false"), List.of(command), List.of("false"), deadline)
                .devices();
    }

    @Test
    void a_report_gives_whole_devices_and_says_which_it_leaves_out() throws Exception {
        try (InputStream xml = Objects.requireNonNull(getClass().getResourceAsStream("two-gpus.xml"))) {
            Gpus gpus = NvidiaReport.parse(xml, Map.of(), Affinity.UNKNOWN);

            assertThat(gpus.cuda()).contains(new CudaVersion(12, 4));
            assertThat(gpus.devices())
                    .containsExactly(
                            new Device(
                                    new DeviceId("GPU-6a1b2c3d-0001-4e5f-8a9b-0c1d2e3f4a5b"),
                                    0,
                                    "NVIDIA A100 80GB PCIe",
                                    Bytes.ofGib(80),
                                    false),
                            new Device(
                                    new DeviceId("GPU-6a1b2c3d-0003-4e5f-8a9b-0c1d2e3f4a5b"),
                                    2,
                                    "NVIDIA GeForce RTX 4090",
                                    Bytes.ofMib(24564),
                                    false));
            assertThat(gpus.notices())
                    .singleElement()
                    .asString()
                    .startsWith("GPU 1 (NVIDIA A100")
                    .contains("MIG");
        }
    }

    @Test
    void the_instances_of_a_gpu_in_mig_mode_are_devices_of_their_own() throws Exception {
        String listing;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("mig-listing.txt"))) {
            listing = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (InputStream xml = Objects.requireNonNull(getClass().getResourceAsStream("two-gpus.xml"))) {
            Gpus gpus = NvidiaReport.parse(xml, MigListing.parse(listing), Affinity.UNKNOWN);

            assertThat(gpus.notices()).isEmpty();
            assertThat(gpus.devices())
                    .filteredOn(device -> device.slice().isPresent())
                    .extracting(
                            device -> device.id().text(),
                            Device::index,
                            device -> device.slice().orElseThrow().toString(),
                            device -> device.memory(),
                            device -> device.whole().each().milli())
                    .containsExactly(
                            tuple("MIG-c7384736-a75d-5afc-978f-d2f1294409fd", 200, "3g.40gb", Bytes.ofGib(40), 428),
                            tuple("MIG-a28ad590-3fda-56dd-84fc-0a0b96edc58d", 201, "1g.10gb", Bytes.ofGib(10), 142),
                            tuple("MIG-7d4d7d30-7a5b-5b9d-8f2c-4c1b7a3d2e10", 202, "1g.10gb", Bytes.ofGib(10), 142));
            assertThat(gpus.devices().get(1).model()).endsWith("MIG 3g.40gb");
        }
    }

    @Test
    void nothing_outside_the_report_is_read(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "9.9");
        String xml = "<!DOCTYPE x [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>"
                + "<nvidia_smi_log><cuda_version>&s;</cuda_version></nvidia_smi_log>";

        assertThat(readsTheSecret(xml)).isFalse();
    }

    private static boolean readsTheSecret(String xml) {
        try {
            return parsed(xml).cuda().isPresent();
        } catch (XMLStreamException refused) {
            return false;
        }
    }

    @Test
    void what_is_no_report_is_refused() {
        assertThatThrownBy(() -> parsed("NVIDIA-SMI has failed")).isInstanceOf(XMLStreamException.class);
    }

    private static Optional<Map<DeviceId, Integer>> busy(String... command) throws InterruptedException {
        return new NvidiaSmi(
                        List.of("false"), List.of("false"), List.of(command), List.of("false"), Duration.ofSeconds(5))
                .busy();
    }

    @Test
    void how_busy_devices_are_is_read_and_one_that_does_not_say_counts_as_busy() throws Exception {
        String lines = "GPU-6a1b2c3d-0001-4e5f-8a9b-0c1d2e3f4a5b, 0\nGPU-6a1b2c3d-0002-4e5f-8a9b-0c1d2e3f4a5b, [N/A]\n"
                + "GPU-6a1b2c3d-0003-4e5f-8a9b-0c1d2e3f4a5b, 97\n";

        assertThat(busy("printf", lines))
                .contains(Map.of(
                        new DeviceId("GPU-6a1b2c3d-0001-4e5f-8a9b-0c1d2e3f4a5b"), 0,
                        new DeviceId("GPU-6a1b2c3d-0002-4e5f-8a9b-0c1d2e3f4a5b"), 100,
                        new DeviceId("GPU-6a1b2c3d-0003-4e5f-8a9b-0c1d2e3f4a5b"), 97));
        assertThat(busy("/nonexistent/nvidia-smi")).contains(Map.of());
        assertThat(busy("false")).isEmpty();
    }

    @Test
    void a_machine_without_the_tool_has_no_gpus() throws Exception {
        assertThat(answer(Duration.ofSeconds(5), "/nonexistent/nvidia-smi")).isEqualTo(Gpus.NONE);
    }

    @Test
    void a_tool_that_fails_or_hangs_gives_no_gpus_and_says_so() throws Exception {
        Duration brief = Duration.ofMillis(200);

        assertThat(answer(Duration.ofSeconds(5), "false").notices()).containsExactly("false ended with code 1");
        assertThat(answer(Duration.ofSeconds(5), "echo", "none").notices())
                .containsExactly("echo printed something that is no report");
        assertThat(answer(brief, "tail", "-f", "/dev/null").notices())
                .containsExactly("tail did not answer within 0 s");
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NvidiaTest.class.getResourceAsStream("recorded/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_recorded_report_tells_who_computes_on_a_device_and_not_who_only_draws() throws Exception {
        Gpus gpus = parsed(recorded("rtx-4000-ada.xml"));

        Device device = gpus.devices().getFirst();
        assertThat(device.model()).isEqualTo("NVIDIA RTX 4000 SFF Ada Generation");
        Gpus.Condition condition = gpus.conditions().get(device.id());
        assertThat(condition.sick()).isEmpty();
        assertThat(condition.computing())
                .extracting(Gpus.GpuProcess::name)
                .containsExactly("python", "/usr/lib/chromium/chromium");
    }

    @Test
    void what_the_driver_says_of_a_device_that_needs_help_is_a_sickness() throws Exception {
        String sound = recorded("rtx-4000-ada.xml");
        Map<String, String> signs = Map.of(
                "<gpu_recovery_action>None<", "<gpu_recovery_action>Drain and Reset<",
                "<remapped_row_pending>No<", "<remapped_row_pending>Yes<",
                "<remapped_row_failure>No<", "<remapped_row_failure>Yes<");
        for (Map.Entry<String, String> sign : signs.entrySet()) {
            assertThat(sound).contains(sign.getKey());
            Gpus gpus = parsed(sound.replace(sign.getKey(), sign.getValue()));

            assertThat(gpus.conditions().values())
                    .singleElement()
                    .satisfies(it -> assertThat(it.sick()).as(sign.getValue()).isPresent());
        }
    }

    @Test
    void the_instances_of_a_recorded_gpu_in_mig_mode_are_as_sick_as_it_and_have_their_own_processes() throws Exception {
        DeviceId whole = new DeviceId("GPU-513536b6-7d19-9063-b049-1e69664bb298");
        List<MigListing.Instance> instances = IntStream.range(0, 4)
                .mapToObj(i -> new MigListing.Instance(
                        new DeviceId("MIG-" + i), MigProfile.of("1g.20gb").orElseThrow()))
                .toList();
        String report = recorded("a100-mig.xml")
                .replace(
                        "<processes />",
                        "<processes><process_info><gpu_instance_id>5</gpu_instance_id><compute_instance_id>0</compute_instance_id>"
                                + "<pid>77</pid><type>C</type><process_name>train</process_name></process_info></processes>");

        Gpus gpus = NvidiaReport.parse(
                new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)),
                Map.of(whole, instances),
                Affinity.UNKNOWN);

        assertThat(gpus.devices()).extracting(Device::index).containsExactly(100, 101, 102, 103);
        assertThat(gpus.conditions()).hasSize(4);
        assertThat(gpus.conditions().get(new DeviceId("MIG-2")).computing())
                .containsExactly(new Gpus.GpuProcess(77, "train"));
        assertThat(gpus.conditions().get(new DeviceId("MIG-1"))).isEqualTo(Gpus.Condition.SOUND);
    }

    @Test
    void a_report_with_a_line_about_a_lost_device_is_read_and_the_line_is_told(@TempDir Path folder) throws Exception {
        Path report = Files.writeString(
                folder.resolve("report"),
                "Unable to determine the device handle for GPU1: 0000:0A:00.0: GPU is lost.  Reboot the system to recover this"
                        + " GPU\n" + recorded("rtx-4000-ada.xml"));

        Gpus gpus = answer(Duration.ofSeconds(5), "sh", "-c", "cat " + report + "; exit 15");

        assertThat(gpus.devices()).hasSize(1);
        assertThat(gpus.failure()).isEmpty();
        assertThat(gpus.notices()).singleElement().asString().startsWith("nvidia-smi: Unable to determine");
    }

    @Test
    void a_tool_that_ends_with_an_error_says_it_in_its_own_words() throws Exception {
        Gpus gpus = answer(Duration.ofSeconds(5), "sh", "-c", "echo; echo 'no driver'; exit 9");

        assertThat(gpus.failure()).contains("sh ended with code 9: no driver");
        assertThat(gpus.devices()).isEmpty();
    }

    /** Of a DGX A100, most columns left out: links from each to each, and memory beside each pair. */
    private static final String DGX = """
            \tGPU0\tGPU1\tGPU2\tGPU3\tmlx5_0\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tNV12\tNV12\tNV12\tPXB\t48-63,176-191\t3
            GPU1\tNV12\t X \tNV12\tNV12\tPXB\t48-63,176-191\t3
            GPU2\tNV12\tNV12\t X \tNV12\tSYS\t16-31,144-159\t1
            GPU3\tNV12\tNV12\tNV12\t X \tSYS\t16-31,144-159\t1
            mlx5_0\tPXB\tPXB\tSYS\tSYS\t X \t\t

            Legend:
              NV#  = Connection traversing a bonded set of # NVLinks
            """;

    /** Pairs joined by bridges on one board. */
    private static final String BRIDGES = """
            \t\u001b[4mGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\u001b[0m
            GPU0\t X \tSYS\tNV4\tSYS\t0-31\t0\t\tN/A
            GPU1\tSYS\t X \tSYS\tNV4\t0-31\t0\t\tN/A
            GPU2\tNV4\tSYS\t X \tSYS\t0-31\t0\t\tN/A
            GPU3\tSYS\tNV4\tSYS\t X \t0-31\t0\t\tN/A
            """;

    private static List<Spot> spots(String table, int gpus, int cpus) {
        Affinity affinity = Affinity.parse(table, cpus);
        return IntStream.range(0, gpus).mapToObj(affinity::of).toList();
    }

    @Test
    void what_is_linked_and_beside_the_same_memory_is_one_island_with_its_cpus() {
        assertThat(spots(DGX, 4, 256))
                .containsExactly(
                        new Spot(0, "48-63,176-191"),
                        new Spot(0, "48-63,176-191"),
                        new Spot(1, "16-31,144-159"),
                        new Spot(1, "16-31,144-159"));
        assertThat(spots(BRIDGES, 4, 32)).extracting(Spot::island).containsExactly(0, 1, 0, 1);
        assertThat(spots(BRIDGES, 4, 32)).extracting(Spot::cpus).containsOnly("");
        assertThat(spots(BRIDGES, 4, 64)).extracting(Spot::cpus).containsOnly("0-31");
        assertThat(Affinity.parse("No devices were found\n", 8)).isEqualTo(Affinity.UNKNOWN);
    }

    @Test
    void a_gpu_sits_where_the_table_says(@TempDir Path folder) throws Exception {
        Path report = Files.writeString(folder.resolve("report"), recorded("rtx-4000-ada.xml"));
        Path table =
                Files.writeString(folder.resolve("table"), "\tGPU0\tCPU Affinity\tNUMA Affinity\nGPU0\t X \t1\t1\n");
        var tool = new NvidiaSmi(
                List.of("cat", report.toString()),
                List.of("false"),
                List.of("false"),
                List.of("cat", table.toString()),
                Duration.ofSeconds(5));

        String expected = Runtime.getRuntime().availableProcessors() > 1 ? "1" : "";
        assertThat(tool.devices().devices()).extracting(Device::spot).containsExactly(new Spot(0, expected));
    }
}
