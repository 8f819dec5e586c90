package io.fairlead.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundsTest {
    private static final byte[] ASK = "GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

    @Test
    void connections_are_bounded_for_each_user_and_nobody_is_locked_out_by_others() throws Exception {
        try (var door = new OpenDoor(new HttpListener.Bounds(100, 3, 2, 15, 30))) {
            List<SocketChannel> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(asked(door));
            }

            var refused = door.get(OpenDoor.OWNER, "/v1/version");
            var other = door.get(OpenDoor.OTHER, "/v1/version");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(OpenDoor.problem(refused).errors().getFirst().code()).isEqualTo("E-TOO-MANY-CONNECTIONS");
            assertThat(other.status()).isEqualTo(200);
            held.getFirst().close();
            Eventually.is(() -> door.get(OpenDoor.OWNER, "/v1/version").status() == 200);
            for (SocketChannel channel : held) {
                channel.close();
            }
        }
    }

    private static SocketChannel asked(OpenDoor door) throws Exception {
        door.caller = OpenDoor.OWNER;
        SocketChannel channel = door.connect();
        channel.write(ByteBuffer.wrap(ASK));
        channel.read(ByteBuffer.allocate(10_000));
        return channel;
    }

    @Test
    void headers_that_never_end_are_cut_off_whatever_trickles_in() throws Exception {
        try (var door = new OpenDoor(new HttpListener.Bounds(100, 50, 2, 1, 30));
                var channel = door.connect()) {
            channel.write(ByteBuffer.wrap("GET /v1/version HTTP/1.1\r\nHost: x\r\n".getBytes(US_ASCII)));

            Eventually.is(() -> closed(channel, "X: y\r\n"));
        }
    }

    private static boolean closed(SocketChannel channel, String more) {
        try {
            channel.write(ByteBuffer.wrap(more.getBytes(US_ASCII)));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void connections_in_all_are_bounded() throws Exception {
        try (var door = new OpenDoor(new HttpListener.Bounds(2, 50, 2, 15, 30))) {
            try (var _ = asked(door);
                    var _ = asked(door);
                    var third = door.connect()) {
                assertThat(OpenDoor.raw(third, ASK)).isEmpty();
            }
            Eventually.is(() -> !door.raw(closing()).isEmpty());
        }
    }

    private static String closing() {
        return "GET /v1/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    @Test
    void a_body_that_stalls_is_refused() throws Exception {
        try (var door = new OpenDoor(new HttpListener.Bounds(100, 50, 2, 15, 1))) {
            String answer = door.raw("POST /v1/noop HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{");

            assertThat(answer).doesNotStartWith("HTTP/1.1 200").doesNotStartWith("HTTP/1.1 500");
            assertThat(door.get(OpenDoor.OWNER, "/v1/version").status()).isEqualTo(200);
        }
    }

    @Test
    void a_stream_that_is_silent_for_longer_than_a_stall_goes_on() throws Exception {
        try (var door = new OpenDoor(new HttpListener.Bounds(100, 50, 2, 15, 1))) {
            var job = door.house.add(SampleJobs.queued("abcdefgh12", 1001, "a"));
            door.house.happen(job.id(), SampleJobs.life(job.id(), 0).subList(0, 5));
            var log = door.house.log("abcdefgh12", 1);
            log.write("a".getBytes(US_ASCII));
            var ask = Request.of("GET", "/v1/jobs/abcdefgh12/logs?follow=true");
            try (var channel = door.connect()) {
                channel.write(
                        ByteBuffer.wrap(("GET " + ask.target() + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII)));
                channel.read(ByteBuffer.allocate(10_000));
                long until = System.nanoTime() + 2_500_000_000L;
                Eventually.is(() -> System.nanoTime() > until);
                log.write("b".getBytes(US_ASCII));
                log.complete();

                assertThat(OpenDoor.raw(channel, new byte[0])).contains("b").endsWith("0\r\n\r\n");
            }
        }
    }
}
