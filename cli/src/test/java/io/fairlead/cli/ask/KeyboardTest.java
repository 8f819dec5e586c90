package io.fairlead.cli.ask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class KeyboardTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void what_is_typed_after_a_read_was_given_up_is_for_the_next_reader() throws Exception {
        try (PipedOutputStream typist = new PipedOutputStream()) {
            Keyboard keyboard = new Keyboard(new PipedInputStream(typist));
            typist.write("ab".getBytes(UTF_8));
            typist.flush();
            byte[] read = new byte[8];
            assertThat(keyboard.read(read)).isPositive();
            CompletableFuture<Throwable> given = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> given.complete(caught(keyboard)));

            reader.interrupt();

            assertThat(given.get()).isInstanceOf(InterruptedIOException.class);
            typist.write("kept\n2\n".getBytes(UTF_8));
            typist.flush();
            String line = keyboard.line(LONG).orElseThrow();
            assertThat(line).endsWith("kept");
            assertThat(keyboard.line(LONG)).contains("2");
        }
    }

    private static Throwable caught(Keyboard keyboard) {
        try {
            while (keyboard.read() >= 0) {
                continue;
            }
            return new AssertionError("ended");
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void the_end_is_the_end_for_every_later_read() throws Exception {
        Keyboard keyboard = new Keyboard(new ByteArrayInputStream("x".getBytes(UTF_8)));

        assertThat(keyboard.read()).isEqualTo('x');
        assertThat(keyboard.read()).isEqualTo(-1);
        assertThat(keyboard.read(new byte[4])).isEqualTo(-1);
        assertThat(keyboard.line(LONG)).isEmpty();
    }

    @Test
    void a_line_that_does_not_come_in_time_is_none() throws Exception {
        try (PipedOutputStream typist = new PipedOutputStream()) {
            Keyboard keyboard = new Keyboard(new PipedInputStream(typist));

            assertThat(keyboard.line(Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    void a_read_that_is_interrupted_before_it_begins_is_given_up() {
        Keyboard keyboard = new Keyboard(new ByteArrayInputStream(new byte[0]));
        Thread.currentThread().interrupt();

        assertThatThrownBy(keyboard::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
