package io.fairlead.net;

import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.SHORT;
import static io.fairlead.net.Calls.client;
import static io.fairlead.net.Calls.failure;
import static io.fairlead.net.Calls.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.NetException.Kind;
import io.fairlead.net.Peer.Socket;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class UpgradeTest {
    private static final String SWITCHED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @ParameterizedTest
    @EnumSource
    void bytes_go_both_ways_at_once_and_our_end_reaches_the_peer_while_its_own_goes_on(Socket socket) throws Exception {
        byte[] sent = new byte[3 << 20];
        new Random(7).nextBytes(sent);
        try (Peer peer = echo(socket);
                HttpClient client = client(peer);
                UpgradedStream stream = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, LONG);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> received = threads.submit(() -> stream.input().readAllBytes());
            try (OutputStream output = stream.output()) {
                output.write(sent);
            }

            byte[] all = received.get();
            assertThat(all.length).isEqualTo(sent.length + 4);
            assertThat(all).startsWith(sent).endsWith("bye.".getBytes(ISO_8859_1));
        }
    }

    private static Peer echo(Socket socket) {
        return Peer.on(socket, session -> {
            session.hears();
            session.say(SWITCHED);
            byte[] part = new byte[10_000];
            for (int count = session.in().read(part);
                    count >= 0;
                    count = session.in().read(part)) {
                session.say(java.util.Arrays.copyOf(part, count));
            }
            session.say("bye.");
        });
    }

    @Test
    void the_request_asks_for_tcp_and_bytes_right_behind_the_answer_are_not_lost() throws Exception {
        AtomicReference<String> head = new AtomicReference<>("");
        try (Peer peer = Peer.on(Socket.UNIX, session -> {
                    session.hears();
                    head.set(String.join("|", session.head()));
                    session.say(SWITCHED + "prompt> ");
                });
                HttpClient client = client(peer);
                UpgradedStream stream = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, LONG)) {
            assertThat(stream.input().readAllBytes()).isEqualTo("prompt> ".getBytes(ISO_8859_1));
            assertThat(head.get()).contains("|Connection: Upgrade|Upgrade: tcp|");
            assertThat(peer.requests()).containsExactly("POST /thing HTTP/1.1 {}");
        }
    }

    @Test
    void a_refusal_is_the_peers_answer() throws Exception {
        try (Peer peer = Peer.saying(Socket.UNIX, "HTTP/1.1 409 Conflict\r\nContent-Length: 6\r\n\r\npaused");
                HttpClient client = client(peer)) {
            Response refusal = (Response) client.upgrade(post("{}"), "tcp", LONG, LONG);

            assertThat(refusal.status()).isEqualTo(409);
            assertThat(refusal.text()).isEqualTo("paused");
        }
    }

    @Test
    void a_switch_to_another_protocol_is_malformed() {
        try (Peer peer = Peer.sayingOnly(Socket.UNIX, "HTTP/1.1 101 X\r\nUpgrade: websocket\r\n\r\n");
                HttpClient client = client(peer)) {
            NetException failure = failure(() -> client.upgrade(post("{}"), "tcp", LONG, LONG));

            assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
            assertThat(failure.notExecuted()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_silent_or_deaf_peer_is_noticed_after_the_idle_time(Socket socket) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Peer.Script deaf = session -> {
            session.hears();
            session.say(SWITCHED);
            await(over);
        };
        try (Peer peer = Peer.on(socket, deaf);
                HttpClient client = client(peer);
                UpgradedStream silent = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, SHORT);
                UpgradedStream full = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, SHORT)) {
            assertThat(failure(() -> silent.input().read()).kind()).isEqualTo(Kind.DEADLINE);
            assertThat(failure(() -> full.output().write(new byte[32 << 20])).kind())
                    .isEqualTo(Kind.DEADLINE);
            over.countDown();
        }
    }

    @Test
    void what_the_peer_said_before_it_went_can_be_read_after_a_write_has_failed() throws Exception {
        try (Peer peer = Peer.sayingOnly(Socket.UNIX, SWITCHED + "exit 7");
                HttpClient client = client(peer);
                UpgradedStream stream = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, LONG)) {
            NetException failure = failure(() -> {
                while (true) {
                    stream.output().write(new byte[1000]);
                }
            });

            assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(stream.input().readNBytes(6)).isEqualTo("exit 7".getBytes(ISO_8859_1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_ends_a_read_and_a_write_that_wait(Socket socket) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(SWITCHED);
                    await(over);
                });
                HttpClient client = client(peer);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            UpgradedStream stream = (UpgradedStream) client.upgrade(post("{}"), "tcp", LONG, HttpClient.NO_IDLE_LIMIT);
            Future<NetException> reads =
                    threads.submit(() -> failure(() -> stream.input().read()));
            Future<NetException> writes =
                    threads.submit(() -> failure(() -> stream.output().write(new byte[32 << 20])));
            stream.close();

            assertThat(reads.get().kind()).isEqualTo(Kind.CANCELLED);
            assertThat(writes.get().kind()).isEqualTo(Kind.CANCELLED);
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
