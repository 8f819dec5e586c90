package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellTextTest {
    private static final long SEED = 20260101;

    /** Texts that need no shell. */
    private static final List<String> WORDS = List.of(
            "python train.py",
            "  python \t train.py  ",
            "sh -c 'wc -w /etc/os-release'",
            "python -c 'a;b'",
            "python -c \"print('x')\"",
            "prog 'it'\\''s'",
            "prog \"a\"'b'c",
            "prog ''",
            "prog \"\" x",
            "prog a\\ b",
            "prog \\$HOME",
            "prog \"\\$HOME \\` \\\" \\\\ \\n\"",
            "prog 'a\nb'",
            "prog \"a\nb\"",
            "prog a\\\nb \\\n c",
            "prog \"a\\\nb\"",
            "prog \\;",
            "prog a=b",
            "prog --x=y,z:1/2@3%4+5^6!",
            "prog {a,b} ]",
            "prog ! { }",
            "prog while do",
            "'while' x",
            "\\if x",
            "/bin/echo x",
            "./cd x",
            "9=x y",
            "a-b=x y",
            "\"A\"=x y",
            "prog é “x”",
            "prog a\\\\b");

    @ParameterizedTest
    @MethodSource("words")
    void words_are_split_as_the_shell_of_this_machine_splits_them(String text) throws Exception {
        var reading = ShellText.read(text);

        assertThat(reading).isInstanceOf(ShellText.Words.class);
        assertThat(((ShellText.Words) reading).argv()).isEqualTo(splitBySh(text));
    }

    static Stream<String> words() {
        return WORDS.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pip install einops && python train.py",
                "a; b",
                "a | b",
                "a &",
                "a > f",
                "a < f",
                "(a)",
                "a *.txt",
                "a ?",
                "a [x]",
                "ls ~/x",
                "a # note",
                "a\nb",
                "a\n",
                "A=1 b",
                "A=1",
                "A= b",
                "_x9=y z",
                "echo hi",
                "cd /x",
                "exec a",
                "true",
                ". /x",
                "source x",
                "export A=1",
                "\"cd\" /x",
                "c\\d /x",
                "if x",
                "while x",
                "! a",
                "{ a",
                "for x in y",
                "[[ a ]]",
                "time a",
                "echo $HOME",
                "a $HOME",
                "a \"$HOME\"",
                "a \"x `date`\"",
                "a `date`",
                "a $(date)",
                "echo it's; ls",
                "[ -f x ]",
                "set -e",
                "a b=$c",
                "a ~",
                "cat <<EOF\nit's\nEOF",
            })
    void what_only_a_shell_does_is_left_to_a_shell(String text) {
        var reading = ShellText.read(text);

        if (text.equals("echo it's; ls")) {
            assertThat(reading)
                    .isInstanceOf(ShellText.Unfinished.class); // the quote swallows the rest: sh refuses it too
        } else {
            assertThat(reading).isInstanceOf(ShellText.Script.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \\", "a \"b\\\""})
    void what_is_not_closed_is_refused(String text) {
        assertThat(ShellText.read(text)).isInstanceOf(ShellText.Unfinished.class);
    }

    @Test
    void random_texts_are_split_as_the_shell_splits_them() throws Exception {
        var random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        while (texts.size() < 300) {
            String text = "p " + randomText(random);
            if (ShellText.read(text) instanceof ShellText.Words(List<String> argv)) {
                texts.add(text);
                expected.add(argv);
            }
        }

        var script = new StringBuilder();
        texts.forEach(
                text -> script.append("set -- ").append(text).append("\nprintf '%s\\036' \"$@\"\nprintf '\\035'\n"));
        String[] groups = sh(script.toString()).split("\u001d", -1);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(words(groups[i])).as("seed %d: %s", SEED, texts.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static String randomText(Random random) {
        String alphabet = "ab =-/\\'\" \"'x\n\t{}!]%";
        var text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "python x > log 2>&1 | exec python x > log 2>&1",
                "python x* ~/y | exec python x* ~/y",
                "A=1 B=\"$C d\" python x | A=1 B=\"$C d\" exec python x",
                "python --at $(date +%F) \"`id`\" ${X:-y} | exec python --at $(date +%F) \"`id`\" ${X:-y}",
                "python $(a; b) # note | exec python $(a; b) # note",
                "python x; | exec python x;",
                "python < in >> out | exec python < in >> out",
            })
    void a_single_command_is_handed_the_process(String script, String expected) {
        assertThat(new Command.Shell(script.strip()).withExec()).hasValue(expected.strip());
    }

    @Test
    void a_long_line_of_nested_expansions_is_given_up() {
        assertThat(new Command.Shell("a " + "$(".repeat(50_000)).withExec()).isEmpty();
        assertThat(new Command.Shell("a " + "\"$(".repeat(50_000)).withExec()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a && b",
                "a; b",
                "a | b",
                "a &",
                "a\nb",
                "(a)",
                "cd /x",
                "echo $X",
                "A=1",
                "if a; then b; fi",
                "$CMD x",
                "> f a",
                "cat <<EOF\nx\nEOF",
                "a $(b",
                "exec a",
                "! a",
                "a 'b",
                "*",
                "\"a\" *",
            })
    void the_shell_stays_where_there_is_more_than_one_command_or_doubt(String script) {
        assertThat(new Command.Shell(script).withExec()).isEmpty();
    }

    @Test
    void exec_changes_nothing_that_a_command_sees_or_gives() throws Exception {
        for (String script : List.of(
                "A=1 B=\"x y\" env | grep -E '^(A|B)='",
                "A=1 /usr/bin/env",
                "/bin/echo a  'b c' \"$HOME\" > /dev/stdout")) {
            var exec = new Command.Shell(script).withExec();
            String plain = filtered(sh(script));

            assertThat(filtered(sh(exec.orElse(script)))).isEqualTo(plain);
        }
    }

    private static String filtered(String output) {
        return output.lines()
                .filter(line -> !line.startsWith("_="))
                .sorted()
                .toList()
                .toString();
    }

    private static List<String> splitBySh(String text) throws Exception {
        return words(sh("set -- " + text + "\nprintf '%s\\036' \"$@\""));
    }

    private static List<String> words(String output) {
        List<String> words = new ArrayList<>(Arrays.asList(output.split("\u001e", -1)));
        words.removeLast();
        return words;
    }

    private static String sh(String script) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(script).isZero();
        return output;
    }
}
