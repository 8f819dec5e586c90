package io.fairlead.net;

import static io.fairlead.net.Calls.GET;
import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.SHORT;
import static io.fairlead.net.Calls.answer;
import static io.fairlead.net.Calls.client;
import static io.fairlead.net.Calls.failure;
import static io.fairlead.net.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.NetException.Kind;
import io.fairlead.net.Peer.Socket;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class FailureTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    static Stream<Arguments> bad_answers() {
        return Stream.of(
                Arguments.of(Kind.UNKNOWN, ""),
                Arguments.of(Kind.UNKNOWN, "HTTP/1.1 200"),
                Arguments.of(Kind.UNKNOWN, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"),
                Arguments.of(Kind.UNKNOWN, "HTTP/1.1 100 Continue\r\n\r\n"),
                Arguments.of(Kind.UNKNOWN, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
                Arguments.of(Kind.UNKNOWN, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123456789"),
                Arguments.of(Kind.UNKNOWN, CHUNKED),
                Arguments.of(Kind.UNKNOWN, CHUNKED + "5\r\nhel"),
                Arguments.of(Kind.UNKNOWN, CHUNKED + "5\r\nhello\r\n"),
                Arguments.of(Kind.UNKNOWN, CHUNKED + "5\r\nhello\r\n0\r\n"),
                Arguments.of(Kind.UNKNOWN, CHUNKED + "5\r\nhello\r\n0\r\nTrailer: x\r\n"),
                Arguments.of(Kind.MALFORMED, CHUNKED + "5\r\nhello!\r\n0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, CHUNKED + "five\r\nhello\r\n0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, CHUNKED + "-5\r\nhello\r\n0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, CHUNKED + "\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, CHUNKED + "8000000000000000\r\nhello"),
                Arguments.of(Kind.TOO_LARGE, CHUNKED + "5;" + "x".repeat(10_000) + "\r\nhello"),
                Arguments.of(Kind.TOO_LARGE, CHUNKED + "7fffffff\r\n" + "x".repeat(17 << 20)),
                Arguments.of(Kind.TOO_LARGE, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
                Arguments.of(Kind.TOO_LARGE, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"),
                Arguments.of(Kind.TOO_LARGE, "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(201) + "\r\n"),
                Arguments.of(Kind.TOO_LARGE, "HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000)),
                Arguments.of(
                        Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nx"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\nhello"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\n\r\nno length and no word of closing"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 101 Switching\r\nUpgrade: tcp\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/2 200\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "SSH-2.0-OpenSSH_9.2\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"),
                Arguments.of(Kind.MALFORMED, "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("bad_answers")
    void an_answer_that_is_broken_or_cut_short_is_a_failure_and_never_a_shorter_answer(Kind kind, String said) {
        for (Socket socket : Socket.values()) {
            try (Peer peer = Peer.sayingOnly(socket, said);
                    HttpClient client = client(peer)) {
                NetException failure = failure(() -> client.exchange(post("x"), LONG));

                assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
                assertThat(failure.notExecuted()).isFalse();
                assertThat(peer.requests()).hasSize(1);
            }
        }
    }

    @Test
    void where_nobody_listens_nothing_was_executed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        int freePort;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = taken.getLocalPort();
        }
        List<Endpoint> nobody = List.of(
                new Endpoint.UnixSocket(folder.resolve("absent")),
                new Endpoint.UnixSocket(file),
                new Endpoint.UnixSocket(folder.resolve("long".repeat(40))),
                new Endpoint.Tcp("127.0.0.1", freePort),
                new Endpoint.Tcp("host.invalid", 80));

        for (Endpoint endpoint : nobody) {
            try (HttpClient client = new HttpClient(endpoint, Limits.DEFAULT)) {
                NetException failure = failure(() -> client.exchange(post("x"), LONG));

                assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.NOT_CONNECTED);
                assertThat(failure.notExecuted()).isTrue();
                assertThat(failure).hasMessageContaining(endpoint.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_never_answers_is_given_up_at_the_deadline_and_may_have_acted(Socket socket) {
        try (Peer peer = Peer.on(socket, Peer.Session::hang);
                HttpClient client = client(peer)) {
            NetException failure = failure(() -> client.exchange(post("x"), SHORT));

            assertThat(failure.kind()).isEqualTo(Kind.DEADLINE);
            assertThat(failure.notExecuted()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_that_trickle_in_do_not_move_the_deadline(Socket socket) {
        for (String endless : List.of(
                "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", CHUNKED + "ffff\r\n")) {
            try (Peer peer = Peer.on(socket, session -> {
                        session.hears();
                        session.say(endless);
                        while (!pause(5)) {
                            session.say("x");
                        }
                    });
                    HttpClient client = client(peer)) {
                assertThat(failure(() -> client.exchange(GET, SHORT)).kind()).isEqualTo(Kind.DEADLINE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_does_not_take_the_request_is_given_up_at_the_deadline(Socket socket) {
        CountDownLatch over = new CountDownLatch(1);
        try (Peer peer = Peer.on(socket, _ -> pause(over));
                HttpClient client = client(peer)) {
            NetException failure = failure(() -> client.exchange(post("x".repeat(16 << 20)), SHORT));
            over.countDown();

            assertThat(failure.kind()).isEqualTo(Kind.DEADLINE);
            assertThat(failure.notExecuted()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_does_not_accept_is_given_up_at_the_deadline_and_has_not_acted(Socket socket, @TempDir Path folder)
            throws IOException {
        List<SocketChannel> queued = new ArrayList<>();
        boolean unix = socket == Socket.UNIX;
        try (ServerSocketChannel deaf =
                unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open()) {
            deaf.bind(
                    unix
                            ? UnixDomainSocketAddress.of(folder.resolve("s"))
                            : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    1);
            for (int i = 0; i < 2; i++) {
                queued.add(SocketChannel.open(deaf.getLocalAddress()));
            }
            Endpoint endpoint = unix
                    ? new Endpoint.UnixSocket(folder.resolve("s"))
                    : new Endpoint.Tcp("127.0.0.1", ((InetSocketAddress) deaf.getLocalAddress()).getPort());
            try (HttpClient client = new HttpClient(endpoint, Limits.DEFAULT)) {
                NetException failure = failure(() -> client.exchange(post("x"), SHORT));

                assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.DEADLINE);
                assertThat(failure.notExecuted()).isTrue();
            }
        } finally {
            for (SocketChannel channel : queued) {
                channel.close();
            }
        }
    }

    @Test
    void a_call_without_time_left_sends_nothing() {
        try (Peer peer = Peer.saying(Socket.UNIX, answer("x"));
                HttpClient client = client(peer)) {
            for (Duration none : List.of(Duration.ZERO, Duration.ofDays(-99_999_999))) {
                NetException failure = failure(() -> client.exchange(GET, none));

                assertThat(failure.kind()).isEqualTo(Kind.DEADLINE);
                assertThat(failure.notExecuted()).isTrue();
            }
            assertThat(peer.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void calls_that_fail_leave_no_file_descriptor_open(Socket socket) {
        int slack = 50;
        try (Peer peer = Peer.on(socket, Peer.Session::hang);
                HttpClient client = client(peer)) {
            int before = openFiles();
            for (int i = 0; i < 2 * slack; i++) {
                assertThat(failure(() -> client.exchange(GET, Duration.ofMillis(2))))
                        .isNotNull();
            }
            while (openFiles() > before + slack) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(openFiles()).isLessThanOrEqualTo(before + slack);
        }
    }

    private static int openFiles() {
        String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    @Test
    void an_interrupt_ends_the_call_and_stays_visible() {
        Thread caller = Thread.currentThread();
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
                    session.hears();
                    caller.interrupt();
                    session.hang();
                });
                HttpClient client = client(peer)) {
            NetException failure = failure(() -> client.exchange(GET, LONG));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
            assertThat(failure.notExecuted()).isFalse();
        }
    }

    @Test
    void a_request_body_that_cannot_be_read_is_a_failure_and_the_peer_sees_no_end_of_it() {
        InputStream broken = new InputStream() {
            private int left = 10;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("disk");
                }
                return 'x';
            }
        };
        try (Peer peer = Peer.saying(Socket.UNIX, answer("x"));
                HttpClient client = client(peer)) {
            Request request = Request.of("POST", "/load").body(broken, "application/x-tar");
            NetException failure = failure(() -> client.exchange(request, LONG));

            assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(failure).hasRootCauseMessage("disk");
            assertThat(peer.requests()).isEmpty();
        }
    }

    /** False after so many milliseconds. */
    private static boolean pause(int millis) {
        try {
            return new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void pause(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
