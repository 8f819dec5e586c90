package io.fairlead.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.net.Request;
import io.fairlead.net.Response;
import io.fairlead.server.control.Desk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestsTest {
    private static final byte[] BODY = "{\"name\":\"x\"}".getBytes(UTF_8);
    private static OpenDoor door;

    @BeforeAll
    static void open() throws Exception {
        door = new OpenDoor();
        door.house.add(SampleJobs.queued("abcdefgh12", 1001, "a"));
        door.house.add(SampleJobs.queued("abcdxxxx12", 1001, "b"));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @AfterEach
    void mend() {
        door.house.broken = false;
        door.house.nextSubmit = Optional.empty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /                                  | 404 | E-NO-ROUTE
            GET    | /v1                                | 404 | E-NO-ROUTE
            GET    | /v1/                               | 404 | E-NO-ROUTE
            GET    | /v2/jobs                           | 404 | E-NO-ROUTE
            GET    | /v1/jobs/                          | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/../status                 | 404 | E-NO-ROUTE
            GET    | /v1/jobs/a%2Fb                     | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/..%2F..%2Fstatus          | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/100%25                    | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/a%5Cb                     | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/a%3Bb                     | 404 | E-JOB-NOT-FOUND
            GET    | /v1/jobs/abcd                      | 409 | E-JOB-AMBIGUOUS
            PUT    | /v1/jobs                           | 405 | E-METHOD-NOT-ALLOWED
            DELETE | /v1/jobs                           | 405 | E-METHOD-NOT-ALLOWED
            GET    | /v1/shutdown                       | 405 | E-METHOD-NOT-ALLOWED
            HEAD   | /v1/jobs/abcdefgh12/cancel         | 405 |
            GET    | /v1/jobs?limit=0                   | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?limit=1001                | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?limit=ten                 | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?limit=99999999999999999999| 400 | E-QUERY-VALUE
            GET    | /v1/jobs?limit=                    | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?limit=1&limit=2           | 400 | E-QUERY-MALFORMED
            GET    | /v1/jobs?stat=running              | 400 | E-QUERY-UNKNOWN
            GET    | /v1/jobs?state=RUNING              | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?state=running,,pending    | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?scope=everyone            | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?after=nonsense            | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?after=%F0%9F%92%A9        | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?name=                     | 400 | E-QUERY-VALUE
            GET    | /v1/jobs?name=%zz                  | 400 |
            GET    | /v1/jobs?name=%ff                  | 400 |
            GET    | /v1/status?verbose=true            | 400 | E-QUERY-UNKNOWN
            GET    | /v1/jobs/abcdefgh12/logs?offset=-1 | 400 | E-QUERY-VALUE
            GET    | /v1/jobs/abcdefgh12/logs?offset=1  | 416 | E-OFFSET-BEYOND
            GET    | /v1/jobs/abcdefgh12/logs?attempt=0 | 400 | E-QUERY-VALUE
            GET    | /v1/jobs/abcdefgh12/logs?attempt=9 | 404 | E-ATTEMPT-UNKNOWN
            GET    | /v1/jobs/abcdefgh12/logs?tail=10   | 400 | E-QUERY-UNKNOWN
            GET    | /v1/jobs/abcdefgh12/logs?follow=si | 400 | E-QUERY-VALUE
            GET    | /v1/jobs/abcdefgh12/events?after=x | 400 | E-QUERY-VALUE
            POST   | /v1/jobs/abcdefgh12/cancel?force=1 | 400 | E-QUERY-UNKNOWN
            """)
    void a_bad_request_is_refused_with_its_code(String method, String target, int status, String code)
            throws Exception {
        var answer = door.ask(OpenDoor.OWNER, Request.of(method, target));

        assertThat(answer.status()).isEqualTo(status);
        if (code != null) {
            assertThat(OpenDoor.problem(answer).errors().getFirst().code()).isEqualTo(code);
            assertThat(answer.headers().first("Content-Type")).contains("application/problem+json");
        }
        assertThat(answer.headers().first("Fairlead-Request-Id")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNING   | did you mean running
            running2 | did you mean running
            Pending  | did you mean pending
            done     | possible: pending, running, finished
            """)
    void a_misspelt_filter_is_answered_with_what_was_meant(String given, String hint) throws Exception {
        var problem = OpenDoor.problem(door.get(OpenDoor.OWNER, "/v1/jobs?state=" + given));

        assertThat(problem.errors().getFirst().fix()).contains(hint);
    }

    @Test
    void a_wrong_method_names_the_right_ones() throws Exception {
        var answer = door.ask(OpenDoor.OWNER, Request.of("PUT", "/v1/jobs"));

        assertThat(answer.headers().first("Allow")).contains("POST, GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
                "json",
                ";"
            })
    void a_body_of_another_type_is_refused(String type) throws Exception {
        var answer = submit(BODY, type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(OpenDoor.problem(answer).errors().getFirst().code()).isEqualTo("E-MEDIA-TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=UTF-8",
                "application/json;",
                "application/yaml",
                "application/x-yaml",
                "text/yaml; charset=utf-8"
            })
    void json_and_yaml_in_utf8_are_taken(String type) throws Exception {
        assertThat(submit(BODY, type).status()).isEqualTo(201);
        assertThat(door.house.options.getLast().format())
                .isEqualTo(type.contains("yaml") ? Desk.Format.YAML : Desk.Format.JSON);
    }

    @Test
    void a_missing_type_is_refused() throws Exception {
        String answer =
                door.raw("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 415").contains("content type none");
    }

    @Test
    void an_empty_body_is_refused() throws Exception {
        assertThat(OpenDoor.problem(submit(new byte[0], "application/json")).errors())
                .singleElement()
                .extracting("code")
                .isEqualTo("E-BODY-EMPTY");
    }

    @Test
    void a_body_that_says_that_it_is_too_large_is_refused_before_it_is_sent() throws Exception {
        String answer = door.raw("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 104857600\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("E-BODY-TOO-LARGE", "given: 104857600");
    }

    @Test
    void a_body_that_turns_out_to_be_too_large_is_refused() throws Exception {
        var chunked = new StringBuilder("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 20; i++) {
            chunked.append("10000\r\n").append("x".repeat(0x10000)).append("\r\n");
        }

        String answer = door.raw(chunked.append("0\r\n\r\n").toString());

        assertThat(answer).startsWith("HTTP/1.1 413").contains("E-BODY-TOO-LARGE");
    }

    @Test
    void a_body_of_a_mebibyte_is_taken() throws Exception {
        byte[] body = new byte[1 << 20];
        Arrays.fill(body, (byte) ' ');

        assertThat(submit(body, "application/json").status()).isEqualTo(201);
        assertThat(door.house.bodies.getLast()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "\u00e9"})
    void a_key_that_is_not_visible_text_is_refused(String key) throws Exception {
        assertThat(keyed(key)).startsWith("HTTP/1.1 400").contains("E-KEY-MALFORMED");
    }

    @Test
    void a_key_is_bounded_and_given_once() throws Exception {
        assertThat(keyed("k".repeat(129))).startsWith("HTTP/1.1 400").contains("E-KEY-MALFORMED");
        assertThat(keyed("k\r\nIdempotency-Key: l")).startsWith("HTTP/1.1 400").contains("E-KEY-MALFORMED");
        assertThat(keyed("k".repeat(128))).startsWith("HTTP/1.1 201");
        assertThat(door.house.options.getLast().idempotencyKey()).contains("k".repeat(128));
    }

    private static String keyed(String key) throws Exception {
        return door.raw("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: " + key + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    @ParameterizedTest
    @CsvSource({
        "9.9.9; api=2, 426, E-CLIENT-TOO-NEW",
        "0.0.1; api=0, 426, E-CLIENT-TOO-OLD",
        "nonsense, 400, E-VERSION-MALFORMED",
        "1; api=x, 400, E-VERSION-MALFORMED",
        "1; api=99999999999, 400, E-VERSION-MALFORMED"
    })
    void a_client_that_does_not_fit_is_told_both_versions(String version, int status, String code) throws Exception {
        var answer = door.ask(OpenDoor.OWNER, Request.of("GET", "/v1/version").header("Fairlead-Version", version));
        var problem = OpenDoor.problem(answer);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(problem.errors().getFirst().code()).isEqualTo(code);
        assertThat(answer.headers().first("Fairlead-Version")).contains("0.1.0; api=1");
        if (status == 426) {
            assertThat(problem.detail()).contains(version, "0.1.0; api=1");
            assertThat(answer.headers().first("Upgrade")).contains("fairlead-api/1");
        }
    }

    @Test
    void a_mistake_of_ours_shows_nothing_of_the_inside() throws Exception {
        door.house.broken = true;

        var answer = submit(BODY, "application/json");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(OpenDoor.problem(answer).errors().getFirst().code()).isEqualTo("E-INTERNAL");
        assertThat(answer.text()).doesNotContain("secret", "Exception", "io.fairlead");
    }

    @ParameterizedTest
    @EnumSource(Desk.Refused.Kind.class)
    void each_refusal_of_the_house_has_its_status(Desk.Refused.Kind kind) throws Exception {
        var problem = new ProblemCode("E-TEST", "said {what}", "do {what}", "").reason("what", "this");
        door.house.nextSubmit =
                Optional.of(new Desk.Refused(kind, Findings.of(problem), Optional.of(Duration.ofSeconds(7))));

        var answer = submit(BODY, "application/json");
        var seen = OpenDoor.problem(answer);

        assertThat(answer.status())
                .isEqualTo(
                        switch (kind) {
                            case MALFORMED -> 400;
                            case INVALID, KEY_REUSED -> 422;
                            case FORBIDDEN -> 403;
                            case NOT_FOUND -> 404;
                            case CONFLICT, KEY_IN_FLIGHT -> 409;
                            case TOO_MANY -> 429;
                            case UNAVAILABLE -> 503;
                            case STORAGE_FULL -> 507;
                        });
        assertThat(seen.status()).isEqualTo(answer.status());
        assertThat(seen.instance())
                .isEqualTo(answer.headers().first("Fairlead-Request-Id").orElseThrow());
        assertThat(seen.errors().getFirst().fix()).isEqualTo("do this");
        assertThat(answer.headers().first("Retry-After")).contains("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /v1/jobs HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
                "GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/%2e%2e/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/jobs/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
                "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nabcde",
                "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"
            })
    void what_is_not_http_gets_a_problem_and_nothing_of_the_inside(String message) throws Exception {
        String answer = door.raw(message);

        assertThat(answer).containsPattern("^HTTP/1.1 (400|404)").doesNotContain("org.eclipse", "Exception\n");
        assertThat(answer).contains("application/problem+json", "\"errors\":[{\"code\":\"E-");
    }

    @Test
    void headers_that_are_too_large_get_a_problem() throws Exception {
        String answer = door.raw("GET /v1/jobs HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
    }

    @Test
    void random_bytes_as_body_never_break_the_door() throws Exception {
        long seed = 20261121;
        var random = new Random(seed);
        var malformed = new ProblemCode("E-TEST", "not a document", "write one", "").reason();
        door.house.nextSubmit = Optional.of(new Desk.Refused(Desk.Refused.Kind.MALFORMED, malformed));
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[1 + random.nextInt(2000)];
            random.nextBytes(body);

            var answer = submit(body, "application/json");

            assertThat(answer.status()).as("seed %d, body %d", seed, i).isEqualTo(400);
            assertThat(OpenDoor.problem(answer).errors()).isNotEmpty();
            assertThat(door.house.bodies.getLast()).isEqualTo(body);
        }
    }

    @Test
    void random_messages_never_get_more_than_a_problem() throws Exception {
        long seed = 20261122;
        var random = new Random(seed);
        byte[] sound = ("POST /v1/jobs?hold=true HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .getBytes(ISO_8859_1);
        for (int i = 0; i < 200; i++) {
            byte[] broken = sound.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            byte[] ended = Arrays.copyOf(broken, broken.length + 8);
            Arrays.fill(ended, broken.length, ended.length, (byte) '\n');
            try (var channel = door.connect()) {
                channel.write(ByteBuffer.wrap(ended));
                channel.shutdownOutput();

                String answer = OpenDoor.raw(channel, new byte[0]);

                assertThat(answer).as("seed %d, message %d", seed, i).doesNotContain("HTTP/1.1 500", "org.eclipse");
            }
        }
    }

    @Test
    void all_that_is_wrong_with_a_reservation_is_told_at_once() throws Exception {
        String wish = "{\"name\":\"x y\",\"whole\":false,\"gpus\":-1,\"from\":\"2026-12-01T08:00:00Z\","
                + "\"until\":\"2026-12-01T07:00:00Z\",\"users\":[\"ada\",\"b c\"],\"projects\":[],\"groups\":[\"\"],"
                + "\"force\":false}";
        var answer = door.ask(
                OpenDoor.ADMIN, Request.of("POST", "/v1/reservations").body(wish.getBytes(UTF_8), "application/json"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(OpenDoor.problem(answer).errors())
                .extracting(it -> it.path() + " " + it.code())
                .containsExactlyInAnyOrder(
                        "name E-RESERVATION-NAME",
                        "until E-RESERVATION-TIMES",
                        " E-RESERVATION-NOTHING",
                        "users E-RESERVATION-NAME",
                        "groups E-RESERVATION-NAME");
    }

    private static Response submit(byte[] body, String type) throws Exception {
        return door.ask(OpenDoor.OWNER, Request.of("POST", "/v1/jobs").body(body, type));
    }
}
