package io.fairlead.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Expect;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutputPlacesTest {
    private static final SiteMounts SITE = new SiteMounts(
            "local",
            List.of(
                    new ResolvedMount.Folder("share", "/srv/share", "", "/data", false, Making.NOTHING),
                    new ResolvedMount.Tmpfs("/data/fast", Bytes.ofMib(1))));

    private static List<Problem> problems(String... outputs) {
        List<MountTarget> targets =
                List.of(outputs).stream().map(MountTarget::new).toList();
        return OutputPlaces.problems(new Expect(List.of(0), targets, Optional.empty()), List.of(SITE));
    }

    @Test
    void an_output_on_a_volume_is_admitted() {
        assertThat(problems("/data", "/data/model.bin", "/data/fastest")).isEmpty();
    }

    @Test
    void an_output_in_memory_or_in_no_mount_is_refused_with_the_place_where_it_could_be() {
        assertThat(problems("/data/fast/x", "/tmp/x", "/database")).hasSize(3).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("E-EXPECT-OUTPUT-PLACE");
            assertThat(problem.fix()).contains("/data");
        });
        assertThat(problems("/data/y", "/tmp/x").getFirst().path().toString()).isEqualTo("request.expect.outputs[1]");
    }
}
