package io.fairlead.net;

import static io.fairlead.net.Calls.GET;
import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.answer;
import static io.fairlead.net.Calls.client;
import static io.fairlead.net.Calls.failure;
import static io.fairlead.net.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.NetException.Kind;
import io.fairlead.net.Peer.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConnectionReuseTest {
    @ParameterizedTest
    @EnumSource
    void calls_that_only_read_share_a_connection(Socket socket) throws Exception {
        try (Peer peer = Peer.saying(socket, answer("x"));
                HttpClient client = client(peer)) {
            for (int i = 0; i < 5; i++) {
                client.exchange(GET, LONG);
            }

            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_changes_something_never_travels_on_a_used_connection_but_leaves_its_own(Socket socket)
            throws Exception {
        try (Peer peer = Peer.saying(socket, answer("x"));
                HttpClient client = client(peer)) {
            client.exchange(GET, LONG);
            client.exchange(post("a"), LONG);
            assertThat(peer.accepted()).isEqualTo(2);

            client.exchange(GET, LONG);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_the_peer_has_closed_meanwhile_is_not_used(Socket socket) throws Exception {
        try (Peer peer = Peer.sayingOnly(socket, answer("x"));
                HttpClient client = client(peer)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(client.exchange(GET, LONG).text()).isEqualTo("x");
                assertThat(peer.accepted()).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_used_connection_that_dies_under_a_read_is_replaced_once(Socket socket) throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (Peer peer = Peer.on(socket, session -> {
                    if (connection.incrementAndGet() == 1) {
                        session.hears();
                        session.say(answer("first"));
                    }
                    session.hears();
                    if (connection.get() == 2) {
                        session.say(answer("second"));
                    }
                });
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("first");
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("second");
            assertThat(peer.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void a_new_connection_that_dies_is_never_replaced(String method) {
        try (Peer peer = Peer.sayingOnly(Socket.UNIX, "");
                HttpClient client = client(peer)) {
            NetException failure = failure(() -> client.exchange(Request.of(method, "/thing"), LONG));

            assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(failure.notExecuted()).isFalse();
            assertThat(peer.requests()).hasSize(1);
        }
    }

    @Test
    void nothing_is_sent_twice_once_a_byte_of_the_answer_was_seen() throws Exception {
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
                    session.hears();
                    session.say(answer("x"));
                    session.hears();
                    session.say("HTTP/1.1 2");
                });
                HttpClient client = client(peer)) {
            client.exchange(GET, LONG);

            assertThat(failure(() -> client.exchange(GET, LONG)).kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx and more",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx"
            })
    void a_connection_is_not_kept_after_an_answer_that_speaks_against_it(String said) throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, said);
                HttpClient client = client(peer)) {
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("x");
            assertThat(client.exchange(GET, LONG).text()).isEqualTo("x");
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void an_answer_that_nobody_asked_for_is_never_taken_for_the_next() throws Exception {
        Semaphore stray = new Semaphore(0);
        Semaphore said = new Semaphore(0);
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
                    session.hears();
                    session.say(answer("asked for"));
                    stray.acquireUninterruptibly();
                    session.say(answer("stray"));
                    said.release();
                    session.hang();
                });
                HttpClient client = client(peer)) {
            client.exchange(GET, LONG);
            stray.release();
            said.acquire();

            assertThat(client.exchange(GET, LONG).text()).isEqualTo("asked for");
        }
    }

    @Test
    void connections_are_kept_up_to_the_limits_in_number_and_age() throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, answer("x"))) {
            for (Limits none : new Limits[] {
                new Limits(1000, 10, 1000, 0, Duration.ofDays(1)), new Limits(1000, 10, 1000, 8, Duration.ZERO)
            }) {
                int before = peer.accepted();
                try (HttpClient client = new HttpClient(peer.endpoint(), none)) {
                    client.exchange(GET, LONG);
                    client.exchange(GET, LONG);
                }
                assertThat(peer.accepted() - before).isEqualTo(2);
            }
        }
    }

    @Test
    void closing_the_client_closes_the_connections_it_keeps() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
            while (session.hears()) {
                session.say(answer("x"));
            }
            hungUp.countDown();
        })) {
            HttpClient client = client(peer);
            client.exchange(GET, LONG);
            client.close();

            hungUp.await();
            assertThat(hungUp.getCount()).isZero();
        }
    }
}
