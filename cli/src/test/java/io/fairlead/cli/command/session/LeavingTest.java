package io.fairlead.cli.command.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.ask.Keyboard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeavingTest {
    @ParameterizedTest
    @CsvSource({
        "'2\n', true, 1",
        "'retire\n', true, 1",
        "'\n', false, 1",
        "'1\n', false, 1",
        "'', false, 1",
        "'2', false, 1",
        "'what\n2\n', true, 2",
        "'a\nb\nc\n2\n', false, 3",
    })
    void only_who_says_so_retires_the_session(String typed, boolean retires, int asked) throws Exception {
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, UTF_8);
        var keyboard = new Keyboard(new ByteArrayInputStream(typed.getBytes(UTF_8)));

        assertThat(new Leaving(stream, "my-project", keyboard).retires()).isEqualTo(retires);
        assertThat(said.toString(UTF_8))
                .startsWith("1) keep my-project running")
                .satisfies(text -> assertThat(text.split("Which\\?", -1)).hasSize(asked + 1));
    }
}
