package io.fairlead.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a recipe to the text of its Dockerfile. */
class RecipeTextTest {
    private static final Recipe BASE = Recipe.of("fairlead/python:3");

    @Test
    void version_specifiers_and_markers_reach_pip_as_they_were_written() {
        String text = RecipeText.of(
                "x", BASE.plus(List.of(), List.of(), List.of("torch>=2.0.1", "numpy<2; python_version<\"3.12\"")));

        assertThat(text)
                .contains(
                        "RUN python3 -m pip install --no-cache-dir 'torch>=2.0.1' 'numpy<2; python_version<\"3.12\"'");
    }

    @Test
    void what_is_added_later_leaves_the_earlier_layers_as_they_are() {
        Recipe first = BASE.plus(List.of("nlp"), List.of(), List.of("einops"));
        Recipe second = first.plus(List.of(), List.of(), List.of("timm"));
        String before = RecipeText.of("x", first);
        String after = RecipeText.of("x", second);

        assertThat(after)
                .isEqualTo(before.replace("WORKDIR", "RUN python3 -m pip install --no-cache-dir 'timm'\nWORKDIR"));
    }

    @Test
    void every_line_of_a_requirements_file_is_in_the_image_and_none_is_dropped() throws Exception {
        String file = "--index-url https://pypi.example.org/simple\n-r more.txt\n# a comment\ntorch>=2.0.1\n"
                + "it's; no $HOME `id` \\\n";
        Recipe recipe = BASE.withRequirements(
                List.of(new RequirementsFile("requirements.txt", file), new RequirementsFile("more.txt", "einops")));

        String written = ran(RecipeText.of("x", recipe), "requirements.txt");

        assertThat(written).isEqualTo(file);
    }

    /** What the shell of a build would write, by the shell of this machine. */
    private static String ran(String dockerfile, String file) throws IOException, InterruptedException {
        int run = dockerfile.indexOf("RUN mkdir");
        String script = dockerfile
                .substring(run + 4, dockerfile.indexOf("&& cd", run))
                .replace("\\\n", "")
                .replace("mkdir -p", "true")
                .replaceAll("> '/opt/fairlead/requirements/(?!" + file + ")[^']*'", "> /dev/null")
                .replace("> '/opt/fairlead/requirements/" + file + "'", "");
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a; rm -rf /", "$(id)", "`id`", "x\ny", "-r evil", "a'b", "a|b", "--index-url=x", "a &", "==1"})
    void a_word_that_is_no_requirement_never_reaches_a_shell(String word) {
        List<Problem> problems = RecipeCheck.of(BASE.plus(List.of(), List.of(), List.of(word)));

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("E-IMAGE-REQUIREMENT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"git; id", "-y", "A", "a b", "--option", "../x", "a$b", "'"})
    void a_word_that_is_no_package_of_the_distribution_never_reaches_a_shell(String word) {
        assertThat(RecipeCheck.of(BASE.plus(List.of(), List.of(word), List.of())))
                .extracting(Problem::code)
                .containsExactly("E-IMAGE-APT-NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch",
                "torch>=2.0.1",
                "numpy<2",
                "numpy >= 1.2, < 2",
                "foo[bar,baz]==1.0.*",
                "foo ~= 1.4.2",
                "foo; sys_platform == 'linux'",
                "foo (>=1,<2)",
                "foo @ https://example.org/foo-1.0.zip",
                "git+https://example.org/foo.git@main#egg=foo",
                "foo==1 --hash=sha256:abc --hash=sha256:def",
                "  foo == 1  # comment",
                "",
                "# only a comment",
                "-i https://example.org/simple",
                "--extra-index-url https://example.org/simple",
                "--pre",
                "-e git+https://example.org/foo.git#egg=foo",
                "--no-binary :all:"
            })
    void what_pip_takes_is_taken(String line) {
        assertThat(Requirements.of(new RequirementsFile("r.txt", line)).problems())
                .isEmpty();
    }

    @Test
    void a_line_that_is_none_is_refused_with_file_and_line() {
        var read = Requirements.of(new RequirementsFile("r.txt", "torch\n\nfoo bar\n--what x\nnumpy==\\\n  1.0\n=1\n"));

        assertThat(read.problems())
                .extracting(problem -> problem.position().line() + " " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("3 r.txt line 3: \"foo bar\""),
                        two -> assertThat(two).startsWith("4 r.txt line 4: \"--what x\""),
                        three -> assertThat(three).startsWith("7 r.txt line 7: \"=1\""));
    }

    @Test
    void files_that_a_file_names_must_be_there_and_folders_need_the_context() {
        var file = new RequirementsFile("r.txt", "-r sub/more.txt\n-e ./pkg\n");

        assertThat(RecipeCheck.of(BASE.withRequirements(List.of(file))))
                .extracting(Problem::code)
                .containsExactly("E-IMAGE-REQUIREMENT-LOCAL", "E-IMAGE-INCLUDE-MISSING");
        assertThat(RecipeCheck.of(BASE.withRequirements(List.of(file)).withContext(true)))
                .isEmpty();
    }

    @Test
    void an_unknown_set_and_an_index_that_is_none_are_refused_by_name() {
        var recipe = BASE.plus(List.of("nlpx"), List.of(), List.of()).withIndex(Optional.of("ftp://x'"));

        assertThat(RecipeCheck.of(recipe))
                .extracting(Problem::message)
                .satisfiesExactly(
                        one -> assertThat(one).contains("nlpx; did you mean nlp?", "nlp, rl"),
                        two -> assertThat(two).contains("ftp://x'"));
    }
}
