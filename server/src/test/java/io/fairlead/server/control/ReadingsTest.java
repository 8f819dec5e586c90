package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Texts;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadingsTest {
    private static final JobFile.ProjectChoice VISION = new JobFile.ProjectChoice("--project", "vision");

    private final Readings readings = new Readings();

    private static byte[] job(String image, String command) {
        return """
                {"name": "tool", "request": {
                  "resources": {"cpus": 1, "gpus": 0, "cpuMemoryGb": 1},
                  "docker": {"image": "%s", "command": "%s"}}}
                """.formatted(image, command).getBytes(StandardCharsets.UTF_8);
    }

    private Readings.Reading read(byte[] body) {
        return readings.read(body, Format.JSON, List.of());
    }

    private static JobDefinition definition(Readings.Reading reading) {
        return reading.result().definition().orElseThrow();
    }

    @Test
    void the_same_bytes_are_read_once() {
        Readings.Reading first = read(job("tool:1", "true"));

        assertThat(read(job("tool:1", "true"))).isSameAs(first);
        assertThat(first.texts().map(Texts::source))
                .contains(new String(job("tool:1", "true"), StandardCharsets.UTF_8));
        assertThat(JobFile.readStored(first.texts().orElseThrow().definition())).isEqualTo(definition(first));
    }

    @Test
    void however_many_others_come_each_is_read_as_itself() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                Readings.Reading reading = read(job("tool:" + i, "true"));
                assertThat(definition(reading).docker().image().tag()).contains(Integer.toString(i));
            }
        }
    }

    @Test
    void the_project_beside_it_and_its_format_belong_to_it() {
        byte[] body = job("tool:1", "true");

        assertThat(definition(read(body)).project()).isEmpty();
        assertThat(definition(readings.read(body, Format.JSON, List.of(VISION))).project())
                .contains("vision");
        assertThat(definition(read(body)).project()).isEmpty();
        assertThat(readings.read(body, Format.YAML, List.of())).isNotSameAs(read(body));
    }

    @Test
    void what_holds_a_password_or_is_refused_is_not_kept() {
        byte[] secret = job("ada:s3cret@registry.example/tool:1", "true");
        byte[] wrong = job("tool:1", "true\\u0000");

        assertThat(read(secret)).isNotSameAs(read(secret));
        assertThat(read(secret).result().credential()).isPresent();
        assertThat(read(wrong).result().findings().refuses()).isTrue();
        assertThat(read(wrong)).isNotSameAs(read(wrong));
        assertThat(read(wrong).texts()).isEmpty();
    }

    @Test
    void a_large_one_is_not_kept() {
        byte[] large = job("tool:1", "x".repeat(10_000));

        assertThat(read(large)).isNotSameAs(read(large));
        assertThat(definition(read(large))).isEqualTo(definition(read(large)));
    }
}
