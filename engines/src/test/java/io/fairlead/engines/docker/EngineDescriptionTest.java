package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Problem;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class EngineDescriptionTest {
    private static final String GOOD = """
            {"ServerVersion":"29.0.1","Name":"dgx","Architecture":"x86_64","CgroupVersion":"2","CgroupDriver":"systemd",
             "Driver":"overlay2","DockerRootDir":"/var/lib/docker","LiveRestoreEnabled":true,
             "SecurityOptions":["name=apparmor","name=seccomp,profile=builtin"],
             "Runtimes":{"runc":{}},"CDISpecDirs":["/etc/cdi"],
             "DiscoveredDevices":[{"Source":"cdi","ID":"nvidia.com/gpu=0"}],
             "BridgeNfIptables":true,"Plugins":{"Network":["bridge","host"]},
             "MemoryLimit":true,"PidsLimit":true,"CpuCfsQuota":true,"SwapLimit":true}
            """;

    private static EngineDescription of(String json) {
        return EngineDescription.of(DockerApi.JSON.readTree(json), new DockerApi.Version(1, 52), OptionalInt.empty());
    }

    @Test
    void a_good_engine_is_taken_without_a_word() {
        EngineDescription description = of(GOOD);

        assertThat(description.refusals()).isEmpty();
        assertThat(description.notices()).isEmpty();
        assertThat(description.cgroup()).isEqualTo(new EngineDescription.Cgroup(2, "systemd"));
        assertThat(description.abilities().gpus()).isEqualTo(EngineDescription.Abilities.GpuRequest.CDI);
        assertThat(description.bridges()).isTrue();
    }

    @Test
    void engines_that_map_users_or_run_without_root_are_refused() {
        assertThat(of(GOOD.replace("name=apparmor", "name=userns")).refusals())
                .extracting(Problem::code)
                .containsExactly("E-ENGINE-USERNS");
        assertThat(of(GOOD.replace("name=apparmor", "name=rootless")).refusals())
                .extracting(Problem::code)
                .containsExactly("E-ENGINE-ROOTLESS");
    }

    @Test
    void engines_that_filter_or_bound_nothing_are_refused() {
        assertThat(of(GOOD.replace("profile=builtin", "profile=unconfined")).refusals())
                .extracting(Problem::code)
                .containsExactly("E-ENGINE-NO-SECCOMP");
        assertThat(of(GOOD.replace("\"PidsLimit\":true", "\"PidsLimit\":false")).refusals())
                .extracting(Problem::message)
                .containsExactly("the engine cannot bound pids");
    }

    @Test
    void what_could_be_better_is_a_notice() {
        String weak = GOOD.replace("\"LiveRestoreEnabled\":true", "\"LiveRestoreEnabled\":false")
                .replace("\"SwapLimit\":true", "\"SwapLimit\":false")
                .replace("\"name=apparmor\",", "")
                .replace("overlay2", "vfs")
                .replace("\"BridgeNfIptables\":true", "\"BridgeNfIptables\":false");

        assertThat(of(weak).refusals()).isEmpty();
        assertThat(of(weak).notices())
                .extracting(Problem::code)
                .containsExactly(
                        "N-ENGINE-LIVE-RESTORE",
                        "N-ENGINE-BRIDGE-FILTER",
                        "N-ENGINE-SWAP",
                        "N-ENGINE-NO-LSM",
                        "N-ENGINE-STORAGE");
        assertThat(of(weak).abilities().limitsSwap()).isFalse();
    }
}
