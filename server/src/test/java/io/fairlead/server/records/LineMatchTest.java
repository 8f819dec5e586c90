package io.fairlead.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LineMatchTest {
    private static boolean matches(String expression, String... parts) {
        LineMatch match = new LineMatch(Pattern.compile(expression));
        for (String part : parts) {
            match.add(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
        }
        return match.end();
    }

    @Test
    void a_line_matches_wherever_parts_were_cut_and_without_its_end() {
        assertThat(matches("^accuracy: 0\\.9$", "epoch 1\naccur", "acy: 0", ".9\r\nbye\n"))
                .isTrue();
        assertThat(matches("^bye$", "epoch 1\nbye")).isTrue();
        assertThat(matches("ü", "a \u00fc b\n")).isTrue();
    }

    @Test
    void what_is_spread_over_two_lines_is_no_match() {
        assertThat(matches("a.b", "a\nb\n")).isFalse();
        assertThat(matches("x", "")).isFalse();
    }

    @Test
    void an_expression_that_would_take_others_for_ever_takes_no_time() {
        assertThat(matches("^(a+)+$", "a".repeat(50_000) + "!\n")).isFalse();
    }
}
