package io.fairlead.cli.words;

import java.util.List;

/** What was typed does not fit the command; told with the usage line, and exit code 2. */
public final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final transient List<WrongUsage> others;

    /** @param hint what was probably meant, or what fits; may be empty */
    public WrongUsage(String message, String hint) {
        this(message, hint, List.of());
    }

    /** @param others what does not fit beside it */
    WrongUsage(String message, String hint, List<WrongUsage> others) {
        super(message, null, false, false);
        this.hint = hint;
        this.others = List.copyOf(others);
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }

    /** What does not fit beside it, to be told together with it. */
    public List<WrongUsage> others() {
        return others;
    }
}
