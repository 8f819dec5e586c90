package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.volumes.MountTarget.Wanted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountTargetTest {
    private static final FieldPath WHERE = FieldPath.of("containerPath");

    @ParameterizedTest
    @CsvSource({
        "/data, /data",
        "/data/, /data",
        "//data///x//, /data/x",
        "/project_ghent, /project_ghent",
        "/dev/shm/cache, /dev/shm/cache",
        "/home/a/.ssh, /home/a/.ssh",
        "/usr/local, /usr/local",
        "/usr/lib/python3/dist-packages, /usr/lib/python3/dist-packages",
        "/process, /process",
        "/library, /library",
        "/etcetera, /etcetera",
        "/run/fairlead2, /run/fairlead2",
        "/root, /root",
        "/a:b, /a:b",
        "/var/run, /var/run",
    })
    void a_fit_target_is_brought_into_one_form(String text, String path) {
        assertThat(MountTarget.problem(WHERE, text)).isEmpty();
        assertThat(MountTarget.of(text).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc", "/proc/", "//proc", "/proc/sys", "/sys", "/sys/fs/cgroup", "/dev", "/dev/shm", "/dev/null",
                "/etc", "/etc/passwd", "/bin", "/bin/sh", "/sbin", "/lib", "/lib64", "/lib/x86_64-linux-gnu", "/usr",
                "/usr/bin", "/usr/lib/", "/boot", "/run/fairlead", "/run/fairlead/x", "/var/run/fairlead"
            })
    void what_belongs_to_the_system_is_reserved(String text) {
        Problem problem = MountTarget.problem(WHERE, text).orElseThrow();

        assertThat(problem.code()).isEqualTo("E-MOUNT-TARGET-RESERVED");
        assertThat(problem.fix()).contains("/data/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "data", "/", "//", "/a/../proc", "/..", "/./a", "/a\0", "/a\nb", "/a\u202e", "~", "/．．"})
    void what_is_no_path_is_refused_by_form(String text) {
        assertThat(MountTarget.problem(WHERE, text).orElseThrow().code()).isEqualTo("E-MOUNT-TARGET");
    }

    @Test
    void lengths_are_bounded() {
        assertThat(MountTarget.problem(WHERE, "/" + "a".repeat(255))).isEmpty();
        assertThat(MountTarget.problem(WHERE, "/" + "a".repeat(256))).isPresent();
        assertThat(MountTarget.problem(WHERE, "/a".repeat(2048))).isPresent();
    }

    @Test
    void two_mounts_at_one_place_are_refused_at_the_second() {
        var wanted = List.of(wanted("/data", 0), wanted("/other", 1), wanted("/data/", 2));

        List<Problem> problems = MountTarget.problems(WHERE, wanted);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("E-MOUNT-TWICE");
            assertThat(problem.path()).isEqualTo(WHERE.index(2));
        });
    }

    @Test
    void a_hundred_and_one_mounts_are_too_many() {
        var hundred = IntStream.range(0, 100).mapToObj(i -> wanted("/m" + i, i)).toList();
        var more = IntStream.range(0, 101).mapToObj(i -> wanted("/m" + i, i)).toList();

        assertThat(MountTarget.problems(WHERE, hundred)).isEmpty();
        assertThat(MountTarget.problems(WHERE, more)).extracting(Problem::code).containsExactly("E-MOUNTS-MANY");
    }

    @Test
    void outer_targets_come_first_and_the_innermost_outer_one_is_found_by_component() {
        var outer = MountTarget.of("/data");
        var middle = MountTarget.of("/data/a");
        var inner = MountTarget.of("/data/a/b/c");
        var alike = MountTarget.of("/data/a/b2");
        var all = List.of(inner, alike, middle, outer);

        assertThat(all.stream().sorted(MountTarget.OUTER_FIRST)).containsExactly(outer, middle, alike, inner);
        assertThat(inner.enclosing(all)).contains(middle);
        assertThat(outer.enclosing(all)).isEmpty();
        assertThat(inner.below(middle)).hasToString("b/c");
    }

    private static Wanted wanted(String path, int index) {
        return new Wanted(WHERE.index(index), MountTarget.of(path));
    }
}
