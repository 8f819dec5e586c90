package io.fairlead.net;

import static io.fairlead.net.Calls.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real Docker Engine at its usual place. */
@Timeout(60)
class DockerEngineIT {
    private static final Endpoint ENGINE = new Endpoint.UnixSocket(Path.of("/var/run/docker.sock"));

    @Test
    void the_engine_answers_its_ping() throws Exception {
        try (HttpClient client = new HttpClient(ENGINE, Limits.DEFAULT)) {
            Response ping = client.exchange(Request.of("GET", "/_ping"), LONG);

            assertThat(ping.status()).isEqualTo(200);
            assertThat(ping.text()).isEqualTo("OK");
            assertThat(ping.headers().first("Api-Version")).isPresent();
        }
    }

    @Test
    void the_engine_tells_its_version() throws Exception {
        try (HttpClient client = new HttpClient(ENGINE, Limits.DEFAULT)) {
            Response version = client.exchange(Request.of("GET", "/version"), LONG);

            assertThat(version.headers().first("Content-Type")).contains("application/json");
            assertThat(version.text())
                    .startsWith("{")
                    .contains("\"ApiVersion\":\"1.")
                    .endsWith("}\n");
        }
    }

    @Test
    void a_name_that_does_not_exist_is_an_answer_like_any_other() throws Exception {
        try (HttpClient client = new HttpClient(ENGINE, Limits.DEFAULT)) {
            Target start = Target.of("/containers/{}/start", "fairlead-no/such container");
            Target attach = Target.of("/containers/{}/attach", "fairlead-none").with("stream", "1");

            assertThat(client.exchange(Request.of("POST", start), LONG).status())
                    .isEqualTo(404);
            assertThat(client.upgrade(Request.of("POST", attach), "tcp", LONG, LONG))
                    .isInstanceOfSatisfying(
                            Response.class, no -> assertThat(no.status()).isEqualTo(404));
        }
    }

    @Test
    void events_stream_until_the_time_asked_for() throws Exception {
        try (HttpClient client = new HttpClient(ENGINE, Limits.DEFAULT)) {
            Target past = Target.of("/events").with("since", "1").with("until", "2");
            try (StreamedResponse events = client.open(Request.of("GET", past), LONG, LONG)) {
                assertThat(events.status()).isEqualTo(200);
                assertThat(events.readAll()).isEmpty();
            }
        }
    }
}
