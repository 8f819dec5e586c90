package io.fairlead.core.job;

/** Where an image may come from. */
public enum PullPolicy {
    /** The engine first, then the registry. */
    MISSING("missing"),
    /** The registry, at every submit. */
    ALWAYS("always"),
    /** The engine alone. */
    NEVER("never");

    private final String word;

    PullPolicy(String word) {
        this.word = word;
    }

    /** As it stands in a definition. */
    public String word() {
        return word;
    }
}
