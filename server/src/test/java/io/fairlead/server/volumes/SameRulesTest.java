package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Paths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a definition is accepted with must be fit to be staged: there, a broken rule is a bug. */
final class SameRulesTest {
    private static boolean accepts(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data",
                "/",
                "/bin",
                "/bin/x",
                "/usr",
                "/usr/lib",
                "/usr/lib/x",
                "/usr/local",
                "/lib64/x",
                "/boot",
                "/var/run/fairlead/x",
                "/run/fairlead2",
                "/etc/x",
                "/proc",
                "/dev/shm/x",
                "/a/../b",
                "/a\u2215b",
                "/a/\uFF0E\uFF0E/b",
                "/a/\u2024\u2024/b",
                "/a\u202Eb",
                "/a\nb",
                "/a//b/",
                "/\u00e9t\u00e9",
                "/home/alice/.ssh"
            })
    void no_target_is_accepted_that_can_not_be_staged(String text) {
        if (accepts(() -> io.fairlead.core.volume.MountTarget.parse(text))) {
            String path = io.fairlead.core.volume.MountTarget.parse(text).path();
            assertThat(MountTarget.problem(FieldPath.ROOT, path)).isEmpty();
        } else {
            assertThat(text).isNotEqualTo("/data");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sets/birds",
                "~",
                "~/x",
                "~x",
                "..",
                "a/..",
                "a\u2044b",
                "\uFF0E\uFF0E",
                "a\uFF0Fb",
                "a\u200Bb",
                "a//b",
                "./a"
            })
    void no_sub_path_is_accepted_that_can_not_be_staged(String text) {
        if (accepts(() -> Paths.parseBeneath(text))) {
            assertThat(SubPath.problem(FieldPath.ROOT, Paths.parseBeneath(text)))
                    .isEmpty();
        } else {
            assertThat(text).isNotIn("", "sets/birds", "~x");
        }
    }
}
