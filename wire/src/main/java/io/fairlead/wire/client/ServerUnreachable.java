package io.fairlead.wire.client;

/** Nobody answered, or not in time, or not as a server does. */
public final class ServerUnreachable extends ApiFailure {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final boolean nothingDone;

    ServerUnreachable(String where, String message, boolean nothingDone) {
        super(message);
        this.where = where;
        this.nothingDone = nothingDone;
    }

    /** The address that was tried, for messages. */
    public String where() {
        return where;
    }

    /** Whether the server has certainly not acted on the request. */
    public boolean nothingDone() {
        return nothingDone;
    }
}
