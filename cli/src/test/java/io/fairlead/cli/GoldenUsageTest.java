package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoldenUsageTest {
    private static final List<List<String>> LINES = List.of(
            List.of("sumbit", "job.json"),
            List.of("job"),
            List.of("job", "lsit"),
            List.of("xyzzy"),
            List.of("j"),
            List.of("submit"),
            List.of("submit", "--prject", "vision", "job.json"),
            List.of("submit", "job.json", "--project"),
            List.of("submit", "--key", "--hold", "job.json"),
            List.of("submit", "a.json", "b.json"),
            List.of("submit", "--hold", "--key", "a", "--key", "b", "job.json"),
            List.of("submit", "--wait-run", "--wait-done", "job.json"),
            List.of("submit", "--hold=yes", "job.json"),
            List.of("jobs", "-o", "jsn"),
            List.of("jobs", "--state", "RUNING"),
            List.of("jobs", "--limit", "many"),
            List.of("jobs", "--limit=-1"),
            List.of("jobs", "7g3k"),
            List.of("show"),
            List.of("show", "-o", "wide", "7g3k"),
            List.of("logs", "--exit-code", "7g3k"),
            List.of("logs", "--attempt", "0", "7g3k"),
            List.of("wait"),
            List.of("cancel", "--frce", "7g3k"),
            List.of("run", "--gpus=two", "python:3"),
            List.of("run", "--gpus", "1e9", "python:3"),
            List.of("run", "--mem", "2g", "python:3"),
            List.of("run"),
            List.of("events", "-f", "-o", "json", "7g3k"),
            List.of("completion", "tcsh"),
            List.of("translate", "ls"),
            List.of("submit", "--from", "dokcer", "job.txt"),
            List.of("server", "stpo"),
            List.of("demo"));

    private static final List<List<String>> SLICES_LINES = List.of(
            List.of("submit", "job.json"),
            List.of("ai", "ssh", "7g3k"),
            List.of("ai", "submti"),
            List.of("ai", "cancel"));

    @Test
    void wrong_usage_names_what_was_probably_meant_and_shows_the_usage_line() {
        Golden.holds("usage-errors.txt", told("fairlead", LINES) + told("slices", SLICES_LINES));
    }

    private static String told(String program, List<List<String>> lines) {
        StringBuilder all = new StringBuilder();
        for (List<String> words : lines) {
            Typed typed = new Typed().calledAs(program);

            int code = typed.run(words.toArray(String[]::new));

            assertThat(code).as(words.toString()).isEqualTo(2);
            assertThat(typed.out()).as(words.toString()).isEmpty();
            all.append("$ " + program + " " + String.join(" ", words) + "\n" + typed.err() + "\n");
        }
        return all.toString();
    }

    @Test
    void foreign_characters_in_wrong_words_are_spelled_out() {
        Typed typed = new Typed();

        assertThat(typed.run("\u001b[2J\u202e")).isEqualTo(2);

        assertThat(typed.err()).contains("unknown command \\u001b[2J\\u202e").doesNotContain("\u001b");
    }
}
