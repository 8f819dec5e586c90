package io.fairlead.cli.show;

/**
 * One line that says what is being waited for: rewritten in place on a terminal, elsewhere printed where it says
 * something new. For one thread.
 */
public final class Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final boolean rewrites;
    private String shown = "";
    private String said = "";

    public Progress(Shell shell) {
        this.shell = shell;
        this.rewrites = shell.tty().err()
                && !shell.environment().getOrDefault("TERM", "dumb").equals("dumb");
    }

    /**
     * @param kind what stands for the line where it cannot be rewritten: printed again only when this changes
     * @param line in full
     */
    public void show(String kind, String line) {
        String inert = Inert.line(line);
        if (!rewrites) {
            if (!kind.equals(said)) {
                said = kind;
                shell.say(line);
            }
            return;
        }
        if (!inert.equals(shown)) {
            int most = shell.tty().columns() > 0 ? shell.tty().columns() - 1 : Integer.MAX_VALUE;
            shown = inert;
            shell.err().print(CLEAR + (inert.length() > most ? inert.substring(0, most) : inert));
            shell.err().flush();
        }
    }

    /** Takes the line away, before something else is printed. */
    public void clear() {
        if (!shown.isEmpty()) {
            shown = "";
            shell.err().print(CLEAR);
            shell.err().flush();
        }
    }
}
