package io.fairlead.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a call can fail. The connection concerned is closed by then. {@link #notExecuted()} decides
 * whether a request that changes something may be sent again.
 */
public final class NetException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** Refused, no such socket, no permission, unknown host, or hung up before a byte was sent. */
        NOT_CONNECTED,
        /** The request was sent, wholly or in part, and the answer was lost or cut short. */
        UNKNOWN,
        /** The time was up. Whether something had been sent: {@link NetException#notExecuted()}. */
        DEADLINE,
        /** The answer breaks HTTP/1.1, or cannot be told from a truncated one. */
        MALFORMED,
        /** The answer is larger than the {@link Limits} allow. */
        TOO_LARGE,
        /** This side gave up: closed by another thread, or interrupted (the thread's flag is set again). */
        CANCELLED
    }

    private final Kind kind;
    private final boolean sent;

    NetException(Kind kind, boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sent = sent;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * True when not one byte of the request has left this process, so that the peer has certainly not acted on it.
     * False means that nobody on this side can know.
     */
    public boolean notExecuted() {
        return !sent;
    }
}
