package io.fairlead.wire.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.json.MalformedJson;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {
    private static final Finding FINDING = new Finding(
            "E-TEST", "", "", Optional.empty(), Optional.empty(), Optional.empty(), "why", "do", Map.of("a", "b"));

    @Test
    void every_message_is_read_as_it_was_written() throws MalformedJson {
        for (Message message : List.of(
                new Message.InputEnd(),
                new Message.Resize(new TerminalSize(24, 80)),
                new Message.Resize(new TerminalSize(65_535, 65_535)),
                new Message.Signal("SIGINT"),
                new Message.Leave(),
                new Message.Started(),
                new Message.Ended(137),
                new Message.Trouble(FINDING))) {
            assertThat(Message.decode(message.encoded())).isEqualTo(message);
        }
        byte[] bytes = {0, 1, (byte) 0xff};
        assertThat(Message.decode(new Message.Input(bytes).encoded()))
                .isInstanceOfSatisfying(
                        Message.Input.class, it -> assertThat(it.bytes()).isEqualTo(bytes));
        assertThat(Message.decode(new Message.Output(bytes).encoded()))
                .isInstanceOfSatisfying(
                        Message.Output.class, it -> assertThat(it.bytes()).isEqualTo(bytes));
        assertThat(Message.decode(new Message.Errors(bytes).encoded()))
                .isInstanceOfSatisfying(
                        Message.Errors.class, it -> assertThat(it.bytes()).isEqualTo(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "06", "7f", "ff", "03", "030018", "0300180050aa", "13", "14", "147b"})
    void what_is_none_of_them_is_refused(String hex) {
        assertThatThrownBy(() -> Message.decode(HexFormat.of().parseHex(hex))).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "0,80", "24,0", "-1,80", "65536,80"})
    void a_terminal_that_says_nothing_of_its_size_has_none(String size) {
        String[] parts = size.split(",");

        assertThat(new TerminalSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])).isReal())
                .isFalse();
    }
}
