package io.fairlead.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine line = Main.line();
        line.setErr(new PrintWriter(err));
        line.getSubcommands().values().forEach(it -> it.setErr(new PrintWriter(err)));
        return line.execute(words);
    }

    @Test
    void a_file_to_check_that_cannot_be_read_is_named_with_the_reason(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.json"));

        assertThat(run("check", folder.resolve("nosuch.json").toString())).isEqualTo(2);
        assertThat(run("check", folder.toString())).isEqualTo(2);
        assertThat(run("check", empty.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("nosuch.json can not be read: there is no such file  [E-FILE-UNREADABLE]")
                .contains(folder + " can not be read: it is a folder  [E-FILE-UNREADABLE]")
                .contains("empty.json is empty  [E-DEFINITION-EMPTY]")
                .doesNotContain("the server could not start", "Exception");
    }

    @Test
    void what_simulate_cannot_use_is_a_mistake_of_who_typed_it(@TempDir Path folder) {
        String none = folder.resolve("none.swf").toString();

        assertThat(run("simulate", "--swf", none, "--processors=0")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "fairlead: --processors: \"0\" is not a whole number",
                        "[E-SIMULATE-VALUE]",
                        "  fix: write how many")
                .contains("--swf: " + none + " cannot be read: there is no such file or folder  [E-TRACE-UNREADABLE]")
                .doesNotContain("Exception", "Usage");
    }
}
