package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.profile.Profiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoldenHelpTest {
    private final Typed typed = new Typed();

    private static Stream<String> names() {
        return Commands.all().stream().filter(entry -> entry.make().isPresent()).map(Entry::shortest);
    }

    @Test
    void the_overview_lists_every_command() {
        assertThat(typed.run("help")).isZero();
        Golden.holds("help/overview.txt", typed.out());
        assertThat(typed.run("--help")).isZero();
        assertThat(typed.run()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_command_has_its_help(String name) {
        List<String> words = new ArrayList<>(List.of(name.split(" ")));
        words.add("--help");

        assertThat(typed.run(words.toArray(String[]::new))).isZero();

        Golden.holds("help/" + name.replace(' ', '-') + ".txt", typed.out());
        assertThat(typed.err()).isEmpty();
        assertThat(typed.run(("help " + name).split(" "))).isZero();
    }

    @Test
    void a_noun_alone_lists_its_verbs() {
        assertThat(typed.run("session", "--help")).isZero();
        String listed = typed.out();

        Golden.holds("help/session.txt", listed);
        assertThat(typed.err()).isEmpty();
        assertThat(typed.run("help", "session")).isZero();
        assertThat(typed.out()).isEqualTo(listed);
        assertThat(typed.run("sesion", "--help")).isEqualTo(2);
    }

    @Test
    void every_short_form_is_the_alias_of_exactly_one_noun_and_verb() {
        StringBuilder list = new StringBuilder();
        for (Entry entry : Commands.all()) {
            list.append(entry.alias().isEmpty() ? "-" : entry.alias())
                    .append(" = ")
                    .append(entry.name())
                    .append(entry.make().isEmpty() ? "  (another program)" : "")
                    .append('\n');
        }
        list.append("check --resolve = job check --resolve\n");
        Profiles.all().forEach(it -> it.table().forEach((typed, does) -> list.append(typed + " = " + does + "\n")));

        Golden.holds("aliases.txt", list.toString());
        assertThat(Commands.names()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completion_scripts_know_every_command(String shell) {
        assertThat(typed.run("completion", shell)).isZero();

        Golden.holds("completion/" + shell, typed.out());
    }

    @Test
    void the_manual_page_is_made_of_the_help() {
        Golden.holds(Path.of("../docs/reference/fairlead.1"), ManPage.roff(typed));
    }

    @Test
    void the_reference_page_is_made_of_the_help() {
        Golden.holds(Path.of("../docs/reference/cli.md"), CliPage.markdown(typed));
    }
}
