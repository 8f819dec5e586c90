package io.fairlead.cli.show;

import io.fairlead.wire.terminal.TerminalSize;
import java.util.Optional;

/** The terminal that a person sits before. */
public interface Terminal {
    /** From now on every key goes on as it is, unseen; until {@link #restore}, or the end of the program however it comes. */
    void raw();

    /** As it was. Again does nothing. */
    void restore();

    /** Empty where it does not say. */
    Optional<TerminalSize> size();
}
