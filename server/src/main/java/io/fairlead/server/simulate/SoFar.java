package io.fairlead.server.simulate;

import java.io.PrintWriter;

/**
 * How far a simulation is, on standard error: one line that is written anew on a terminal; elsewhere a line for each seed
 * and for each tenth of a log.
 */
final class SoFar {
    private static final String CLEAR = "\r\u001b[K";
    private static final int PERCENT = 100;
    private static final int TENTH = 10;

    private final PrintWriter err;
    private final boolean rewrites;
    private int part;
    private boolean shown;

    /** @param rewrites whether it is a terminal on which a line can be written anew */
    SoFar(PrintWriter err, boolean rewrites) {
        this.err = err;
        this.rewrites = rewrites;
    }

    /** What the launcher found out about standard error. */
    static boolean isTerminal() {
        return System.getProperty("fairlead.terminal", "").contains("err")
                && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    }

    void seed(long seed) {
        show("seed " + seed + " done");
    }

    /** @param of 1 or more */
    void started(int jobs, int of) {
        int percent = (int) ((long) PERCENT * jobs / of);
        int now = rewrites ? percent : percent / TENTH * TENTH;
        if (now > part) {
            part = now;
            show(now + " % of the jobs have started");
        }
    }

    /** Takes the line away, before something else is printed; the next log begins at its beginning. */
    void over() {
        part = 0;
        if (shown) {
            shown = false;
            err.print(CLEAR);
            err.flush();
        }
    }

    private void show(String line) {
        if (rewrites) {
            shown = true;
            err.print(CLEAR + line);
        } else {
            err.println(line);
        }
        err.flush();
    }
}
