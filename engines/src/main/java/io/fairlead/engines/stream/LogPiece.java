package io.fairlead.engines.stream;

/** What a container wrote in one go: at most a line, a part of a very long one, and any bytes at all. */
public final class LogPiece {
    /** The most bytes in one piece. Engines themselves cut lines at 16 KiB. */
    public static final int MAX_BYTES = 1 << 20;

    /** Where it was written. A terminal has one channel, {@link #OUT}. */
    public enum Channel {
        OUT,
        ERR
    }

    private final Channel channel;
    private final byte[] bytes;
    private final LogCursor after;

    /** @param bytes kept, not copied */
    public LogPiece(Channel channel, byte[] bytes, LogCursor after) {
        this.channel = channel;
        this.bytes = bytes;
        this.after = after;
    }

    public Channel channel() {
        return channel;
    }

    /** The bytes themselves, not a copy, with their line end if there is one. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where to go on once this piece is safe; its time is the piece's. */
    public LogCursor after() {
        return after;
    }
}
