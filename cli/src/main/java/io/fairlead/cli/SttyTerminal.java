package io.fairlead.cli;

import io.fairlead.cli.show.Terminal;
import io.fairlead.wire.terminal.TerminalSize;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The terminal of standard input, through stty: starting that takes less time than loading what calls the C library from
 * here.
 */
final class SttyTerminal implements Terminal {
    /** As the launcher found it; asked for again once it has changed. */
    private String atStart = System.getProperty("fairlead.size", "");

    private String saved = "";
    private boolean hooked;

    @Override
    public synchronized void raw() {
        if (!hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::restore));
        }
        if (saved.isEmpty()) {
            saved = said("stty -g && stty raw -echo -iexten");
        }
    }

    @Override
    public synchronized void restore() {
        if (saved.matches("[0-9a-f:]+")) {
            said("stty " + saved);
        }
        saved = "";
    }

    @Override
    public Optional<TerminalSize> size() {
        String[] numbers = (atStart.isEmpty() ? said("stty size") : atStart).split(" ", -1);
        atStart = "";
        try {
            TerminalSize size = new TerminalSize(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
            return Optional.of(size).filter(TerminalSize::isReal);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String said(String line) {
        try {
            Process process = new ProcessBuilder("sh", "-c", line)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
