package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.profile.Meaning;
import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.profile.Profiles;
import io.fairlead.cli.words.WrongUsage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Ds01Test {
    private static Meaning meaning(String line) {
        List<String> words = List.of(line.split(" "));
        Profile profile = Profiles.ofProgram(words.getFirst()).orElseThrow();
        return profile.meaning(words.getFirst(), words.subList(1, words.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image-create p -f pytorch:2 -t cv -p einops -s git --no-build | image create p --base pytorch:2 --set cv --pip einops --apt git --dry-run",
                "image create p --base=x --packages=numpy -r req.txt --force | image create p --base x --pip numpy --requirements req.txt --force",
                "image-update p --add timm --add-system htop --rebuild | image update p --add-pip timm --add-apt htop --rebuild",
                "image-list -a | image list",
                "image-list --orphaned --format json | image list --orphaned -o json",
                "image-delete a b -f --keep-dockerfile | image delete a b",
                "image retire a | image delete a",
                "check-limits -v | limits --verbose",
                "check limits --help | limits --help",
            })
    void their_words_become_ours(String theirs, String ours) {
        assertThat(meaning(theirs)).isEqualTo(new Meaning.Ours(List.of(ours.split(" "))));
    }

    @Test
    void a_list_of_packages_in_quotes_is_taken_apart_at_blanks_alone() {
        Profile profile = Profiles.ofProgram("image-create").orElseThrow();

        assertThat(profile.meaning("image-create", List.of("p", "-p", "torch>=2.0,<3 einops")))
                .isEqualTo(
                        new Meaning.Ours(List.of("image", "create", "p", "--pip", "torch>=2.0,<3", "--pip", "einops")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image craete x | unknown command image craete | image-create",
                "image-create p --bsae x | image-create: unknown flag --bsae | --base",
                "image-list --format tabel | --format takes table, simple, json | table",
                "image-create p -p | -p needs a value | ''",
            })
    void wrong_words_are_refused_by_name_with_the_nearest(String line, String message, String hint) {
        assertThatThrownBy(() -> meaning(line)).isInstanceOfSatisfying(WrongUsage.class, wrong -> {
            assertThat(wrong.message()).contains(message);
            assertThat(wrong.hint()).contains(hint);
        });
    }

    @Test
    void a_family_alone_says_what_there_is() {
        Typed typed = new Typed().calledAs("image");

        assertThat(typed.run("--help")).isZero();
        assertThat(typed.out()).contains("image-create").contains("image-delete");
    }
}
