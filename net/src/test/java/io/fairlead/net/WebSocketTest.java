package io.fairlead.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

    /** The server's side, which has received these bytes. */
    private WebSocket received(byte[] bytes) {
        return WebSocket.server(new ByteArrayInputStream(bytes), answered, () -> {});
    }

    private WebSocket received(String hex) {
        return received(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** As a client sends it. */
    private static byte[] masked(int first, byte[] content) {
        byte[] mask = {1, 2, 3, 4};
        ByteBuffer frame = ByteBuffer.allocate(content.length + 14).put((byte) first);
        if (content.length < 126) {
            frame.put((byte) (0x80 | content.length));
        } else {
            frame.put((byte) (0x80 | 127)).putLong(content.length);
        }
        frame.put(mask);
        for (int i = 0; i < content.length; i++) {
            frame.put((byte) (content[i] ^ mask[i & 3]));
        }
        byte[] all = new byte[frame.position()];
        frame.flip().get(all);
        return all;
    }

    @Test
    void the_answer_to_a_key_is_that_of_the_standard() {
        assertThat(WebSocket.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1 << 20})
    void a_message_of_any_size_arrives_as_it_was_sent(int size) throws IOException {
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);
        WebSocket.server(new ByteArrayInputStream(new byte[0]), answered, () -> {})
                .send(message);
        byte[] frame = answered.toByteArray();
        byte[] content = java.util.Arrays.copyOfRange(frame, frame.length - size, frame.length);

        assertThat(content).isEqualTo(message);
        assertThat(received(masked(0x82, message)).receive()).contains(message);
    }

    @Test
    void fragments_are_joined_and_a_ping_between_them_is_answered() throws IOException {
        byte[] all = join(masked(0x02, "ab".getBytes()), masked(0x89, "p".getBytes()), masked(0x80, "cd".getBytes()));

        assertThat(received(all).receive()).contains("abcd".getBytes());
        assertThat(answered.toByteArray()).containsExactly(0x8a, 1, 'p');
    }

    @Test
    void a_goodbye_ends_it_in_order_with_its_reason() throws IOException {
        WebSocket socket = received(masked(0x88, new byte[] {3, (byte) 0xe9, 'b', 'y', 'e'}));

        assertThat(socket.receive()).isEmpty();
        assertThat(socket.closed()).contains(new WebSocket.Closed(WebSocket.GOING_AWAY, "bye"));
        assertThat(answered.toByteArray()).containsExactly(0x88, 2, 3, 0xe8);
        assertThatThrownBy(() -> socket.send(new byte[1])).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "82 01 41, 1002", // no mask
        "c2 81 00000000 41, 1002", // an extension
        "81 81 00000000 41, 1003", // text
        "80 81 00000000 41, 1002", // a continuation of nothing
        "09 80 00000000, 1002", // a fragment of a ping
        "8b 80 00000000, 1002", // an unknown kind
        "89 fe 0080, 1002", // a ping that is too long
        "82 ff 7fffffffffffffff, 1009",
        "82 ff ffffffffffffffff, 1009",
    })
    void what_breaks_the_protocol_is_refused_with_its_code(String frame, int code) {
        WebSocket socket = received(frame);

        assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
        ByteBuffer goodbye = ByteBuffer.wrap(answered.toByteArray());
        assertThat(goodbye.get()).isEqualTo((byte) 0x88);
        goodbye.get();
        assertThat(goodbye.getShort()).isEqualTo((short) code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "82", "82 81", "82 81 00", "82 84 00000000 41", "82 fe 00"})
    void a_peer_that_hangs_up_within_a_frame_is_not_taken_for_one_that_says_goodbye(String sent) {
        assertThatThrownBy(() -> received(sent).receive()).isInstanceOf(EOFException.class);
    }

    @Test
    void fragments_together_are_no_larger_than_a_message_may_be() {
        byte[] half = new byte[WebSocket.MESSAGE_MAX_BYTES / 2 + 1];

        assertThatThrownBy(() ->
                        received(join(masked(0x02, half), masked(0x80, half))).receive())
                .hasMessageContaining("more than");
    }

    @Test
    void hostile_bytes_end_in_a_message_an_end_or_a_refusal() {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            WebSocket socket = received(bytes);
            try {
                while (socket.receive().isPresent()) {
                    // The next one.
                }
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
