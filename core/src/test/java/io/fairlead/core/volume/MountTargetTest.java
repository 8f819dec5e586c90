package io.fairlead.core.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountTargetTest {
    @ParameterizedTest
    @CsvSource({
        "/data,/data",
        "/data/,/data",
        "//data//x/,/data/x",
        "/./data/.,/data",
        "/process,/process",
        "/system/x,/system/x",
        "/run,/run",
        "/root/.ssh,/root/.ssh",
        "/a/...,/a/...",
        "/home/é,/home/é",
        "/a:b,/a:b",
    })
    void one_place_is_one_text(String text, String path) {
        assertThat(MountTarget.parse(text)).hasToString(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/,E-TARGET-ROOT",
        "//,E-TARGET-ROOT",
        "/./,E-TARGET-ROOT",
        "/proc,E-TARGET-RESERVED",
        "/proc/sys,E-TARGET-RESERVED",
        "//proc,E-TARGET-RESERVED",
        "/proc/,E-TARGET-RESERVED",
        "/./sys/x,E-TARGET-RESERVED",
        "/etc,E-TARGET-RESERVED",
        "/etc/passwd,E-TARGET-RESERVED",
        "/dev/shm,E-TARGET-RESERVED",
        "/run/fairlead/x,E-TARGET-RESERVED",
        "/a/../proc,E-PATH-CLIMBS",
        "/..,E-PATH-CLIMBS",
        "data,E-PATH-RELATIVE",
        "./data,E-PATH-RELATIVE",
        "'',E-PATH-RELATIVE",
        "~/x,E-PATH-RELATIVE",
    })
    void places_that_are_not_free_are_refused(String text, String code) {
        assertThatThrownBy(() -> MountTarget.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/a\u0000", "/\u001b[31m"})
    void control_characters_are_refused(String text) {
        assertThatThrownBy(() -> MountTarget.parse(text)).hasMessageContaining("E-PATH-CHARACTER");
    }

    @Test
    void paths_are_as_long_as_the_kernel_takes_them() {
        assertThat(MountTarget.parse("/" + "é".repeat(127)).path()).hasSize(128);
        assertThatThrownBy(() -> MountTarget.parse("/" + "é".repeat(128))).hasMessageContaining("E-PATH-LONG");
        assertThatThrownBy(() -> MountTarget.parse("/a".repeat(2048))).hasMessageContaining("E-PATH-LONG");
    }

    @ParameterizedTest
    @CsvSource({"a/b,a/b", "./a//b/,a/b", "'',''", ".,''"})
    void a_path_beneath_a_volume_is_normalised(String text, String expected) {
        assertThat(Paths.parseBeneath(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/a,E-SUBPATH-ABSOLUTE", "../a,E-PATH-CLIMBS", "a/../b,E-PATH-CLIMBS"})
    void a_path_beneath_a_volume_stays_there(String text, String code) {
        assertThatThrownBy(() -> Paths.parseBeneath(text)).hasMessageContaining(code);
    }

    @Test
    void inside_is_judged_by_component_and_outer_comes_before_inner() {
        MountTarget outer = new MountTarget("/data");
        MountTarget middle = new MountTarget("/data/a");
        MountTarget inner = new MountTarget("/data/a/b/c");
        MountTarget alike = new MountTarget("/data/a2");

        assertThat(Stream.of(inner, alike, middle, outer).sorted(MountTarget.OUTER_FIRST))
                .containsExactly(outer, middle, alike, inner);
        assertThat(inner.enclosing(List.of(outer, alike, middle))).contains(middle);
        assertThat(alike.enclosing(List.of(middle))).isEmpty();
        assertThat(outer.isInside(outer)).isFalse();
        assertThat(inner.below(outer)).isEqualTo("a/b/c");
        assertThatThrownBy(() -> alike.below(middle)).isInstanceOf(IllegalArgumentException.class);
    }
}
