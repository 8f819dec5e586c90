package io.fairlead.server.config;

import io.fairlead.wire.api.Api;
import java.nio.file.Path;

/**
 * Where the server keeps and finds things. Every folder is made when it is missing.
 *
 * @param state the store, logs, secrets, instance id; for the server alone
 * @param run what does not outlive a boot: stages of mounts, the default socket; for the server alone to write
 * @param socket where the server listens
 * @param volumes beneath it lie project shares and scratch; passable for everyone, written by the server alone
 */
public record Places(Path state, Path run, Path socket, Path volumes) {
    private static final String NAME = "fairlead";

    /** The folders of the system for root's server, those of the XDG specification for a user's own. */
    static Places defaults(Surroundings surroundings) {
        if (surroundings.isSystem()) {
            return new Places(
                    Path.of("/var/lib", NAME),
                    Path.of("/run", NAME),
                    Path.of(Api.SYSTEM_SOCKET),
                    Path.of("/srv", NAME));
        }
        Path state = surroundings.xdg("XDG_STATE_HOME", ".local/state").resolve(NAME);
        Path runtime = surroundings.xdg("XDG_RUNTIME_DIR", ".local/state/fairlead/run");
        return new Places(
                state,
                runtime.resolve(NAME),
                runtime.resolve(Api.USER_SOCKET),
                surroundings.xdg("XDG_DATA_HOME", ".local/share").resolve(NAME).resolve("volumes"));
    }

    /** Where the configuration is looked for. */
    static Path configuration(Surroundings surroundings) {
        String file = NAME + ".yaml";
        return surroundings.isSystem()
                ? Path.of("/etc", NAME, file)
                : surroundings.xdg("XDG_CONFIG_HOME", ".config").resolve(NAME).resolve(file);
    }
}
