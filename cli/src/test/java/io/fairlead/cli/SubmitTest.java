package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmitTest {
    private static final String DEFINITION = "{\"name\":\"x\"}";

    @TempDir
    Path folder;

    private final Typed typed = new Typed();

    private static SubmitResponse made(Finding... notices) {
        return new SubmitResponse(Samples.ID, "train", "QUEUED", List.of(notices), false);
    }

    private static Finding located(String code, String path, int line) {
        return new Finding(
                code,
                path,
                "/" + path.replace('.', '/'),
                Optional.of(line),
                Optional.of(7),
                Optional.of("\"two\""),
                "this is no number",
                code.startsWith("N-") ? "" : "write a number",
                Map.of());
    }

    @Test
    void the_id_alone_goes_to_standard_output_and_all_else_to_standard_error() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, made(located("N-IGNORED", "state", 3)));

            int code = typed.piped(DEFINITION).run("submit", "-");

            assertThat(code).isZero();
            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            assertThat(typed.err())
                    .startsWith("notice: standard input:3:7: state: this is no number")
                    .contains("[N-IGNORED]");
            assertThat(server.asked(Route.SUBMIT).getFirst().body()).isEqualTo(DEFINITION);
        }
    }

    @Test
    void flags_become_what_goes_with_the_definition() throws IOException {
        Path file = Files.writeString(folder.resolve("job.yml"), "name: x\n");
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, made());

            int code = typed.run(
                    "job", "submit", "--hold", "--project", "vision", "--as=bob", "--key", "k1", file.toString());

            assertThat(code).isZero();
            FakeServer.Asked asked = server.asked(Route.SUBMIT).getFirst();
            assertThat(asked.query()).containsEntry("hold", "true").containsEntry("project", "vision");
            assertThat(asked.query()).containsEntry("as", "bob");
            assertThat(asked.headers()).containsEntry("Content-Type", Api.YAML);
            assertThat(asked.headers()).containsEntry(Api.IDEMPOTENCY_KEY, "k1");
        }
    }

    @Test
    void every_problem_of_a_definition_is_shown_with_its_place_its_value_and_its_fix() throws IOException {
        Path file = Files.writeString(folder.resolve("job.json"), DEFINITION);
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.SUBMIT,
                    (_, reply) -> reply.problem(
                            422,
                            located("E-NUMBER", "request.resources.gpus", 4),
                            located("E-NUMBER", "request.resources.cpus", 5)));

            int code = typed.run("submit", file.toString());

            assertThat(code).isEqualTo(2);
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err())
                    .contains("fairlead: " + file + ":4:7: request.resources.gpus: this is no number")
                    .contains("[E-NUMBER]")
                    .contains("  given: \"two\"\n  fix: write a number\n")
                    .contains(file + ":5:7: request.resources.cpus");
        }
    }

    @Test
    void a_lost_answer_is_asked_for_again_with_the_same_key() {
        AtomicInteger times = new AtomicInteger();
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, (_, reply) -> {
                if (times.incrementAndGet() > 1) {
                    reply.json(200, new SubmitResponse(Samples.ID, "train", "QUEUED", List.of(), true));
                }
            });

            int code = typed.piped(DEFINITION).run("submit", "-");

            assertThat(code).isZero();
            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            assertThat(server.asked(Route.SUBMIT).stream()
                            .map(it -> it.headers().get(Api.IDEMPOTENCY_KEY))
                            .distinct())
                    .hasSize(1);
            assertThat(typed.err()).contains("it is the same job");
        }
    }

    @Test
    void a_refusal_that_is_no_mistake_of_the_definition_ends_with_1() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.SUBMIT,
                    (_, reply) -> reply.problem(409, FakeServer.problem("E-NO-FREE-GPUS", "no GPU is free")));

            assertThat(typed.piped(DEFINITION).run("submit", "-")).isEqualTo(1);
            assertThat(typed.err()).contains("no GPU is free").contains("[E-NO-FREE-GPUS]");
        }
    }

    @Test
    void without_a_server_it_ends_with_3_and_says_how_to_start_one() {
        assertThat(typed.piped(DEFINITION).run("submit", "-")).isEqualTo(3);
        assertThat(typed.err()).contains("[E-SERVER-UNREACHABLE]").contains("fix: start one: fairlead server");
    }

    @Test
    void files_that_cannot_be_sent_are_refused_before_the_server_is_asked() throws IOException {
        Path large = Files.write(folder.resolve("large.json"), new byte[Api.DEFINITION_MAX_BYTES + 1]);
        Path empty = Files.write(folder.resolve("empty.json"), new byte[0]);

        assertThat(typed.run("submit", folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(typed.err()).contains("there is no such file").contains("[E-FILE-UNREADABLE]");
        assertThat(typed.run("submit", folder.toString())).isEqualTo(2);
        assertThat(typed.err()).contains("it is a folder");
        assertThat(typed.run("submit", large.toString())).isEqualTo(2);
        assertThat(typed.err()).contains("[E-DEFINITION-LARGE]");
        assertThat(typed.run("submit", empty.toString())).isEqualTo(2);
        assertThat(typed.err()).contains("[E-DEFINITION-EMPTY]");
        assertThat(typed.run("submit", "a\0b")).isEqualTo(2);
    }

    @Test
    void waiting_for_the_end_gives_the_code_of_the_job() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, made());
            server.on(
                    Route.EVENTS,
                    (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                            .chunk(Samples.message(Samples.event(1, "ended", "FAILED")))
                            .end());
            server.on(Route.JOB, Samples.detail("FAILED", Optional.of(7), "", Optional.empty()));

            assertThat(typed.piped(DEFINITION).run("submit", "--wait-done", "-"))
                    .isEqualTo(7);
            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            assertThat(typed.err()).contains("failed with exit code 7");
        }
    }

    @Test
    void waiting_for_the_run_ends_when_it_runs() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, made());
            server.on(
                    Route.EVENTS,
                    (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                            .chunk(Samples.message(Samples.event(1, "running", "RUNNING")))
                            .chunk(": alive\n\n"));
            server.on(Route.JOB, Samples.detail("RUNNING", Optional.empty(), "", Optional.empty()));

            assertThat(typed.piped(DEFINITION).run("submit", "--wait-run", "-")).isZero();
            assertThat(typed.err()).contains("job " + Samples.ID + " runs");
        }
    }
}
