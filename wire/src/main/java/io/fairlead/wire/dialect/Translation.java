package io.fairlead.wire.dialect;

import io.fairlead.core.problem.Findings;
import java.util.List;
import java.util.Optional;

/**
 * What a line of another system's words came to.
 *
 * @param definition canonical JSON; present exactly when nothing was refused
 * @param credentials values that must not stand in a definition, each with the secret that the definition names for it
 * @param way how the person wanted to be connected to it
 */
public record Translation(Optional<String> definition, Findings findings, List<Credential> credentials, Way way) {
    public Translation {
        credentials = List.copyOf(credentials);
    }

    /**
     * To be kept as a secret before the definition is handed in.
     *
     * @param value never to be shown
     */
    public record Credential(String variable, String secret, String value) {
        @Override
        public String toString() {
            return variable + " in the secret " + secret;
        }
    }

    /**
     * @param detached whether the line comes back at once
     * @param stdin whether what is typed goes to it
     */
    public record Way(boolean detached, boolean stdin, boolean tty) {
        public static final Way PLAIN = new Way(false, false, false);
    }
}
