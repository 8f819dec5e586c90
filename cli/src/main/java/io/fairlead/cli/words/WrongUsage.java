package io.fairlead.cli.words;

/** What was typed does not fit the command; told with the usage line, and exit code 2. */
public final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** @param hint what was probably meant, or what fits; may be empty */
    public WrongUsage(String message, String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }
}
