package io.fairlead.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.volume.FolderPattern.Placeholder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderPatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/fairlead/{site}/{project}",
                "{home}",
                "{home}/workspace/{name}",
                "/scratch/{user}",
                "/raid/public/my_datasets"
            })
    void a_pattern_is_shown_as_it_was_written(String text) {
        assertThat(FolderPattern.rule(text)).isEmpty();
        assertThat(FolderPattern.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "srv/x                | it must start with / or {home}",
                "/                    | the whole machine is no volume",
                "/srv/../etc          | \"..\" is not allowed in it",
                "/srv/{group}         | \"{group}\" is neither a plain name",
                "/srv/x_{project}     | \"x_{project}\" is neither a plain name",
                "/srv/{home}          | {home} can only come first",
                "/srv/{name}          | {name} is chosen by users",
                "/{project}           | the folder before the first placeholder is missing",
                "{homes}/x            | it must start with / or {home}"
            })
    void what_is_no_pattern_says_why(String text, String rule) {
        assertThat(FolderPattern.rule(text))
                .hasValueSatisfying(it -> assertThat(it).startsWith(rule));
    }

    @Test
    void folders_of_a_project_are_its_members_and_folders_of_a_user_are_the_users() {
        assertThat(Backing.Folders.at(FolderPattern.of("/srv/{site}/{project}")).mode())
                .isEqualTo(02770);
        assertThat(Backing.Folders.at(FolderPattern.of("/srv/{user}")).mode()).isEqualTo(0700);
        assertThat(Backing.Folders.at(FolderPattern.of("/srv/data")).mode()).isEqualTo(0755);
        assertThat(FolderPattern.of("/srv/{user}").has(Placeholder.USER)).isTrue();
    }
}
