package io.fairlead.wire.terminal;

import java.util.Optional;

/**
 * The first message of an attach.
 *
 * @param input whether what is typed goes to the job
 * @param size of the terminal, where there is one
 * @param bound whether the job is cancelled when the client goes away without having said that it leaves
 */
public record AttachRequest(boolean input, Optional<TerminalSize> size, boolean bound) {}
