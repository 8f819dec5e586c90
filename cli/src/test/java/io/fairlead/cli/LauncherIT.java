package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that people type, on what was just built. */
final class LauncherIT {
    private static final Path SCRIPT = Path.of("../fairlead").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    /** What a command came to. */
    private record Came(int code, String out, String err) {}

    private Came run(Path program, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().put("FAIRLEAD_SOCKET", folder.resolve("none").toString());
        // what is tested was built by the Maven that runs this: no other one beside it
        builder.environment().put("FAIRLEAD_BUILD", "never");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        int code = process.waitFor();
        return new Came(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void it_runs_from_anywhere_and_says_its_version() throws Exception {
        Came came = run(SCRIPT, "version");

        assertThat(came.code()).as(came.err()).isZero();
        assertThat(came.out()).startsWith("fairlead ").contains("server   none reached");
    }

    @Test
    void exit_codes_come_through() throws Exception {
        assertThat(run(SCRIPT, "jobs").code()).isEqualTo(3);
        assertThat(run(SCRIPT, "jbos").code()).isEqualTo(2);
        assertThat(run(SCRIPT, "help").code()).isZero();
    }

    @Test
    void a_link_of_another_name_gives_the_words_of_that_system() throws Exception {
        Path near = Files.createSymbolicLink(folder.resolve("near"), SCRIPT);
        Path slices = Files.createSymbolicLink(folder.resolve("slices"), near.getFileName());

        Came came = run(slices, "ai", "lgo", "x");

        assertThat(came.code()).isEqualTo(2);
        assertThat(came.err()).contains("unknown command slices ai lgo; did you mean log?");
    }

    @Test
    void words_with_blanks_and_stars_arrive_as_they_were_typed() throws Exception {
        Came came = run(SCRIPT, "submit", "no such * file");

        assertThat(came.code()).isEqualTo(2);
        assertThat(came.err()).contains("no such * file can not be read");
    }

    @Test
    void a_check_that_looks_the_image_up_asks_the_server() throws Exception {
        Path file = Files.writeString(folder.resolve("job.json"), "{}");

        assertThat(run(SCRIPT, "check", "--resolve", file.toString()).code()).isEqualTo(3);
        assertThat(run(SCRIPT, "job", "check", "--resolve", file.toString()).code())
                .isEqualTo(3);
    }
}
