package io.fairlead.wire.terminal;

/** Rows and columns of a terminal, 1 to 65535 each. Terminals that say 0 say nothing, and have no size. */
public record TerminalSize(int rows, int columns) {
    public static final int MOST = 0xffff;

    /** Whether a terminal can be so large. */
    public boolean isReal() {
        return rows > 0 && rows <= MOST && columns > 0 && columns <= MOST;
    }
}
