package io.fairlead.wire.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile.ProjectChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobFileTest {
    private static final String MORE = "\"request\":{\"resources\":{\"cpus\":1,\"gpus\":0,\"cpuMemoryGb\":1},"
            + "\"docker\":{\"image\":\"debian:12\"}}}";

    @Test
    void a_project_beside_the_file_is_taken_where_the_file_names_none() {
        ReadResult result = read("{\"name\":\"x\"," + MORE, new ProjectChoice("--project", "birds"));

        assertThat(result.definition().orElseThrow().project()).hasValue("birds");
    }

    @Test
    void a_project_that_contradicts_the_file_is_refused_with_both_names() {
        String urn = "{\"name\":\"x\",\"owner\":{\"projectUrn\":\"urn:publicid:IDN+a.b+project+cats\"}," + MORE;
        ReadResult result = read(urn, new ProjectChoice("--project", "birds"));

        Problem problem = result.findings().problems().getFirst();
        assertThat(problem.code()).isEqualTo("E-PROJECT-CONFLICT");
        assertThat(problem.path()).hasToString("owner.projectUrn");
        assertThat(problem.message()).contains("cats", "birds", "--project", "owner.projectUrn");
    }

    @Test
    void two_projects_beside_the_file_must_agree_too() {
        ReadResult result = read(
                "{\"name\":\"x\"," + MORE,
                new ProjectChoice("--project", "birds"),
                new ProjectChoice("FAIRLEAD_PROJECT", "cats"));

        assertThat(codes(result)).containsExactly("E-PROJECT-CONFLICT");
        assertThat(result.findings().problems().getFirst().path()).hasToString("project");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"robot:s3cr3t-word@registry.example/x:1\"",
                "\"robot:s3cr3t-w\\u006frd@registry.example/x:1\"",
                "\"r\\u006fbot:s3cr3t-word@registry.example/x:1\"",
            })
    void a_credential_in_the_image_is_in_one_place_only(String image) {
        ReadResult result = read("{\"name\":\"x\"," + MORE.replace("\"debian:12\"", image));

        assertThat(result.credential().orElseThrow().password()).isEqualTo("s3cr3t-word");
        assertThat(result.credential().orElseThrow().user()).isEqualTo("robot");
        assertThat(result.credential().orElseThrow().host()).isEqualTo("registry.example");
        assertThat(result.credential()).asString().doesNotContain("s3cr3t");
        assertThat(result.definition().toString() + result.source() + result.findings())
                .doesNotContain("s3cr3t", "robot", "w\\u006f");
        assertThat(CanonicalJson.write(result.definition().orElseThrow())).doesNotContain("s3cr3t", "robot");
        assertThat(read(result.source()).definition()).isEqualTo(result.definition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot:s3cr3t-p4ss@Registry Example/x:1",
                "robot:s3cr3t@p4ss@host.example/x:1",
                "robot:s3cr3t-p4ss@",
                "robot:s3cr3t/p4ss@debian",
                "robot:s3cr3t p4ss@debian",
                "robot:s3cr3t-p4ss@x@sha256:12",
                "s3cr3t@h.example/x",
                ":s3cr3t@h.example/x",
                "robot:s3cr3t-p4ss@md5:1@debian",
            })
    void no_finding_about_an_image_shows_a_password(String image) {
        ReadResult result = read("{\"name\":\"x\"," + MORE.replace("debian:12", image));

        assertThat(result.findings().toString()).doesNotContain("s3cr3t", "p4ss");
    }

    @Test
    void a_source_without_a_credential_is_kept_as_it_is() {
        String json = " { \"name\" : \"x\"," + MORE + "\n";

        assertThat(read(json).source()).isEqualTo(json);
        assertThat(JobFile.read(("\ufeff" + json).getBytes(StandardCharsets.UTF_8), Format.JSON, List.of())
                        .source())
                .isEqualTo(json);
    }

    @Test
    void sample_b_reserves_memory_with_tmpfs_and_shared_memory() {
        var definition = JobFile.read(Corpus.bytes(Corpus.FOLDER.resolve("good/sample-b.json")), Format.JSON, List.of())
                .definition()
                .orElseThrow();

        assertThat(definition.tmpfs()).isEqualTo(Bytes.ofGib(24));
        assertThat(definition.resources().effectiveShm()).isEqualTo(Bytes.ofGib(2));
        assertThat(definition.memoryReserved()).isEqualTo(Bytes.ofGib(32 + 24 + 2));
    }

    @ParameterizedTest
    @CsvSource({"130000,", "131071,", "131072,E-COMMAND-LONG", "200000,E-COMMAND-LONG"})
    void an_argument_is_as_long_as_the_kernel_takes_it(int length, String code) {
        String argument = "x".repeat(length);

        assertThat(codes(read(
                        "{\"name\":\"x\"," + MORE.replace("12\"", "12\",\"command\":[\"p\",\"" + argument + "\"]"))))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void variables_are_bounded_one_by_one_and_together() {
        String large = "\"A\":\"" + "x".repeat(32 * 1024 + 1) + "\"";
        var many = new StringBuilder("\"V\":1");
        for (int i = 0; i < 9; i++) {
            many.append(",\"V")
                    .append(i)
                    .append("\":\"")
                    .append("é".repeat(15_000))
                    .append('"');
        }

        assertThat(codes(read("{\"name\":\"x\"," + MORE.replace("12\"", "12\",\"environment\":{" + large + "}"))))
                .containsExactly("E-VARIABLE-LARGE");
        assertThat(codes(read("{\"name\":\"x\"," + MORE.replace("12\"", "12\",\"environment\":{" + many + "}"))))
                .containsExactly("E-VARIABLES-LARGE");
    }

    @Test
    void a_document_is_at_most_one_mebibyte() {
        String blanks = " ".repeat((1 << 20) - MORE.length() - 12);

        assertThat(codes(read("{\"name\":\"x\"," + blanks + MORE))).isEmpty();
        assertThat(codes(read("{\"name\":\"x\"," + blanks + " " + MORE))).containsExactly("E-DOCUMENT-TOO-LARGE");
    }

    @Test
    void a_stored_text_that_is_not_ours_is_a_bug_of_ours() {
        assertThatThrownBy(() -> JobFile.readStored("{\"name\":1}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("E-VALUE-TYPE");
    }

    @Test
    void a_command_in_a_stored_text_means_what_it_meant_when_it_was_written() {
        var definition =
                JobFile.readStored("{\"name\":\"x\"," + MORE.replace("12\"", "12\",\"command\":\"plain words\""));

        assertThat(definition.docker().command()).hasToString("Shell[script=plain words]");
    }

    private static ReadResult read(String json, ProjectChoice... outside) {
        return JobFile.read(json.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of(outside));
    }

    private static List<String> codes(ReadResult result) {
        return result.findings().problems().stream().map(Problem::code).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"request\":{\"resources\":{\"cpus\":1,\"gpus\":\"two\",\"cpuMemoryGb\":1},"
                        + "\"docker\":{\"image\":\"debian:12\"}}}",
                "{\"jobDefinition\":{\"name\":\"x\",\"dockerImage\":\"debian:12\",\"resources\":{\"gpus\":\"two\","
                        + "\"cpuCores\":1,\"systemMemory\":1024}}}",
            })
    void machines_are_not_judged_by_what_was_misread_in_either_version(String text) {
        ReadResult result = read(text);

        assertThat(result.definition()).isEmpty();
        assertThat(JobFile.tellsMachines(result)).as(codes(result) + "").isFalse();
        assertThat(JobFile.tellsMachines(read("{\"name\":7," + MORE))).isTrue();
    }
}
