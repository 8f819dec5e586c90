package io.fairlead.checks.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The size budget on everything that ships. */
final class SizeTest {
    private static final List<SourceFile> SOURCES = Sources.main();

    @Test
    void no_method_and_no_file_is_over_its_hard_limit() {
        var overSoft = Sizes.overSoft(SOURCES);
        System.out.println("sizes: " + SOURCES.size() + " files, " + overSoft.size() + " over a soft limit");
        overSoft.forEach(it -> System.out.println("  " + it));

        assertThat(Sizes.tooLong(SOURCES)).isEmpty();
    }

    @Test
    void no_signature_has_more_parameters_than_a_reader_can_keep_apart() {
        assertThat(Sizes.tooManyParameters(SOURCES)).isEmpty();
    }

    @Test
    void all_modules_were_read() {
        assertThat(SOURCES).hasSizeGreaterThan(60);
        assertThat(SOURCES.stream().map(SourceFile::module).distinct())
                .contains("core", "net", "wire", "store", "engines", "simulator", "server", "cli", "bench");
    }
}
