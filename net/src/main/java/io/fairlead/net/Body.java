package io.fairlead.net;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The body of an answer, without its framing. The end is reported only where the framing says so; a connection that
 * ends before is a failure. Reaching the end gives the connection back; closing before closes it.
 */
final class Body extends InputStream {
    /** A chunk's size line with extensions nobody reads. */
    private static final int CHUNK_LINE_BYTES = 4 << 10;
    /** 15 hexadecimal digits always fit a long. */
    private static final int MOST_HEX_DIGITS = 15;

    private static final int COPY_BYTES = 32 << 10;

    private final Lease lease;
    private final Connection from;
    private final Framing framing;
    private final int trailerBytes;
    private final Supplier<Deadline> deadlines;
    private long left;
    private boolean first = true;
    private boolean ended;

    /** The deadline supplied covers one call of read. */
    Body(Lease lease, Framing framing, int trailerBytes, Supplier<Deadline> deadlines) {
        this.lease = lease;
        this.from = lease.connection();
        this.framing = framing;
        this.trailerBytes = trailerBytes;
        this.deadlines = deadlines;
        this.left = framing.length();
        if (counts() && left == 0) {
            end();
        }
    }

    @Override
    public int read() throws NetException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws NetException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        Deadline deadline = deadlines.get();
        return switch (framing.kind()) {
            case UNTIL_CLOSE -> {
                int count = from.read(target, offset, length, deadline);
                if (count < 0) {
                    end();
                }
                yield count;
            }
            case LENGTH -> {
                int count = counted(target, offset, length, deadline);
                if (left == 0) {
                    end();
                }
                yield count;
            }
            case CHUNKS -> chunked(target, offset, length, deadline);
        };
    }

    private int counted(byte[] target, int offset, int length, Deadline deadline) throws NetException {
        int count = from.read(target, offset, (int) Math.min(length, left), deadline);
        if (count < 0) {
            throw from.fail(NetException.Kind.UNKNOWN, "the peer hung up " + left + " bytes before the end", null);
        }
        left -= count;
        return count;
    }

    private int chunked(byte[] target, int offset, int length, Deadline deadline) throws NetException {
        if (left == 0) {
            if (!first && !from.line(CHUNK_LINE_BYTES, deadline).isEmpty()) {
                throw from.fail(NetException.Kind.MALFORMED, "a chunk is longer than its size says", null);
            }
            first = false;
            left = chunkSize(from.line(CHUNK_LINE_BYTES, deadline));
            if (left == 0) {
                new Head.Budget(from, trailerBytes, deadline).skip();
                end();
                return -1;
            }
        }
        return counted(target, offset, length, deadline);
    }

    private long chunkSize(String line) throws NetException {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).stripTrailing();
        if (digits.isEmpty() || digits.length() > MOST_HEX_DIGITS || !Ascii.all(digits, Ascii::isHexDigit)) {
            throw from.fail(NetException.Kind.MALFORMED, "not the size of a chunk: " + Ascii.quoted(line), null);
        }
        return Long.parseLong(digits, 16);
    }

    private boolean counts() {
        return framing.kind() == Framing.Kind.LENGTH;
    }

    private void end() {
        ended = true;
        lease.giveBack(framing.kind() != Framing.Kind.UNTIL_CLOSE);
    }

    /** The rest of the body, or a failure when it is larger than this; never a part of it. */
    byte[] whole(int most) throws NetException {
        if (counts() && left > most) {
            throw tooLarge(most);
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(counts() ? (int) left : 256);
        byte[] part = new byte[(int) Math.min(COPY_BYTES, counts() ? left + 1 : COPY_BYTES)];
        for (int count = read(part, 0, part.length); count >= 0; count = read(part, 0, part.length)) {
            if (kept.size() + (long) count > most) {
                throw tooLarge(most);
            }
            kept.write(part, 0, count);
        }
        return kept.toByteArray();
    }

    private NetException tooLarge(int most) {
        return from.fail(NetException.Kind.TOO_LARGE, "the answer is larger than " + most + " bytes", null);
    }

    /** May be called from any thread; a read that waits then fails as cancelled. */
    @Override
    public void close() {
        lease.cancel();
    }
}
