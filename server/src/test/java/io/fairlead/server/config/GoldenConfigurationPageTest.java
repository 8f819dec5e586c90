package io.fairlead.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GoldenConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/configuration.md");

    @Test
    void the_reference_page_says_what_the_table_of_keys_says() throws IOException {
        if ("write".equals(System.getProperty("fairlead.golden"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, ReferencePage.markdown());
        }

        assertThat(PAGE).hasContent(ReferencePage.markdown());
    }
}
