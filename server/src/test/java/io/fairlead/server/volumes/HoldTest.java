package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each in a process numbering of its own, so that nothing else is touched. Needs root. */
@Timeout(60)
class HoldTest {
    private static final Path MAIN = Path.of("src", "main");

    @TempDir
    private Path folder;

    /** What a script prints in which {@code $hold} is the program. */
    private String run(String script) throws IOException, InterruptedException {
        Path program = Files.write(folder.resolve("hold"), Hold.program());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process process = new ProcessBuilder(
                        List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", script))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        process.outputWriter().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Without what the shells say of children that a signal ended with them. */
    private static List<String> told(String said) {
        return said.lines().filter(line -> !line.startsWith("Terminated")).toList();
    }

    private String hold() {
        return folder.resolve("hold").toString();
    }

    @Test
    void the_program_is_what_its_source_was_compiled_to() throws Exception {
        for (String line : Files.readAllLines(MAIN.resolve("resources/io/fairlead/server/volumes/hold.sha256"))) {
            String[] parts = line.split(" +");
            byte[] bytes =
                    parts[1].startsWith("native/") ? Files.readAllBytes(MAIN.resolve(parts[1])) : resource(parts[1]);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

            assertThat(digest)
                    .as("%s: after a change run dev/hold.sh", parts[1])
                    .isEqualTo(parts[0]);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Hold.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    @Test
    void a_session_stays_open_after_its_command_and_ends_at_the_signal() throws Exception {
        String said = run(hold() + " open 15 sh -c 'echo ran; exit 3' & one=$!; sleep 0.5; kill -0 $one && echo open;"
                + " kill -TERM $one; wait $one; echo ended $?");

        assertThat(said)
                .isEqualTo("ran\nfairlead: the session's command ended with code 3; the session stays open\n"
                        + "open\nended 0\n");
    }

    @Test
    void a_command_that_is_not_there_is_named_and_the_session_stays_open() throws Exception {
        String said = run(hold() + " open 15 no-such-program & one=$!; sleep 0.5; kill -TERM $one; wait $one");

        assertThat(said).contains("cannot be run: no-such-program (there is no such program in the image)", "code 127");
    }

    @Test
    void whoever_saves_at_the_signal_is_waited_for() throws Exception {
        String said =
                run("setsid sh -c 'trap \"sleep 0.4; echo saved; exit\" TERM; while :; do sleep 0.1; done' & sleep 0.3;"
                        + " setsid " + hold() + " open 15 & one=$!; sleep 0.3; kill -TERM $one; wait $one; echo ended");

        assertThat(told(said)).containsExactly("saved", "ended");
    }

    @Test
    void what_carries_the_variable_is_ended_with_its_children_whatever_they_did_and_nothing_else() throws Exception {
        String said = run("(X=1-2; export X; exec setsid sh -c 'setsid sleep 71 & env -i sleep 72 &"
                + " (trap \"\" HUP TERM; sleep 73) & wait') & (X=1-23; export X; exec setsid sleep 74) &"
                + " (exec setsid sleep 75) & sleep 0.5; " + hold()
                + " end X=1-2; echo $?; ps -eo args | grep '^sleep 7'");

        assertThat(said.lines()).contains("0", "sleep 74", "sleep 75").hasSize(3);
    }

    @Test
    void what_earlier_runs_left_is_ended_and_what_is_spared_is_not() throws Exception {
        String said = run("(X=old-1; export X; exec setsid sleep 71) & (X=new-1; export X; exec setsid sleep 72) &"
                + " sleep 0.3; " + hold() + " end X= X=new; ps -eo args | grep '^sleep 7'");

        assertThat(said.lines()).containsExactly("sleep 72");
    }

    @Test
    void a_signal_reaches_what_carries_the_variable_alone() throws Exception {
        String said =
                run("(X=a; export X; exec setsid sh -c 'trap \"echo got; exit\" TERM; while :; do sleep 0.1; done') &"
                        + " sleep 0.3; " + hold() + " signal 15 X=b; " + hold() + " signal 15 X=a; wait; echo end");

        assertThat(told(said)).containsExactly("got", "end");
    }

    @Test
    void the_best_shell_is_started() throws Exception {
        assertThat(run("echo 'readlink /proc/$$/exe' | " + hold() + " shell")).contains("bash");
    }
}
