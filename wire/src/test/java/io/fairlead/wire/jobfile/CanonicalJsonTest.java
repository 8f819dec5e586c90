package io.fairlead.wire.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.wire.document.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CanonicalJsonTest {
    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_is_read_back_as_the_same(int seed) {
        JobDefinition definition = new DefinitionGenerator(seed).next();

        String json = CanonicalJson.write(definition);

        assertThat(JobFile.readStored(json)).isEqualTo(definition);
        assertThat(CanonicalJson.write(JobFile.readStored(json))).isEqualTo(json);
        ReadResult asFile = JobFile.read(json.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of());
        assertThat(asFile.findings().problems()).isEmpty();
        assertThat(asFile.definition()).hasValue(definition);
        assertThat(asFile.source()).isEqualTo(json);
    }

    /** Lines are added to that file when the format grows, and never changed: jobs stored by an old version stay readable. */
    @Test
    void every_text_that_a_released_version_stored_is_still_read() throws IOException {
        List<String> stored = Files.readAllLines(Corpus.FOLDER.resolve("stored/canonical.jsonl"));

        assertThat(stored).hasSizeGreaterThan(50).allSatisfy(JobFile::readStored);
    }

    @Test
    void labels_and_variables_keep_their_order() {
        JobDefinition definition = JobFile.readStored(
                "{\"name\":\"x\",\"labels\":{\"z\":\"1\",\"a\":\"2\"},\"request\":{\"resources\":{\"cpus\":1,\"gpus\":0,"
                        + "\"cpuMemoryGb\":1},\"docker\":{\"image\":\"debian:12\",\"environment\":{\"Z\":\"1\",\"A\":\"2\"}}}}");

        assertThat(new ArrayList<>(definition.labels().keySet())).containsExactly("z", "a");
        assertThat(new ArrayList<>(definition.docker().environment().keySet())).containsExactly("Z", "A");
        assertThat(CanonicalJson.write(definition)).contains("{\"z\":\"1\",\"a\":\"2\"}", "{\"Z\":\"1\",\"A\":\"2\"}");
    }

    @Test
    void a_stored_text_that_grew_beyond_the_bound_for_files_is_still_read() {
        String command = "\\u0001".repeat(30_000); // YAML can say it in fewer bytes than JSON
        String yaml =
                "name: x\nrequest:\n  resources: {cpus: 1, gpus: 0, cpuMemoryGb: 1}\n  docker:\n    image: debian:12\n"
                        + "    command: [" + ("\"" + command.replace("\\u0001", "\\x01") + "\",").repeat(8) + "x]\n";
        ReadResult result = JobFile.read(yaml.getBytes(StandardCharsets.UTF_8), Format.YAML, List.of());

        String json = CanonicalJson.write(result.definition().orElseThrow());

        assertThat(json.length()).isGreaterThan(1 << 20);
        assertThat(JobFile.readStored(json)).isEqualTo(result.definition().orElseThrow());
    }
}
