package io.fairlead.cli.command;

import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.client.ApiClient;

/**
 * What a command works with.
 *
 * @param server not yet connected
 * @param version of this program
 */
public record Session(Shell shell, ApiClient server, String version) {
    Steady steady() {
        return new Steady(shell);
    }
}
