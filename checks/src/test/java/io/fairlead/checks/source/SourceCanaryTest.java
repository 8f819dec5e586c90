package io.fairlead.checks.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proves that the rules on sources can fail, and where their borders are. */
final class SourceCanaryTest {
    @Test
    void a_method_of_sixty_lines_passes_and_one_of_sixty_one_does_not() {
        var sixty = "final class A {\n    @Deprecated\n    void a() {\n" + "        b();\n".repeat(58) + "    }\n}\n";
        var longer = sixty.replace("void a() {\n", "void a() {\n        c();\n");

        assertThat(Sizes.tooLong(core(sixty))).isEmpty();
        assertThat(Sizes.tooLong(core(longer))).containsExactly("core/src/main/java/a/A.java:2 a has 61 lines");
        assertThat(Sizes.overSoft(core(sixty))).containsExactly("core/src/main/java/a/A.java:2 a has 60 lines");
    }

    @Test
    void a_file_of_five_hundred_and_one_lines_is_too_long() {
        assertThat(Sizes.tooLong(core("class A {}\n" + "// line\n".repeat(500))))
                .containsExactly("core/src/main/java/a/A.java has 501 lines");
    }

    @Test
    void a_package_of_more_than_twenty_files_is_listed() {
        var files = IntStream.rangeClosed(1, 21)
                .boxed()
                .collect(Collectors.toMap(i -> "net/src/main/java/a/A" + i + ".java", i -> "class A" + i + " {}"));

        assertThat(Sizes.overSoft(Sources.parsed(files))).containsExactly("net/src/main/java/a has 21 files");
    }

    @Test
    void six_parameters_are_too_many_except_for_components_and_what_is_overridden() {
        var six = "int a, int b, int c, int d, int e, int f";
        var body = "record R(" + six + ") { R { } @Override void over(" + six + ") {} }\n"
                + "record S(" + six + ") { S(" + six + ") { } static S of(" + six + ") { return null; } }\n"
                + "class T { T(" + six + ") {} }";

        assertThat(Sizes.tooManyParameters(core(body)))
                .hasSize(2)
                .anyMatch(it -> it.contains("of has 6 parameters"))
                .anyMatch(it -> it.contains("<init> has 6 parameters"));
    }

    @Test
    void names_for_bags_getters_in_core_and_wide_imports_are_refused() {
        var body = "import java.util.*;\nimport module java.sql;\nimport java.io.File;\n"
                + "class JobManager { class Inner { enum CpuInfo {} } int getCount() { return 1; } int getter() { return 1; }\n"
                + "@Override public int get() { return 1; } }\nclass Database {}";

        assertThat(Names.offences(core(body)))
                .hasSize(5)
                .anyMatch(it -> it.contains("JobManager"))
                .anyMatch(it -> it.contains("CpuInfo"))
                .anyMatch(it -> it.contains("getCount"))
                .filteredOn(it -> it.contains("imports more"))
                .hasSize(2);
    }

    @Test
    void a_package_without_description_or_null_mark_is_refused() {
        var marked = "/** Says. */\n@NullMarked\npackage a;\n\nimport org.jspecify.annotations.NullMarked;\n";
        var good = Map.of("net/src/main/java/a/package-info.java", marked, "net/src/main/java/a/A.java", "class A {}");

        assertThat(Names.undescribedPackages(Sources.parsed(good))).isEmpty();
        assertThat(Names.undescribedPackages(core("class A {}"))).hasSize(1);
        for (String poor : List.of(marked.replace("@NullMarked", ""), marked.replace("/** Says. */", ""))) {
            var files = Sources.parsed(Map.of("net/src/main/java/a/package-info.java", poor));
            assertThat(Names.undescribedPackages(files)).hasSize(1);
        }
    }

    @Test
    void tests_that_skip_sleep_or_have_no_sentence_for_a_name_are_refused() {
        var body = "import org.junit.jupiter.api.Disabled;\nimport org.junit.jupiter.api.condition.EnabledIf;\n"
                + "import static org.junit.jupiter.api.Assumptions.assumeTrue;\nimport org.junit.jupiter.api.Test;\n"
                + "class ATest { @Test void works() { assumeTrue(true); Thread.sleep(1); } @Test void it_works() {} }";

        assertThat(Habits.offences(core(body)))
                .hasSize(6)
                .filteredOn(it -> it.endsWith("skips tests"))
                .hasSize(4);
    }

    @Test
    void the_share_counts_top_level_types() {
        assertThat(Names.Share.of(core("public class A { public class B {} }\nclass C {}\nrecord D() {}")))
                .hasToString("1 of 3 top-level types are public, 67 % package-private");
    }

    private static List<SourceFile> core(String body) {
        return Sources.parsed(Map.of("core/src/main/java/a/A.java", body));
    }
}
