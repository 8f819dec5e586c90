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
