package io.fairlead.wire.jobfile.keys;

/** What a key of the format does in this version. */
public enum Status {
    /** Read, and it has its effect. */
    HONOURED("honoured"),
    /** Kept with the job; its effect is not built yet, and a notice says so. */
    NO_EFFECT("kept, no effect yet"),
    /** Real files carry it, and it means nothing here; a notice says so. */
    IGNORED("ignored"),
    /** Refused as long as its effect is not built: a job must never silently be another one than was asked for. */
    NOT_YET("not yet");

    private final String words;

    Status(String words) {
        this.words = words;
    }

    /** For the reference page. */
    public String words() {
        return words;
    }
}
