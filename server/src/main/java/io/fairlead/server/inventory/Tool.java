package io.fairlead.server.inventory;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A maker's program that is asked for what it prints. One that hangs, as it does where its driver hangs, is given up at the
 * deadline.
 */
record Tool(Duration deadline) {
    private static final int ANSWER_MAX_BYTES = 16 << 20;
    private static final int SHOWN_CHARS = 200;

    /** What it printed, or why there is nothing. */
    sealed interface Printed {
        /** @param code with which it ended; a report may be whole where that is not 0 */
        record Text(String text, int code, String tool) implements Printed {
            /** Why a text that is no report is none. */
            Failed failed() {
                String line = text.lines()
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .findFirst()
                        .orElse("");
                if (code == 0) {
                    return new Failed(tool + " printed something that is no report");
                }
                String shown = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
                return new Failed(tool + " ended with code " + code + (shown.isEmpty() ? "" : ": " + shown));
            }
        }

        /** There is no such program. */
        record Missing() implements Printed {}

        record Failed(String why) implements Printed {}
    }

    Printed ask(List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return new Printed.Missing();
        }
        AtomicBoolean late = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    process.destroyForcibly();
                }
            } catch (InterruptedException done) {
                process.destroyForcibly();
            }
        });
        try {
            return read(process, name(command.getFirst()), late);
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    private Printed read(Process process, String tool, AtomicBoolean late) throws InterruptedException {
        try (InputStream out = process.getInputStream()) {
            byte[] report = out.readNBytes(ANSWER_MAX_BYTES);
            if (report.length == ANSWER_MAX_BYTES) {
                return new Printed.Failed(tool + " printed more than " + ANSWER_MAX_BYTES + " bytes");
            }
            int code = process.waitFor();
            return late.get()
                    ? new Printed.Failed(tool + " did not answer within " + deadline.toSeconds() + " s")
                    : new Printed.Text(new String(report, StandardCharsets.UTF_8), code, tool);
        } catch (IOException e) {
            return new Printed.Failed(tool + " could not be read: " + e.getMessage());
        }
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
