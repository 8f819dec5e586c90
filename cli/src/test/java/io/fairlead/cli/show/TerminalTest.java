package io.fairlead.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    private static final String FORBIDDEN =
            "[\\p{Cc}&&[^\\n\\t\\r]]|[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]";

    private static String filtered(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new LogFilter().next(bytes, 0, bytes.length);
    }

    @Test
    void sequences_are_left_out_whole() {
        assertThat(filtered("a\u001b[1;31mb\u001b[0mc")).isEqualTo("abc");
        assertThat(filtered("a\u001b]0;title\u0007b")).isEqualTo("ab");
        assertThat(filtered("a\u001b]8;;http://x\u001b\\b")).isEqualTo("ab");
        assertThat(filtered("a\u001bPq#0\u001b\\b")).isEqualTo("ab");
        assertThat(filtered("a\u001b(Bb")).isEqualTo("ab");
        assertThat(filtered("a\u009b31mb\u009dx\u009cc")).isEqualTo("abc");
        assertThat(filtered("50%\r100%\n")).isEqualTo("50%\r100%\n");
    }

    @Test
    void a_sequence_that_never_ends_takes_no_whole_log_with_it() {
        assertThat(filtered("a\u001b[31\nb")).isEqualTo("a\nb");
        assertThat(filtered("\u001b]" + "x".repeat(5000) + "end"))
                .endsWith("end")
                .hasSizeLessThan(1000);
    }

    @Test
    void whatever_comes_in_whatever_pieces_nothing_that_controls_gets_through() {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(1, 60)];
            for (int i = 0; i < bytes.length; i++) {
                byte[] likely = {
                    0x1b, '[', ']', (byte) 0xc2, (byte) 0x9b, 7, '\\', 'm', (byte) 0xe2, (byte) 0x80, (byte) 0xae
                };
                bytes[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            var filter = new LogFilter();
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < bytes.length; ) {
                int count = random.nextInt(1, bytes.length - from + 1);
                shown.append(filter.next(bytes, from, count));
                from += count;
            }
            assertThat(shown.toString()).as("seed 7, round " + round).doesNotContainPattern(FORBIDDEN);
        }
    }

    @Test
    void one_line_of_foreign_text_stays_one_line() {
        assertThat(Inert.line("a\nb\u001b\u0085\u2028\u200b\ud800x"))
                .isEqualTo("a\\u000ab\\u001b\\u0085\\u2028\\u200b\\ud800x");
        assertThat(Inert.lines("a\n\tb\r")).isEqualTo("a\n\tb\\u000d");
        assertThat(Inert.line("naïve ♥ 日本 😀")).isEqualTo("naïve ♥ 日本 😀");
    }

    @Test
    void times_are_said_as_people_say_them() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(Ago.ago(now, now)).isEqualTo("now");
        assertThat(Ago.ago(now.plusSeconds(5), now)).isEqualTo("now");
        assertThat(Ago.ago(now.minusSeconds(59), now)).isEqualTo("59 s ago");
        assertThat(Ago.ago(now.minusSeconds(200), now)).isEqualTo("3 min ago");
        assertThat(Ago.ago(now.minusSeconds(3 * 3600), now)).isEqualTo("3 h ago");
        assertThat(Ago.ago(now.minusSeconds(5 * 86_400), now)).isEqualTo("5 days ago");
        assertThat(Ago.exactly(Duration.ofMillis(340))).isEqualTo("340 ms");
        assertThat(Ago.exactly(Duration.ofMillis(2340))).isEqualTo("2.3 s");
        assertThat(Ago.exactly(Duration.ofSeconds(3725))).isEqualTo("1 h 2 min");
    }

    @Test
    void sizes_are_said_in_the_unit_that_fits() {
        assertThat(Amount.bytes(0)).isEqualTo("0 B");
        assertThat(Amount.bytes(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Amount.bytes(16L << 30)).isEqualTo("16 GiB");
    }

    @Test
    void trees_keep_what_they_show() {
        String json = "{\"a\":[],\"b\":{},\"c\":[1,[true,null]],\"d e\":{\"f\":\"g\\n\"}}";

        assertThat(printed(out -> Tree.yaml(out, json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("""
                a: []
                b: {}
                c:
                  - 1
                  -
                    - true
                    - null
                "d e":
                  f: "g\\n"
                """);
        assertThat(printed(out -> Tree.json(out, json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("""
                {
                  "a": [],
                  "b": {},
                  "c": [
                    1,
                    [
                      true,
                      null
                    ]
                  ],
                  "d e": {
                    "f": "g\\n"
                  }
                }
                """);
    }

    private static String printed(java.util.function.Consumer<PrintStream> action) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        action.accept(out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
