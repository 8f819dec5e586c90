package io.fairlead.wire.client;

import java.util.Optional;

/**
 * What goes with a definition.
 *
 * @param yaml whether it is written in YAML rather than JSON
 * @param project over the definition's
 * @param dialect empty: found out by the server
 * @param as the account to submit as, for root
 * @param key names this submit for ever; empty: a random one
 */
public record SubmitOptions(
        boolean yaml,
        boolean hold,
        Optional<String> project,
        Optional<String> dialect,
        Optional<String> as,
        Optional<String> key) {
    /** JSON, and nothing else said. */
    public static final SubmitOptions PLAIN =
            new SubmitOptions(false, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public SubmitOptions inYaml(boolean written) {
        return new SubmitOptions(written, hold, project, dialect, as, key);
    }

    public SubmitOptions onHold(boolean held) {
        return new SubmitOptions(yaml, held, project, dialect, as, key);
    }

    public SubmitOptions inProject(String name) {
        return new SubmitOptions(yaml, hold, Optional.of(name), dialect, as, key);
    }

    /** @param name of another system's dialect that the definition was translated from */
    public SubmitOptions inDialect(String name) {
        return new SubmitOptions(yaml, hold, project, Optional.of(name), as, key);
    }

    public SubmitOptions as(String account) {
        return new SubmitOptions(yaml, hold, project, dialect, Optional.of(account), key);
    }

    public SubmitOptions withKey(String text) {
        return new SubmitOptions(yaml, hold, project, dialect, as, Optional.of(text));
    }
}
