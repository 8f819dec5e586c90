package io.fairlead.checks.e2e;

import io.fairlead.core.port.ReservedLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine's own command, as an administrator uses it behind the server's back. */
public final class Docker {
    private Docker() {}

    /** What it prints; fails with its words where it fails. */
    public static String cli(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return run(command);
    }

    public static String shell(String line) throws IOException {
        return run(List.of("sh", "-c", line));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
        if (code != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out;
    }

    /** The ids of the containers of an installation, running or not. */
    public static List<String> containers(String instance) throws IOException {
        return cli("ps", "-aq", "--filter", "label=" + ReservedLabels.INSTANCE + "=" + instance)
                .lines()
                .toList();
    }
}
