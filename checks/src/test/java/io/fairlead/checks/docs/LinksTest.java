package io.fairlead.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class LinksTest {
    private static final Path ROOT = Path.of("..");

    /** Fewer pages were found: the search went wrong. */
    private static final int PAGES_MIN = 15;

    @Test
    void every_link_to_a_file_of_the_project_leads_to_one() throws IOException {
        var pages = Links.pages(ROOT);
        var broken = new ArrayList<String>();
        for (Path page : pages) {
            broken.addAll(Links.broken(page, Files.readString(page)));
        }

        assertThat(pages).hasSizeGreaterThan(PAGES_MIN);
        assertThat(broken).isEmpty();
    }

    @Test
    void a_link_to_nowhere_is_found_and_one_to_another_site_is_left_alone() {
        String text = "[a](NOWHERE.md#part) [b](https://example.org/x) [c](README.md)";

        assertThat(Links.broken(ROOT.resolve("ARCHITECTURE.md"), text))
                .containsExactly("../ARCHITECTURE.md: NOWHERE.md is not there");
    }
}
