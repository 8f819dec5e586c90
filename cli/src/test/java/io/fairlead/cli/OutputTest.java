package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Output;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Ends as {@code fairlead help} does where its output meets this. */
    private int help(String failure) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(failure);
            }
        };
        Machine machine = new Machine();
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[0]),
                Output.to(full),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Tty.NONE,
                Map.of(),
                machine);
        Path nowhere = Path.of("nowhere");
        var session = new Session(shell, Main.server(nowhere, machine, "1"), "1", nowhere);
        return new Cli(session, "fairlead").run(List.of("help"));
    }

    @Test
    void a_command_whose_output_is_lost_fails_and_says_why() {
        assertThat(help("No space left on device")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("the output could not be written: No space left on device")
                .contains("[E-OUTPUT-LOST]");
    }

    @Test
    void a_reader_that_has_had_enough_is_no_failure() {
        assertThat(help("Broken pipe")).isZero();
        assertThat(err.size()).isZero();
    }
}
