package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.FieldPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubPathTest {
    private static final FieldPath WHERE = FieldPath.of("request", "docker");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "data", "data/run 1", "a:b,c", "Größe/日本", ".ssh", "..a", "a..", "-rf", "*", "x~", "\\"})
    void a_path_that_goes_straight_down_is_taken_as_it_is(String text) {
        assertThat(SubPath.problem(WHERE, text)).isEmpty();
        assertThat(SubPath.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /etc            | begins with a slash
                    /               | begins with a slash
                    ..              | ".." is not allowed
                    a/../../b       | ".." is not allowed
                    ./a             | "." is not allowed
                    a//b            | a name in it is empty
                    a/              | a name in it is empty
                    ~               | means nothing
                    ~/x             | means nothing
                    ．．/x          | only looks like a path
                    a／b            | only looks like a path
                    a∕b             | only looks like a path
                    ․․             | only looks like a path
                    """)
    void a_path_that_could_lead_elsewhere_is_refused_with_its_rule(String text, String rule) {
        var problem = SubPath.problem(WHERE, text).orElseThrow();

        assertThat(problem.code()).isEqualTo("E-VOLUME-PATH-FORM");
        assertThat(problem.path()).isEqualTo(WHERE);
        assertThat(problem.message()).contains(rule);
        assertThat(problem.fix()).isNotBlank();
        assertThatThrownBy(() -> SubPath.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\rb", "a\tb", "a\u007fb", "a\u202eb", "a\u2028b", "a\ud800b", "a\u200bb"})
    void a_character_that_cannot_be_seen_is_refused(String text) {
        assertThat(SubPath.problem(WHERE, text).orElseThrow().message()).contains("U+");
    }

    @Test
    void lengths_are_counted_in_bytes() {
        assertThat(SubPath.problem(WHERE, "a".repeat(255))).isEmpty();
        assertThat(SubPath.problem(WHERE, "a".repeat(256))).isPresent();
        assertThat(SubPath.problem(WHERE, "ü".repeat(128))).isPresent();
        assertThat(SubPath.problem(WHERE, "a/".repeat(99) + "a")).isEmpty();
        assertThat(SubPath.problem(WHERE, "a/".repeat(100) + "a")).isPresent();
        assertThat(SubPath.problem(WHERE, ("a".repeat(250) + "/").repeat(17) + "a"))
                .isPresent();
    }
}
