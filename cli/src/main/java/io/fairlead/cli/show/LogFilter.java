package io.fairlead.cli.show;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A container's output made fit for a terminal: control characters other than newline, tab and carriage return are left
 * out, escape sequences whole, and so are the characters that turn the direction of text. Keeps its place between pieces.
 */
public final class LogFilter {
    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int STRING_END = 0x9c;
    private static final int LAST_CONTROL = 0x9f;
    /** Marks, embeddings, overrides and isolates of direction. */
    private static final String TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    /** Longest control string that is skipped: a stray introducer must not swallow the rest of a log. */
    private static final int STRING_MAX_CHARS = 4096;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    private byte[] left = new byte[0];
    private Within within = Within.TEXT;
    private int skipped;

    private enum Within {
        TEXT,
        /** After ESC. */
        ESCAPE,
        /** Of CSI: up to its final character. */
        CONTROL,
        /** Of OSC, DCS and the like: up to BEL or ST. */
        STRING,
        /** After ESC within a string. */
        STRING_ESCAPE
    }

    /** What to show of the next bytes. */
    public String next(byte[] bytes, int offset, int count) {
        ByteBuffer input = ByteBuffer.allocate(left.length + count);
        input.put(left).put(bytes, offset, count).flip();
        CharBuffer decoded = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, decoded, false);
        left = new byte[input.remaining()];
        input.get(left);
        StringBuilder shown = new StringBuilder(decoded.position());
        decoded.flip();
        while (decoded.hasRemaining()) {
            char c = decoded.get();
            if (passes(c)) {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private boolean passes(char c) {
        return switch (within) {
            case TEXT -> text(c);
            case ESCAPE -> {
                within = afterEscape(c);
                yield false;
            }
            case CONTROL -> control(c);
            case STRING -> {
                if (c == BELL || c == STRING_END || ++skipped > STRING_MAX_CHARS) {
                    within = Within.TEXT;
                } else if (c == ESCAPE) {
                    within = Within.STRING_ESCAPE;
                }
                yield false;
            }
            case STRING_ESCAPE -> {
                within = c == '\\' ? Within.TEXT : afterEscape(c);
                yield false;
            }
        };
    }

    private boolean control(char c) {
        if (c == '\n' || ++skipped > STRING_MAX_CHARS) {
            within = Within.TEXT;
            return c == '\n';
        }
        if (c >= 0x40 && c <= 0x7e) {
            within = Within.TEXT;
        }
        return false;
    }

    private boolean text(char c) {
        if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || c == '\r') {
            return true;
        }
        skipped = 0;
        within = switch (c) {
            case ESCAPE -> Within.ESCAPE;
            case 0x9b -> Within.CONTROL;
            case 0x90, 0x98, 0x9d, 0x9e, 0x9f -> Within.STRING;
            default -> Within.TEXT;
        };
        return c > LAST_CONTROL && TURNING.indexOf(c) < 0;
    }

    private static Within afterEscape(char c) {
        return switch (c) {
            case '[' -> Within.CONTROL;
            case ']', 'P', 'X', '^', '_' -> Within.STRING;
            case ESCAPE -> Within.ESCAPE;
            default -> c >= 0x20 && c <= 0x2f ? Within.ESCAPE : Within.TEXT;
        };
    }
}
