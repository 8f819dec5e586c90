package io.fairlead.net;

import static io.fairlead.net.Calls.GET;
import static io.fairlead.net.Calls.LONG;
import static io.fairlead.net.Calls.client;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.Peer.Socket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seed of a failure is in its message; {@code -Dfairlead.seed=} runs that one again. */
@Timeout(60)
class RandomAnswersTest {
    private static final int ROUNDS = 60;
    private static final long SEED = Long.getLong("fairlead.seed", 20_261_121L);

    @ParameterizedTest
    @EnumSource
    void any_body_in_any_pieces_arrives_whole(Socket socket) throws Exception {
        byte[][] said = new byte[1][];
        long[] seed = new long[1];
        try (Peer peer = Peer.on(socket, session -> {
                    while (session.hears()) {
                        inPieces(session, said[0], random(seed[0]));
                    }
                });
                HttpClient client = client(peer)) {
            for (int round = 0; round < ROUNDS; round++) {
                seed[0] = SEED + round;
                RandomGenerator random = random(seed[0]);
                byte[] body = bytes(random, 1 << random.nextInt(18));
                said[0] = random.nextBoolean() ? counted(body) : chunked(body, random);

                assertThat(client.exchange(GET, LONG).body())
                        .as("seed %d", seed[0])
                        .isEqualTo(body);
            }
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_uploaded_body_arrives_whole(Socket socket) throws Exception {
        try (Peer peer = Peer.saying(socket, Calls.answer("ok"));
                HttpClient client = client(peer)) {
            for (int round = 0; round < ROUNDS / 5; round++) {
                byte[] body =
                        bytes(random(SEED + round), 1 << random(SEED + round).nextInt(18));
                Request post = Request.of("POST", "/load").body(new ByteArrayInputStream(body), "text/plain");

                assertThat(client.exchange(post, LONG).text()).isEqualTo("ok");
                assertThat(peer.requests().getLast())
                        .as("seed %d", SEED + round)
                        .isEqualTo("POST /load HTTP/1.1 " + new String(body, ISO_8859_1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbage_and_damaged_answers_give_a_failure_or_an_answer_and_nothing_else(Socket socket) {
        byte[][] said = new byte[1][];
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(said[0]);
                });
                HttpClient client = client(peer)) {
            for (int round = 0; round < ROUNDS; round++) {
                RandomGenerator random = random(SEED + round);
                boolean garbage = random.nextInt(3) == 0;
                said[0] = garbage ? bytes(random, 5_000) : damaged(chunked(bytes(random, 2_000), random), random);
                try {
                    Response answer = client.exchange(GET, LONG);

                    assertThat(garbage)
                            .as("seed %d gave %s", SEED + round, answer)
                            .isFalse();
                } catch (NetException e) {
                    assertThat(e.kind())
                            .as("seed %d", SEED + round)
                            .isIn(NetException.Kind.UNKNOWN, NetException.Kind.MALFORMED, NetException.Kind.TOO_LARGE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_cut_anywhere_is_a_failure(Socket socket) {
        byte[][] said = new byte[1][];
        try (Peer peer = Peer.on(socket, session -> {
                    session.hears();
                    session.say(said[0]);
                });
                HttpClient client = client(peer)) {
            RandomGenerator random = random(SEED);
            byte[] body = bytes(random, 60);
            for (byte[] whole : new byte[][] {counted(body), chunked(body, random)}) {
                for (int cut = 0; cut < whole.length; cut++) {
                    said[0] = Arrays.copyOf(whole, cut);

                    NetException failure = Calls.failure(() -> client.exchange(GET, LONG));
                    assertThat(failure).as("cut at %d, seed %d", cut, SEED).isNotNull();
                    assertThat(failure.kind()).isEqualTo(NetException.Kind.UNKNOWN);
                }
            }
        }
    }

    private static RandomGenerator random(long seed) {
        return new java.util.Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static byte[] bytes(RandomGenerator random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] counted(byte[] body) {
        return join("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n", body, "");
    }

    private static byte[] chunked(byte[] body, RandomGenerator random) {
        byte[] all = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1);
        int from = 0;
        while (from < body.length) {
            int to = Math.min(body.length, from + 1 + random.nextInt(1 << random.nextInt(16)));
            byte[] chunk = Arrays.copyOfRange(body, from, to);
            String size = random.nextBoolean() ? Integer.toHexString(to - from) : "00" + Integer.toHexString(to - from);
            all = join(new String(all, ISO_8859_1) + size + "\r\n", chunk, "\r\n");
            from = to;
        }
        return join(
                new String(all, ISO_8859_1), new byte[0], "0\r\n" + (random.nextBoolean() ? "A: b\r\n" : "") + "\r\n");
    }

    private static byte[] join(String before, byte[] bytes, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(ISO_8859_1));
        all.writeBytes(bytes);
        all.writeBytes(after.getBytes(ISO_8859_1));
        return all.toByteArray();
    }

    private static byte[] damaged(byte[] answer, RandomGenerator random) {
        byte[] bad = answer.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            bad[random.nextInt(Math.min(bad.length, 200))] = (byte) random.nextInt(256);
        }
        return bad;
    }

    private static void inPieces(Peer.Session session, byte[] bytes, RandomGenerator random) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1 << random.nextInt(17)));
            session.say(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }
}
