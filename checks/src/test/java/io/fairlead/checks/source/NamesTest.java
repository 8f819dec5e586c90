package io.fairlead.checks.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names, imports and packages of everything that ships, and the habits of all tests. */
final class NamesTest {
    private static final List<SourceFile> SOURCES = Sources.main();

    @Test
    void things_are_named_for_what_they_are_and_imports_are_explicit() {
        assertThat(Names.offences(SOURCES)).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        assertThat(Names.undescribedPackages(SOURCES)).isEmpty();
    }

    @Test
    void tests_neither_skip_nor_sleep_and_their_names_are_sentences() {
        var tests = Sources.tests();

        assertThat(tests).hasSizeGreaterThan(5);
        assertThat(Habits.offences(tests)).isEmpty();
    }

    @Test
    void the_share_of_public_types_is_known() {
        var share = Names.Share.of(SOURCES);
        System.out.println("names: " + share);

        assertThat(share.types()).isPositive();
    }
}
