package io.fairlead.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "http://host/", "/a b", "/a\r\nX: y", "/a\n", "/a\0", "/é", "/a#b", "/a\tb", "/a\u007fb"
            })
    void a_target_that_could_change_the_message_is_refused(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.of("GET", target));
    }

    @Test
    void a_target_longer_than_the_limit_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.of("GET", "/" + "x".repeat(Request.MAX_TARGET)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "GET /x HTTP/1.1\r\n", "G T", "CONNECT", "ABCDEFGHIJKLMNOPQ"})
    void a_method_that_is_none_is_refused(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.of(method, "/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:", "a\r\nb", "é", "Host", "content-LENGTH", "Transfer-Encoding", "Connection"})
    void a_header_name_that_is_none_or_our_own_is_refused(String name) {
        Request request = Request.of("GET", "/");

        assertThatIllegalArgumentException().isThrownBy(() -> request.header(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: b", "a\n", "a\r", "\0", "\u007f", "€"})
    void a_header_value_that_could_change_the_message_is_refused(String value) {
        Request request = Request.of("GET", "/");

        assertThatIllegalArgumentException().isThrownBy(() -> request.header("X", value));
        assertThatIllegalArgumentException().isThrownBy(() -> request.body(new byte[0], value));
    }

    @Test
    void everything_from_outside_is_encoded_in_path_and_query() {
        assertThat(Target.of("/images/{}/tag", "reg/a:1?#%").with("repo", "ä b").with("f", "{\"x\":[\"y\"]}"))
                .hasToString("/images/reg%2Fa%3A1%3F%23%25/tag?repo=%C3%A4%20b&f=%7B%22x%22%3A%5B%22y%22%5D%7D");
        assertThat(Target.of("/a?b=c").with("d", "")).hasToString("/a?b=c&d=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void a_part_that_would_name_another_resource_is_refused(String part) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of("/containers/{}/json", part));
    }

    @Test
    void places_and_parts_of_a_template_agree() {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of("/{}", "a", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of("/{}/{}", "a"));
    }

    @Test
    void an_endpoint_names_itself_for_people_and_for_the_host_header() {
        assertThat(new Endpoint.UnixSocket(Path.of("/run/x.sock"))).hasToString("unix:/run/x.sock");
        assertThat(new Endpoint.Tcp("::1", 80)).hasToString("tcp:[::1]:80");
        assertThat(new Endpoint.Tcp("::1", 80).authority()).isEqualTo("[::1]:80");
        assertThat(new Endpoint.Tcp("node-1", 80).authority()).isEqualTo("node-1:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX: y", "[::1]", "a/b", "user@host"})
    void a_host_that_is_none_is_refused(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint.Tcp(host, 80));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void a_port_that_is_none_is_refused(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint.Tcp("host", port));
    }
}
