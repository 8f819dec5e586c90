package io.fairlead.wire.terminal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first message of an exec: what to run in the job's container, as the job's user.
 *
 * @param command program and arguments; empty: the best shell of the image
 * @param tty whether it gets a terminal
 * @param input whether input will come; without it the command's input is empty
 * @param size of the terminal, where it has one
 * @param environment over the job's own variables
 * @param workingDir absolute; absent: the job's
 * @param detached start it and leave it to itself; no output comes
 */
public record ExecRequest(
        List<String> command,
        boolean tty,
        boolean input,
        Optional<TerminalSize> size,
        Map<String, String> environment,
        Optional<String> workingDir,
        boolean detached) {
    public ExecRequest {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
