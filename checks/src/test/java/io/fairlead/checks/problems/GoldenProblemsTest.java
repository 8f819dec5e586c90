package io.fairlead.checks.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoldenProblemsTest {
    private static final Path PAGE = Path.of("../docs/reference/problems.md");

    /** Fewer were found: the search went wrong, and every rule would pass on nothing. */
    private static final int CODES_MIN = 200;

    private static final List<Catalogues.Entry> ENTRIES = Catalogues.entries();

    @Test
    void every_code_is_unique_and_of_the_form_and_has_its_fix_and_meaning() {
        assertThat(ENTRIES).hasSizeGreaterThan(CODES_MIN);
        assertThat(Catalogues.offences(ENTRIES)).isEmpty();
    }

    @Test
    void the_reference_page_says_what_the_catalogues_say() throws IOException {
        String page = ProblemsPage.markdown(ENTRIES);
        if ("write".equals(System.getProperty("fairlead.golden"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    @Test
    void each_rule_is_able_to_fail() {
        assertThat(Catalogues.offences(Catalogues.entries(Planted.class)))
                .anyMatch(it -> it.startsWith("E-PLANTED of") && it.contains(" is a code of "))
                .anyMatch(it -> it.startsWith("E-PLANTED of") && it.endsWith(" has no fix"))
                .anyMatch(it -> it.startsWith("E-PLANTED of") && it.endsWith(" has no meaning"))
                .anyMatch(it -> it.startsWith("E-PLANTED of") && it.endsWith(" has no message"))
                .anyMatch(it -> it.startsWith("planted of") && it.contains(" is not of the form "))
                .noneMatch(it -> it.startsWith("N-PLANTED"));
    }

    /** A catalogue that breaks every rule. */
    private static final class Planted {
        static final ProblemCode WHOLE = new ProblemCode("E-PLANTED", "message", "fix", "meaning");
        static final ProblemCode EMPTY = new ProblemCode("E-PLANTED", "", "", "");
        static final ProblemCode FORM = new ProblemCode("planted", "message", "fix", "meaning");
        static final ProblemCode NOTICE = new ProblemCode("N-PLANTED", "message", "", "meaning");

        private Planted() {}
    }
}
