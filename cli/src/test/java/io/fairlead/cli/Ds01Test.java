package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.profile.Meaning;
import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.profile.Profiles;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.CheckResponse;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                "image-create p -f pytorch:2 -t cv -p einops -s git --no-build | image create p --framework pytorch:2 --set cv --pip einops --apt git --dry-run",
                "image create p --base=x --packages=numpy -r req.txt --force | image create p --base x --pip numpy --requirements req.txt --force",
                "image-update p --add timm --add-system htop --rebuild | image update p --add-pip timm --add-apt htop --rebuild",
                "image-list -a | image list",
                "image-list --orphaned --format json | image list --orphaned -o json",
                "image-delete a b -f --keep-dockerfile | image delete a b",
                "image retire a | image delete a",
                "container-open p -- ls -la | session open p -- ls -la",
                "container attach p | session open p",
                "container-list -a --format=simple | session list --all -o name",
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
                "container delpoy x | unknown command container delpoy | container-deploy",
                "image craete x | unknown command image craete | image-create",
                "container start x | container start is not built | container-run",
                "image-create p --bsae x | image-create: unknown flag --bsae | --base",
                "image-create p -p | -p needs a value | ''",
                "container-list --format tabel | --format takes table, simple, json | table",
            })
    void wrong_words_are_refused_by_name_with_the_nearest(String line, String message, String hint) {
        assertThatThrownBy(() -> meaning(line)).isInstanceOfSatisfying(WrongUsage.class, wrong -> {
            assertThat(wrong.message()).contains(message);
            assertThat(wrong.hint()).contains(hint);
        });
    }

    @Test
    void a_family_alone_says_what_there_is() {
        Typed typed = new Typed().calledAs("container");

        assertThat(typed.run("--help")).isZero();
        assertThat(typed.out()).contains("container-deploy").contains("container-retire");
    }

    @Test
    void deploy_has_a_help_of_its_own_with_a_hyphen_and_a_blank() {
        Typed typed = new Typed().calledAs("container-deploy");

        assertThat(typed.run("--help")).isZero();
        assertThat(typed.out()).contains("container-deploy").contains("--cpu-only");
        typed.calledAs("container");
        assertThat(typed.run("deploy", "--help")).isZero();
        assertThat(typed.out()).contains("container deploy");
    }

    @ParameterizedTest
    @CsvSource({"--num-gpus 2,2", "--gpus=2,2", "--cpu-only,0", "--no-gpu,0"})
    void gpus_are_asked_for_in_each_of_their_ways(String words, String gpus) {
        Typed typed = new Typed().calledAs("container-deploy");
        try (var server = new FakeServer(typed.socket)
                .on(Route.LIMITS, LimitsTest.limits())
                .on(Route.NODES, new NodeList(List.of()))
                .on(Route.CHECK, new CheckResponse("p", List.of(), new JsonText("{}"), Optional.empty()))) {
            List<String> line = new ArrayList<>(List.of("p", "some/image:1", "--dry-run"));
            line.addAll(List.of(words.split(" ")));

            assertThat(typed.run(line.toArray(String[]::new))).as(typed.err()).isZero();

            String body = server.asked(Route.CHECK).getFirst().body();
            assertThat(body).contains("\"gpus\":" + gpus, "\"hostPath\":\"/workspace\"", "\"image\":\"some/image:1\"");
            assertThat(typed.out()).contains("started as it is");
        }
    }
}
