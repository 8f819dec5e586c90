package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.Route;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitTest {
    private final Typed typed = new Typed();

    private static FakeServer.Answer ended(String state) {
        return (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                .chunk(Samples.message(Samples.event(9, "ended", state)))
                .end();
    }

    private static JobDetail detail(String state, int exit, String cause) {
        return Samples.detail(state, exit < 0 ? Optional.empty() : Optional.of(exit), cause, Optional.empty());
    }

    /** Exit -1: the job has none. */
    @ParameterizedTest
    @CsvSource({
        "FINISHED, 0, '', 0",
        "FINISHED, 3, '', 0",
        "FINISHED, 143, MAX_DURATION, 124",
        "FAILED, 7, '', 7",
        "FAILED, 137, '', 137",
        "FAILED, 0, '', 1",
        "FAILED, 256, '', 1",
        "FAILED, -1, '', 125",
        "FAILED, 143, MAX_DURATION, 124",
        "CANCELLED, -1, '', 130",
        "CANCELLED, 143, CANCEL, 130",
        "FAILED, 143, CANCEL, 143"
    })
    void it_ends_as_the_job_did(String state, int exit, String cause, int expected) {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.EVENTS, ended(state)).on(Route.JOB, detail(state, exit, cause));

            assertThat(typed.run("wait", "7g3k")).isEqualTo(expected);
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void of_several_jobs_the_first_code_that_is_not_0_counts() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.EVENTS, ended("FAILED"));
            AtomicInteger looked = new AtomicInteger();
            // three to find the ids, three to see the end
            server.on(Route.JOB, (_, reply) -> {
                int[] codes = {0, 0, 0, 0, 5, 6};
                int code = codes[looked.getAndIncrement()];
                reply.json(200, detail(code == 0 ? "FINISHED" : "FAILED", code, ""));
            });

            assertThat(typed.run("wait", "aaaa", "bbbb", "cccc")).isEqualTo(5);
        }
    }

    @Test
    void a_server_that_goes_away_is_waited_for_with_one_line_and_nothing_is_asked_twice() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOB, detail("FAILED", 7, ""));
            server.on(Route.EVENTS, (asked, reply) -> {
                if (asked.query().get("after").equals("0")) {
                    reply.begin("Content-Type: " + Api.EVENT_STREAM)
                            .chunk(Samples.message(Samples.event(4, "running", "RUNNING")));
                    server.stop();
                } else {
                    ended("FAILED").to(asked, reply);
                }
            });
            AtomicInteger pauses = new AtomicInteger();
            typed.whenPausing(() -> {
                if (pauses.incrementAndGet() == 3) {
                    server.start();
                }
            });

            assertThat(typed.run("wait", Samples.ID)).isEqualTo(7);
            assertThat(typed.err()).containsOnlyOnce("the server went away; waiting for it");
            assertThat(server.asked(Route.EVENTS).getLast().query()).containsEntry("after", "4");
        }
    }

    @Test
    void a_server_that_says_that_it_is_stopping_is_waited_for() {
        AtomicInteger asked = new AtomicInteger();
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOB, detail("FINISHED", 0, ""));
            server.on(Route.EVENTS, (it, reply) -> {
                if (asked.incrementAndGet() < 4) {
                    reply.problem(503, FakeServer.problem("E-SERVER-GOING", "the server is stopping"));
                } else {
                    ended("FINISHED").to(it, reply);
                }
            });

            assertThat(typed.run("wait", Samples.ID)).isZero();
            assertThat(typed.err()).containsOnlyOnce("the server went away");
        }
    }

    @Test
    void a_job_that_is_not_there_is_refused_at_once() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.JOB,
                    (_, reply) -> reply.problem(404, FakeServer.problem("E-JOB-NOT-FOUND", "there is no such job")));

            assertThat(typed.run("wait", "zzzz")).isEqualTo(1);
            assertThat(typed.err()).contains("[E-JOB-NOT-FOUND]");
        }
    }

    @Test
    void words_that_can_be_no_part_of_a_path_name_no_job() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.JOB,
                    (_, reply) -> reply.problem(404, FakeServer.problem("E-JOB-NOT-FOUND", "there is no such job")));

            for (String word : new String[] {"", ".", "..", "../1", "%2e%2e", "a/b", "18446744073709551616", "é"}) {
                assertThat(typed.run("show", word)).as(word).isEqualTo(1);
                assertThat(typed.err()).as(word).contains("[E-JOB-NOT-FOUND]");
            }
        }
    }
}
