package io.fairlead.cli.command;

import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.client.ApiClient;
import java.nio.file.Path;

/**
 * What a command works with.
 *
 * @param server not yet connected
 * @param version of this program
 * @param launcher the script that people type, wherever links to it are
 */
public record Session(Shell shell, ApiClient server, String version, Path launcher) {
    /** Patience with a server that is away, for one wait. */
    public Steady steady() {
        return new Steady(shell);
    }
}
