package io.fairlead.net;

import static io.fairlead.net.Calls.GET;
import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.SHORT;
import static io.fairlead.net.Calls.answer;
import static io.fairlead.net.Calls.client;
import static io.fairlead.net.Calls.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.NetException.Kind;
import io.fairlead.net.Peer.Socket;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class StreamTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @EnumSource
    void each_piece_is_there_before_the_next_is_sent(Socket socket) throws Exception {
        Semaphore next = new Semaphore(0);
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(CHUNKED);
                    for (int i = 0; i < 3; i++) {
                        next.acquireUninterruptibly();
                        session.say("6\r\nevent" + i + "\r\n");
                    }
                    session.say("0\r\n\r\n");
                });
                HttpClient client = client(peer);
                StreamedResponse response = client.open(GET, LONG, LONG)) {
            byte[] piece = new byte[100];
            for (int i = 0; i < 3; i++) {
                next.release();
                assertThat(new String(piece, 0, response.body().read(piece), ISO_8859_1))
                        .isEqualTo("event" + i);
            }
            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(response.body().read(piece)).isEqualTo(-1);
        }
    }

    @Test
    void a_stream_without_length_ends_where_the_peer_ends_it() throws Exception {
        try (Peer peer = Peer.sayingOnly(Socket.UNIX, "HTTP/1.1 200 OK\r\n\r\nuntil here");
                HttpClient client = client(peer);
                StreamedResponse response = client.open(GET, LONG, LONG)) {
            assertThat(response.body().readAllBytes()).isEqualTo("until here".getBytes(ISO_8859_1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_that_breaks_off_fails_after_giving_what_came(Socket socket) throws Exception {
        try (Peer peer = Peer.sayingOnly(socket, CHUNKED + "5\r\nhello\r\n5\r\nwor");
                HttpClient client = client(peer);
                StreamedResponse response = client.open(GET, LONG, LONG)) {
            InputStream body = response.body();

            assertThat(body.readNBytes(8)).isEqualTo("hellowor".getBytes(ISO_8859_1));
            assertThat(failure(body::read).kind()).isEqualTo(Kind.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silence_longer_than_the_idle_time_is_a_failure_and_the_time_can_be_changed(Socket socket) throws Exception {
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(CHUNKED + "1\r\nx\r\n");
                    session.hang();
                });
                HttpClient client = client(peer);
                StreamedResponse response = client.open(GET, LONG, HttpClient.NO_IDLE_LIMIT)) {
            assertThat(response.body().read()).isEqualTo('x');
            response.idle(SHORT);

            assertThat(failure(() -> response.body().read()).kind()).isEqualTo(Kind.DEADLINE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_from_another_thread_ends_a_read_that_waits(Socket socket) throws Exception {
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(CHUNKED + "1\r\nx\r\n");
                    session.hang();
                });
                HttpClient client = client(peer);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            StreamedResponse response = client.open(GET, LONG, HttpClient.NO_IDLE_LIMIT);
            CountDownLatch reading = new CountDownLatch(1);
            Future<NetException> ended = threads.submit(() -> {
                response.body().read();
                reading.countDown();
                return failure(() -> response.body().read());
            });
            reading.await();
            response.close();

            assertThat(ended.get().kind()).isEqualTo(Kind.CANCELLED);
        }
    }

    @Test
    void the_connection_is_kept_after_a_body_read_whole_and_only_then() throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, answer("four"));
                HttpClient client = client(peer)) {
            for (int i = 0; i < 2; i++) {
                try (StreamedResponse whole = client.open(GET, LONG, LONG)) {
                    assertThat(whole.readAll()).hasSize(4);
                }
            }
            assertThat(peer.accepted()).isEqualTo(1);

            try (StreamedResponse part = client.open(GET, LONG, LONG)) {
                assertThat(part.body().read()).isEqualTo('f');
            }
            client.exchange(GET, LONG);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void closing_late_or_twice_does_not_hurt_the_next_user_of_the_connection() throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, answer("four"));
                HttpClient client = client(peer)) {
            StreamedResponse first = client.open(GET, LONG, LONG);
            first.readAll();
            try (StreamedResponse second = client.open(GET, LONG, LONG)) {
                first.close();
                first.close();
                assertThat(first.body().read()).isEqualTo(-1);

                assertThat(second.readAll()).hasSize(4);
            }
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void two_hundred_virtual_threads_wait_at_once_and_all_meet_their_deadline() throws Exception {
        try (Peer peer = Peer.on(Socket.UNIX, Peer.Session::hang);
                HttpClient client = client(peer);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<NetException>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(threads.submit(() -> failure(() -> client.exchange(GET, SHORT.multipliedBy(5)))));
            }

            for (Future<NetException> call : calls) {
                assertThat(call.get().kind()).isEqualTo(Kind.DEADLINE);
            }
        }
    }
}
