package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Route;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LogsTest {
    private static final String ATTEMPT_1 = Api.LOG_ATTEMPT + ": 1";
    private final Typed typed = new Typed();

    private FakeServer server() {
        return new FakeServer(typed.socket)
                .on(Route.JOB, Samples.detail("FAILED", Optional.of(7), "", Optional.empty()))
                .on(
                        Route.EVENTS,
                        (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                                .chunk(Samples.message(Samples.event(9, "ended", "FAILED")))
                                .end());
    }

    @Test
    void to_a_pipe_every_byte_goes_as_it_is() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        try (var server = server()) {
            server.on(
                    Route.LOGS,
                    (_, reply) -> reply.begin(ATTEMPT_1).chunk(bytes).end());

            assertThat(typed.run("logs", Samples.ID)).isZero();
            assertThat(typed.outBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void on_a_terminal_nothing_of_it_controls_the_terminal() {
        String rude = "plain\u001b[31mred\u001b]52;c;cGFzdGU=\u0007\u009b2Jend\u202e\r\n\ttab\u0008";
        try (var server = server()) {
            server.on(
                    Route.LOGS, (_, reply) -> reply.begin(ATTEMPT_1).chunk(rude).end());

            assertThat(typed.onTerminal(80).run("logs", Samples.ID)).isZero();
            assertThat(typed.out()).isEqualTo("plainredend\r\n\ttab");
        }
    }

    @Test
    void following_goes_on_at_the_byte_where_the_server_went_away() {
        AtomicInteger asked = new AtomicInteger();
        try (var server = server()) {
            server.on(Route.LOGS, (it, reply) -> {
                int time = asked.getAndIncrement();
                if (time == 0) {
                    reply.begin(ATTEMPT_1).chunk("first ");
                    server.stop();
                } else if (it.query().get("offset").equals("6")) {
                    reply.begin(ATTEMPT_1).chunk("second").end();
                } else {
                    reply.problem(404, FakeServer.problem("E-ATTEMPT-UNKNOWN", "there is no other"));
                }
            });
            typed.whenPausing(() -> {
                if (asked.get() == 1) {
                    server.start();
                }
            });

            assertThat(typed.run("logs", "-f", "--exit-code", Samples.ID)).isEqualTo(7);
            assertThat(typed.out()).isEqualTo("first second");
            assertThat(typed.err()).containsOnlyOnce("the server went away");
        }
    }

    @Test
    void a_later_try_is_followed_and_announced() {
        try (var server = server()) {
            server.on(Route.LOGS, (it, reply) -> {
                switch (it.query().getOrDefault("attempt", "1")) {
                    case "1" -> reply.begin(ATTEMPT_1).chunk("one\n").end();
                    case "2" ->
                        reply.begin(Api.LOG_ATTEMPT + ": 2").chunk("two\n").end();
                    default -> reply.problem(404, FakeServer.problem("E-ATTEMPT-UNKNOWN", "there is no other"));
                }
            });

            assertThat(typed.run("logs", "-f", Samples.ID)).isZero();
            assertThat(typed.out()).isEqualTo("one\ntwo\n");
            assertThat(typed.err()).contains("what follows is try 2");
        }
    }

    @Test
    void a_job_that_has_not_begun_says_so() {
        try (var server = server()) {
            server.on(
                    Route.LOGS,
                    (_, reply) -> reply.begin(Api.LOG_ATTEMPT + ": 0").end());

            assertThat(typed.run("logs", Samples.ID)).isZero();
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).contains("no log yet");
        }
    }

    @Test
    void a_character_cut_in_two_by_the_network_is_whole_on_the_terminal() {
        byte[] heart = "♥".getBytes(StandardCharsets.UTF_8);
        try (var server = server()) {
            server.on(
                    Route.LOGS,
                    (_, reply) -> reply.begin(ATTEMPT_1)
                            .chunk(new byte[] {heart[0]})
                            .chunk(new byte[] {heart[1], heart[2]})
                            .end());

            assertThat(typed.onTerminal(80).run("logs", Samples.ID)).isZero();
            assertThat(typed.out()).isEqualTo("♥");
        }
    }
}
