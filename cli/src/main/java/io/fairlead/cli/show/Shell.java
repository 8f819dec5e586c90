package io.fairlead.cli.show;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command runs: its streams, what they lead to, the environment, and the world outside.
 *
 * @param out results alone
 * @param err everything that a person is told
 */
public record Shell(
        InputStream in, PrintStream out, PrintStream err, Tty tty, Map<String, String> environment, World world) {
    /** Says a line to the person; nothing foreign in it comes through as it is. */
    public void say(String line) {
        out.flush();
        err.println("fairlead: " + Inert.line(line));
        err.flush();
    }

    /** Whether results may carry colour. */
    public boolean colours() {
        return tty.out()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }
}
