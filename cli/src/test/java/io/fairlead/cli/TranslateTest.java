package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SecretList;
import io.fairlead.wire.api.SubmitResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TranslateTest {
    private static final String LINE = "docker run --gpus 2 -e HOST=`hostname` \\\n  x:1 ls -l\n";

    private final Typed typed = new Typed();

    @TempDir
    Path folder;

    private static String host() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    @Test
    void a_pasted_text_becomes_a_definition_on_standard_output_and_notices_on_standard_error() throws IOException {
        assertThat(typed.piped(LINE).run("translate", "-")).isZero();

        assertThat(typed.out())
                .startsWith("{\n  \"name\": \"x\",")
                .contains("\"gpus\": 2", "\"HOST\": \"" + host() + "\"", "\"command\": [\n");
        assertThat(typed.err())
                .contains("notice: standard input:1:29: `hostname` is " + host() + ", the machine where it was typed")
                .contains("[N-LINE-SUBSTITUTED]");
    }

    @Test
    void words_a_text_in_one_word_and_a_file_give_the_same() throws IOException {
        Path file = Files.writeString(folder.resolve("line"), LINE.replace("`hostname`", "h"));
        assertThat(typed.run("translate", file.toString())).isZero();
        String expected = typed.out();

        assertThat(typed.run("translate", "docker", "run", "--gpus", "2", "-e", "HOST=h", "x:1", "ls", "-l"))
                .isZero();
        assertThat(typed.out()).isEqualTo(expected);
        assertThat(typed.run("translate", "--from", "docker", "run", "--gpus=2", "-eHOST=h", "x:1", "ls", "-l"))
                .isZero();
        assertThat(typed.out()).isEqualTo(expected);
        assertThat(typed.run("translate", "docker run --gpus 2 -e HOST=h x:1 ls -l"))
                .isZero();
        assertThat(typed.out()).isEqualTo(expected);
        assertThat(typed.run("job", "translate", "-o", "yaml", "docker run --gpus 2 -e HOST=h x:1 ls -l"))
                .isZero();
        assertThat(typed.out()).contains("gpus: 2\n");
    }

    @Test
    void all_mistakes_are_told_at_once_with_their_columns_and_nothing_is_printed() {
        assertThat(typed.piped("docker run --gpu all -m 16GiBB --privileged x:1 && ls")
                        .run("translate", "-"))
                .isEqualTo(2);

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("standard input:1:12: docker run has no flag --gpu; did you mean --gpus?")
                .contains("standard input:1:25: -m takes a size such as 16g, 512m or 1.5g; did you mean 16g?")
                .contains("standard input:1:32: --privileged can not be had")
                .contains("standard input:1:49: && is the shell's");
    }

    @Test
    void what_says_nothing_of_its_system_is_asked_for() {
        assertThat(typed.piped("singularity exec x").run("translate", "-")).isEqualTo(2);
        assertThat(typed.err()).contains("say --from docker");
        assertThat(typed.run("translate", "--from", "dokcer", "-")).isEqualTo(2);
        assertThat(typed.err()).contains("did you mean docker?");
    }

    @Test
    void a_submitted_line_is_handed_in_as_a_definition_with_its_dialect() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));

            assertThat(typed.piped(LINE).run("submit", "--from", "docker", "-")).isZero();

            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            FakeServer.Asked asked = server.asked(Route.SUBMIT).getFirst();
            assertThat(asked.query()).containsEntry("dialect", "docker");
            assertThat(asked.body()).startsWith("{\"name\":\"x\"").contains("\"gpus\":2");
        }
    }

    @Test
    void a_credential_is_kept_as_a_secret_before_the_definition_is_handed_in_and_never_shown() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SECRET_SET, new SecretList.SecretChanged("hf-token", "kept"))
                    .on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));
            String line = "docker run -e HF_TOKEN=s3cr3t x:1";

            assertThat(typed.piped(line).run("translate", "-")).isZero();
            assertThat(typed.out() + typed.err())
                    .contains("\"HF_TOKEN\": \"hf-token\"")
                    .doesNotContain("s3cr3t");
            assertThat(server.asked(Route.SECRET_SET)).isEmpty();

            assertThat(typed.piped(line).run("submit", "--from", "docker", "-")).isZero();

            assertThat(server.asked(Route.SECRET_SET).getFirst().body()).isEqualTo("s3cr3t");
            assertThat(server.asked(Route.SUBMIT).getFirst().body())
                    .contains("hf-token")
                    .doesNotContain("s3cr3t");
            assertThat(typed.err())
                    .contains("secret hf-token keeps the value of HF_TOKEN")
                    .doesNotContain("s3cr3t");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker run --gpus 2 x:1", "$ sudo docker run --gpus=2 x:1", "runai submit n -i x:1 -g 2"})
    void a_pasted_line_says_itself_what_it_is_written_in(String line) {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));

            assertThat(typed.piped(line).run("submit", "-")).isZero();

            assertThat(server.asked(Route.SUBMIT).getFirst().body()).contains("\"gpus\":2");
            assertThat(typed.piped(line).run("export", "--to", "runai", "-")).isZero();
            assertThat(typed.out()).contains("runai submit").contains("-i x:1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: x\nrequest: {docker: {image: x, command: docker run x}}", "docker: run"})
    void a_definition_that_names_a_program_stays_a_definition(String definition) {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));

            assertThat(typed.piped(definition).run("submit", "-")).isZero();

            assertThat(server.asked(Route.SUBMIT).getFirst().body()).isEqualTo(definition);
        }
    }
}
