package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.Until;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A pseudo-terminal with somebody before it, made by script(1): reads what is on the screen, types when it is awaited. */
final class Terminal {
    private final List<String> words;
    private final StringBuffer screen = new StringBuffer();

    Terminal(List<String> words) {
        this.words = words;
    }

    Said run(String line, String... dialogue) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        List.of("script", "--quiet", "--return", "--echo", "never", "--command", quoted(), "/dev/null"))
                .redirectErrorStream(true)
                .start();
        Thread reader = Thread.ofPlatform().daemon().start(() -> read(process.getInputStream()));
        try (OutputStream keys = process.getOutputStream()) {
            int seen = 0;
            for (int i = 0; i < dialogue.length; i += 2) {
                seen = awaited(dialogue[i], seen);
                keys.write((dialogue[i + 1] + "\n").getBytes(StandardCharsets.UTF_8));
                keys.flush();
            }
            if (!process.waitFor(Until.AMPLE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + line + "\n" + screen);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        reader.join();
        return new Said(line, process.exitValue(), screen.toString().replace("\r", ""), "");
    }

    private int awaited(String text, int from) throws InterruptedException {
        try {
            Until.holds("the screen shows " + text, screen::toString, shown -> shown.indexOf(text, from) >= 0);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return screen.indexOf(text, from) + text.length();
    }

    private void read(InputStream from) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                screen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the terminal was closed with its program
        }
    }

    private String quoted() {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add("'" + word.replace("'", "'\\''") + "'"));
        return String.join(" ", quoted);
    }
}
