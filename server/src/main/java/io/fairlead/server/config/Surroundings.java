package io.fairlead.server.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Who starts the server, and where.
 *
 * @param uid 0: the server of the machine; another: a server for that user alone
 * @param home the user's home folder
 * @param variables the environment
 */
public record Surroundings(long uid, String home, Map<String, String> variables) {
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    boolean isSystem() {
        return uid == 0;
    }

    /** A folder of the XDG base directory specification; relative values count as unset, as it says. */
    Path xdg(String variable, String beneathHome) {
        String value = variables.getOrDefault(variable, "");
        return value.startsWith("/") ? Path.of(value) : Path.of(home).resolve(beneathHome);
    }
}
