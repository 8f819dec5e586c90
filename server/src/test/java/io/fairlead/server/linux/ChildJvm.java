package io.fairlead.server.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a process of its own, behind a program that changes what the process may do. */
public final class ChildJvm {
    private static final int SECONDS_MAX = 60;

    private ChildJvm() {}

    /** The command line: {@code before}, then Java, then the class with its arguments. */
    public static List<String> command(List<String> before, Class<?> main, String... arguments) {
        var words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** What it printed; it must end well, and in time. */
    public static String run(List<String> before, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("child", ".out");
        Process process = new ProcessBuilder(command(before, main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("still running, having printed: " + printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
