package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Bounds;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.port.ContainerSpec.Workload;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.engines.docker.EngineDescription.Abilities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class CreateRequestTest {
    private static final Abilities PLAIN = new Abilities(Abilities.GpuRequest.NVIDIA, OptionalInt.empty(), true);

    private static ContainerSpec spec(List<DeviceId> devices) {
        return new ContainerSpec(
                new ContainerName("fl-abcdefgh-0123456789-1"),
                "sha256:" + "a".repeat(64),
                new Workload(
                        Optional.of(List.of()),
                        Optional.of(List.of("python", "train.py")),
                        new LinkedHashMap<>(Map.of("A", "1")),
                        Optional.of("/work"),
                        "1000:1000",
                        List.of("2000"),
                        "train",
                        false,
                        false,
                        "SIGTERM"),
                new Bounds(
                        new Cores(1500),
                        Bytes.ofGib(2),
                        Bytes.ofMib(128),
                        Optional.of("0-15,64-79"),
                        100,
                        1024,
                        Bytes.ofMib(8),
                        true),
                List.of(new Mount.Bind("/stage/1", "/data", true), new Mount.Tmpfs("/t", Bytes.ofMib(1), 1000, 1000)),
                devices,
                Network.BRIDGE,
                new LinkedHashMap<>(Map.of("io.fairlead.instance", "x")));
    }

    private static ObjectNode request(List<DeviceId> devices, Abilities abilities) {
        return new CreateRequest(spec(devices), abilities, List.of()).json();
    }

    /** As an engine would show a container that is exactly as asked. */
    private static ObjectNode echoed(ObjectNode asked) {
        ObjectNode made = DockerApi.JSON.createObjectNode();
        ObjectNode config = asked.deepCopy();
        made.put("Image", asked.path("Image").asString());
        made.set("HostConfig", config.remove("HostConfig"));
        config.set("Entrypoint", DockerApi.JSON.nullNode());
        made.set("Config", config);
        return made;
    }

    @Test
    void real_devices_are_asked_for_by_their_uuid_and_named_in_the_environment() {
        List<DeviceId> devices = List.of(new DeviceId("GPU-1"), new DeviceId("GPU-2"));

        ObjectNode request = request(devices, PLAIN);

        JsonNode asked = request.path("HostConfig").path("DeviceRequests").path(0);
        assertThat(asked.path("Driver").asString()).isEqualTo("nvidia");
        assertThat(asked.path("DeviceIDs").toString()).isEqualTo("[\"GPU-1\",\"GPU-2\"]");
        assertThat(request.path("Env").toString()).contains("\"NVIDIA_VISIBLE_DEVICES=GPU-1,GPU-2\"");
    }

    @Test
    void devices_by_their_files_are_named_there_and_kept_from_the_hook() {
        ObjectNode request = request(
                List.of(new DeviceId("GPU-1")), new Abilities(Abilities.GpuRequest.CDI, OptionalInt.empty(), true));

        JsonNode asked = request.path("HostConfig").path("DeviceRequests").path(0);
        assertThat(asked.path("Driver").asString()).isEqualTo("cdi");
        assertThat(asked.path("DeviceIDs").toString()).isEqualTo("[\"nvidia.com/gpu=GPU-1\"]");
        assertThat(request.path("Env").toString()).contains("\"NVIDIA_VISIBLE_DEVICES=void\"");
    }

    @Test
    void a_gpu_of_amds_is_given_as_its_files_and_nvidias_hook_gives_nothing() {
        ObjectNode request = request(List.of(new DeviceId("AMD-0000:83:00.0-79ccd55167a2124a")), PLAIN);

        JsonNode files = request.path("HostConfig").path("Devices");
        assertThat(files.path(0).path("PathOnHost").asString()).isEqualTo("/dev/kfd");
        assertThat(files.path(1).path("PathOnHost").asString()).isEqualTo("/dev/dri/by-path/pci-0000:83:00.0-render");
        assertThat(files).hasSize(2);
        assertThat(request.path("HostConfig").path("DeviceRequests")).isEmpty();
        assertThat(request.path("Env").toString()).contains("\"NVIDIA_VISIBLE_DEVICES=void\"");
    }

    @Test
    void a_job_without_devices_asks_for_none_and_is_given_void() {
        ObjectNode request = request(List.of(), PLAIN);

        assertThat(request.path("HostConfig").path("DeviceRequests")).isEmpty();
        assertThat(request.path("Env").toString())
                .contains("\"NVIDIA_VISIBLE_DEVICES=void\"", "\"NVIDIA_REQUIRE_CUDA\"");
    }

    @Test
    void open_files_are_no_more_than_the_engine_can_give() {
        ObjectNode request = request(List.of(), new Abilities(Abilities.GpuRequest.NVIDIA, OptionalInt.of(512), true));

        assertThat(request.path("HostConfig")
                        .path("Ulimits")
                        .path(0)
                        .path("Hard")
                        .asInt())
                .isEqualTo(512);
    }

    @Test
    void a_container_as_asked_has_no_drift() {
        ObjectNode asked = request(List.of(new DeviceId("GPU-1")), PLAIN);

        assertThat(Drift.between(asked, echoed(asked)).isClean()).isTrue();
    }

    /** Each setting that the engine could change behind our back. */
    @ParameterizedTest
    @CsvSource({
        "/HostConfig, Memory",
        "/HostConfig, MemorySwap",
        "/HostConfig, NanoCpus",
        "/HostConfig, PidsLimit",
        "/HostConfig, ShmSize",
        "/HostConfig, Init",
        "/HostConfig, ReadonlyRootfs",
        "/HostConfig, NetworkMode",
        "/HostConfig, CapDrop",
        "/HostConfig, SecurityOpt",
        "/HostConfig, GroupAdd",
        "/HostConfig, Mounts",
        "/HostConfig, Tmpfs",
        "/HostConfig, Ulimits",
        "/HostConfig, LogConfig",
        "/HostConfig, DeviceRequests",
        "/HostConfig, IpcMode",
        "/Config, User",
        "/Config, Cmd",
        "/Config, Env",
        "/Config, WorkingDir",
        "/Config, Hostname",
        "/Config, StopSignal",
        "/Config, Healthcheck",
        "/Config, Labels"
    })
    void a_setting_that_is_missing_is_a_difference_that_is_named(String where, String setting) {
        ObjectNode asked = request(List.of(new DeviceId("GPU-1")), PLAIN);
        ObjectNode made = echoed(asked);
        ((ObjectNode) made.at(where)).remove(setting);

        assertThat(Drift.between(asked, made).differences())
                .isNotEmpty()
                .allMatch(it -> it.setting().contains(setting));
    }

    @Test
    void what_the_engine_adds_behind_our_back_is_a_difference() {
        ObjectNode asked = request(List.of(), PLAIN);
        ObjectNode made = echoed(asked);
        ((ObjectNode) made.path("HostConfig")).put("Privileged", true).put("PidMode", "host");
        ((ObjectNode) made.path("HostConfig")).putArray("Binds").add("/:/host");
        ((ObjectNode) made.path("HostConfig")).putArray("CapAdd").add("SYS_ADMIN");
        made.put("Image", "sha256:" + "b".repeat(64));

        assertThat(Drift.between(asked, made).differences())
                .extracting(Drift.Difference::setting)
                .containsExactlyInAnyOrder(
                        "HostConfig.Privileged",
                        "HostConfig.PidMode",
                        "HostConfig.Binds",
                        "HostConfig.CapAdd",
                        "Image");
    }

    @Test
    void labels_and_demands_that_the_image_brought_are_found() {
        ObjectNode asked = request(List.of(), PLAIN);
        ObjectNode made = echoed(asked);
        ((ObjectNode) made.at("/Config/Labels")).put("io.fairlead.job", "spoof").put("maintainer", "x");
        ((tools.jackson.databind.node.ArrayNode) made.at("/Config/Env"))
                .add("NVIDIA_REQUIRE_DRIVER=driver>=999")
                .add("PATH=/bin");

        Drift.Findings findings = Drift.between(asked, made);

        assertThat(findings.spoofedLabels()).containsExactly("io.fairlead.job");
        assertThat(findings.demands()).containsExactly("NVIDIA_REQUIRE_DRIVER");
        assertThat(findings.differences()).isEmpty();
    }
}
