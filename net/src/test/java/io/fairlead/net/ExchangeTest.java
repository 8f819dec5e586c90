package io.fairlead.net;

import static io.fairlead.net.Calls.GET;
import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.answer;
import static io.fairlead.net.Calls.client;
import static io.fairlead.net.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.Peer.Socket;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExchangeTest {
    @ParameterizedTest
    @EnumSource
    void an_answer_of_known_length_arrives_with_status_and_headers(Socket socket) throws Exception {
        String said = "HTTP/1.1 404 Not Found\r\nX-One: a\r\nx-one:  b \r\nContent-Length: 4\r\n\r\ngone";
        try (Peer peer = Peer.saying(socket, said);
                HttpClient client = client(peer)) {
            Response response = client.exchange(GET, LONG);

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.text()).isEqualTo("gone");
            assertThat(response.headers().all("X-ONE")).containsExactly("a", "b");
            assertThat(response.headers().first("x-two")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunks_are_put_together_and_extensions_and_trailers_dropped(Socket socket) throws Exception {
        String said = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\nA;why=not\r\n, this is \r\n1\r\nx\r\n0\r\nTrailer: dropped\r\n\r\n";
        try (Peer peer = Peer.saying(socket, said);
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("hello, this is x");
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("hello, this is x");
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void interim_answers_are_passed_over() throws Exception {
        String said = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer("done");
        try (Peer peer = Peer.saying(Socket.UNIX, said);
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void some_statuses_have_no_body_whatever_the_headers_say(String status) throws Exception {
        String said = "HTTP/1.1 " + status + "\r\nContent-Length: 7\r\n\r\n";
        try (Peer peer = Peer.saying(Socket.UNIX, said);
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).body()).isEmpty();
            assertThat(client.exchange(GET, LONG).body()).isEmpty();
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_to_head_has_no_body() throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                HttpClient client = client(peer)) {
            Response response = client.exchange(Request.of("HEAD", "/thing"), LONG);

            assertThat(response.body()).isEmpty();
            assertThat(response.headers().first("Content-Length")).contains("7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: keep-alive, Close\r\n\r\n"})
    void a_body_ends_with_the_connection_where_that_was_announced(String head) throws Exception {
        try (Peer peer = Peer.sayingOnly(Socket.TCP, head + "all there is");
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("all there is");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_arrives_as_it_was_made(Socket socket) throws Exception {
        AtomicReference<List<String>> head = new AtomicReference<>();
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    head.set(session.head());
                    session.say(answer(""));
                });
                HttpClient client = client(peer)) {
            Target target = Target.of("/jobs/{}/log", "a/b c").with("since", "1+1=2&é");
            client.exchange(Request.of("PUT", target).header("X-Id", "7"), LONG);

            assertThat(head.get())
                    .containsExactly(
                            "PUT /jobs/a%2Fb%20c/log?since=1%2B1%3D2%26%C3%A9 HTTP/1.1",
                            "Host: " + peer.endpoint().authority(), "X-Id: 7", "Content-Length: 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_body_is_sent_whole_with_its_length(Socket socket) throws Exception {
        String body = "0123456789abcdef".repeat(200_000);
        try (Peer peer = Peer.saying(socket, answer("ok"));
                HttpClient client = client(peer)) {
            assertThat(client.exchange(post(body), LONG).text()).isEqualTo("ok");
            assertThat(peer.requests()).containsExactly("POST /thing HTTP/1.1 " + body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_streamed_body_is_sent_in_chunks(Socket socket) throws Exception {
        byte[] body = new byte[1_000_000];
        Arrays.fill(body, (byte) 'z');
        try (Peer peer = Peer.saying(socket, answer("ok"));
                HttpClient client = client(peer)) {
            Request request = Request.of("POST", "/load").body(new ByteArrayInputStream(body), "application/x-tar");

            assertThat(client.exchange(request, LONG).text()).isEqualTo("ok");
            assertThat(peer.requests()).containsExactly("POST /load HTTP/1.1 " + "z".repeat(1_000_000));
        }
    }

    @Test
    void an_early_refusal_is_heard_although_the_peer_took_only_a_part_of_the_body() throws Exception {
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
                    session.in().readNBytes(100);
                    session.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
                });
                HttpClient client = client(peer)) {
            Response response = client.exchange(post("x".repeat(4 << 20)), LONG);

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.text()).isEqualTo("big");
        }
    }

    @Test
    void a_host_name_is_resolved_and_each_of_its_addresses_tried() throws Exception {
        try (Peer peer = Peer.saying(Socket.TCP, answer("here"))) {
            int port = ((Endpoint.Tcp) peer.endpoint()).port();
            try (HttpClient client = new HttpClient(new Endpoint.Tcp("localhost", port), Limits.DEFAULT)) {
                assertThat(client.exchange(GET, LONG).text()).isEqualTo("here");
            }
        }
    }
}
