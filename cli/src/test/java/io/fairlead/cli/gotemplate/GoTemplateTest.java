package io.fairlead.cli.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fairlead.core.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoTemplateTest {
    private static final GoValue CONTAINER = GoValue.struct(
            "Name",
            "/train",
            "State",
            GoValue.struct("Status", "running", "ExitCode", 0, "Running", true),
            "Mounts",
            List.of(GoValue.struct("Source", "/a", "RW", true), GoValue.struct("Source", "/b", "RW", false)),
            "Config",
            GoValue.struct(
                    "Cmd",
                    List.of("sh", "-c", "a \"b\""),
                    "Labels",
                    GoValue.dictionary(Map.of(
                            "aime.mlc.DS01_USER_ID",
                            "1001",
                            "aime.mlc.DS01_HAS_USER_SETUP",
                            "true",
                            "team",
                            "vision"))));

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    {{.Name}}                                     § /train
                    {{ .State.Status }} and {{.State.ExitCode}}   § running and 0
                    {{.Config.Labels}}                            § map[aime.mlc.DS01_HAS_USER_SETUP:true aime.mlc.DS01_USER_ID:1001 team:vision]
                    {{.Config.Labels.team}}                       § vision
                    {{.Config.Labels.none}}                       § <no value>
                    {{index .Config.Labels "aime.mlc.DS01_USER_ID"}} § 1001
                    [{{index .Config.Labels "none"}}]             § []
                    {{.Config.Cmd}}                               § [sh -c a "b"]
                    {{index .Config.Cmd 1}}                       § -c
                    {{json .Config.Cmd}}                          § ["sh","-c","a \\"b\\""]
                    {{.State.Status | json}}                      § "running"
                    {{json .State}}                               § {"Status":"running","ExitCode":0,"Running":true}
                    {{.State}}                                    § {running 0 true}
                    {{range .Mounts}}{{.Source}}:{{.RW}} {{end}}. § /a:true /b:false .
                    {{range $i, $m := .Mounts}}{{$i}}={{$m.Source}};{{end}} § 0=/a;1=/b;
                    {{range $k, $v := .Config.Labels}}{{$k}},{{$v}} {{end}}. § aime.mlc.DS01_HAS_USER_SETUP,true aime.mlc.DS01_USER_ID,1001 team,vision .
                    {{range .Mounts}}{{$.Name}}{{end}}            § /train/train
                    a {{- .Name -}} b                             § a/trainb
                    no action                                     § no action
                    """)
    void templates_print_what_go_prints(String template, String expected) {
        assertThat(GoTemplate.of(template).of(CONTAINER)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    {{if .Name}}x{{end}}     § E-TEMPLATE-WORD  § word if
                    {{printf "%s" .Name}}    § E-TEMPLATE-WORD  § word printf
                    {{.Name | upper}}        § E-TEMPLATE-WORD  § word upper
                    {{join .Config.Cmd ","}} § E-TEMPLATE-WORD  § word join
                    {{else}}                 § E-TEMPLATE-WORD  § word else
                    {{(index .Mounts 0)}}    § E-TEMPLATE-WORD  § (
                    {{.State.Statsu}}        § E-TEMPLATE-FIELD § did you mean .Status?
                    {{.Name.First}}          § E-TEMPLATE-FIELD § .First
                    {{index .Config.Cmd 7}}  § E-TEMPLATE-FIELD § 7
                    {{.Name                  § E-TEMPLATE-FORM  § not closed
                    {{range .Mounts}}x       § E-TEMPLATE-FORM  § without its end
                    {{end}}                  § E-TEMPLATE-FORM  § end without a range
                    {{}}                     § E-TEMPLATE-FORM  § nothing
                    """)
    void what_is_not_known_is_refused_by_its_name(String template, String code, String words) {
        Throwable thrown = catchThrowable(() -> GoTemplate.of(template).of(CONTAINER));

        assertThat(thrown).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(code);
            assertThat(e.problems().getFirst().message()).contains(words);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_text_is_a_template_or_a_problem(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<String> pieces = List.of(
                "{{",
                "}}",
                ".Name",
                " ",
                "range ",
                "end",
                "json ",
                "index ",
                "\"",
                "`",
                "|",
                "$",
                "$x",
                ":=",
                ",",
                "-",
                ".Config.Labels",
                "(",
                ")",
                "0",
                "\n",
                "é",
                "\\",
                ".",
                "{{end}}",
                "{{range .Mounts}}");
        for (int i = 0; i < 2000; i++) {
            StringBuilder template = new StringBuilder();
            for (int n = chance.nextInt(12); n > 0; n--) {
                template.append(pieces.get(chance.nextInt(pieces.size())));
            }
            Throwable thrown =
                    catchThrowable(() -> GoTemplate.of(template.toString()).of(CONTAINER));

            if (thrown != null) {
                assertThat(thrown).as("seed %s: %s", seed, template).isInstanceOf(ProblemException.class);
            }
        }
    }

    @Test
    void ranges_in_ranges_without_end_are_bounded() {
        assertThat(catchThrowable(() -> GoTemplate.of("{{range .Mounts}}".repeat(5000))))
                .isInstanceOf(ProblemException.class);
    }
}
