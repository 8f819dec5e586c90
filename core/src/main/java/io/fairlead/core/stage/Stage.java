package io.fairlead.core.stage;

/** One of the six stages, in the order of a job's way. */
public enum Stage {
    SELECT_IMAGE(
            "select-image", "images", "what the engine, and then the registry, answers when it is asked for the image"),
    REQUEST_ALLOCATION(
            "request-allocation",
            "store",
            "the transaction that would take devices, CPUs and memory finds that it cannot"),
    LAUNCH_RUNTIME("launch-runtime", "engine", "what the engine answers when the container is to be created"),
    BIND_PATHS_AND_DEVICES(
            "bind-paths-and-devices",
            "server",
            "the container's settings and mount table, compared with what was asked for"),
    EXECUTE("execute", "engine", "the exit code in the engine's look at the ended container"),
    RECORD_AND_VALIDATE_OUTCOME(
            "record-and-validate-outcome",
            "server",
            "the kept log and the outputs on volumes, held against request.expect");

    private final String word;
    private final String acknowledgedBy;
    private final String signal;

    Stage(String word, String acknowledgedBy, String signal) {
        this.word = word;
        this.acknowledgedBy = acknowledgedBy;
        this.signal = signal;
    }

    /** As the API writes it. */
    public String word() {
        return word;
    }

    /** Who says that it is done. */
    public String acknowledgedBy() {
        return acknowledgedBy;
    }

    /** What tells a failure here, where {@link Signals} knows nothing more exact. */
    String signal() {
        return signal;
    }
}
