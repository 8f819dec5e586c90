package io.fairlead.net;

import java.util.ArrayList;
import java.util.List;

/**
 * Status line and headers of an answer.
 *
 * @param minor 0 or 1, of HTTP/1.x
 * @param status 100 to 599
 */
record Head(int minor, int status, Headers headers) {
    private static final int INTERIM_BELOW = 200;
    private static final int SWITCHING = 101;

    /** The next head that is no interim answer; 101 counts as one that is not. All of them share the limit on size. */
    static Head read(Connection from, Limits limits, Deadline deadline) throws NetException {
        Budget budget = new Budget(from, limits.headBytes(), deadline);
        while (true) {
            Head head = one(from, limits, budget);
            if (head.status() >= INTERIM_BELOW || head.status() == SWITCHING) {
                return head;
            }
        }
    }

    private static Head one(Connection from, Limits limits, Budget budget) throws NetException {
        String status = budget.line();
        if (!isStatusLine(status)) {
            throw from.fail(NetException.Kind.MALFORMED, "not an HTTP answer: " + Ascii.quoted(status), null);
        }
        List<Headers.Field> fields = new ArrayList<>();
        for (String line = budget.line(); !line.isEmpty(); line = budget.line()) {
            if (fields.size() == limits.headers()) {
                throw from.fail(NetException.Kind.TOO_LARGE, "more than " + limits.headers() + " headers", null);
            }
            fields.add(field(from, line));
        }
        return new Head(status.charAt(7) - '0', Integer.parseInt(status, 9, 12, 10), Headers.of(fields));
    }

    private static boolean isStatusLine(String line) {
        return line.length() >= 12
                && line.startsWith("HTTP/1.")
                && (line.charAt(7) == '0' || line.charAt(7) == '1')
                && line.charAt(8) == ' '
                && line.charAt(9) >= '1'
                && line.charAt(9) <= '5'
                && Ascii.isDigit(line.charAt(10))
                && Ascii.isDigit(line.charAt(11))
                && (line.length() == 12 || line.charAt(12) == ' ');
    }

    private static Headers.Field field(Connection from, String line) throws NetException {
        int colon = line.indexOf(':');
        try {
            return new Headers.Field(
                    line.substring(0, Math.max(colon, 0)),
                    line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw from.fail(NetException.Kind.MALFORMED, "not a header: " + Ascii.quoted(line), e);
        }
    }

    /** Whether the peer keeps the connection open after this answer. */
    boolean keepsAlive() {
        return minor == 1 && !headers.names("Connection", "close");
    }

    /** Lines that together may not be larger than so many bytes. */
    static final class Budget {
        private final Connection from;
        private final Deadline deadline;
        private int left;

        Budget(Connection from, int bytes, Deadline deadline) {
            this.from = from;
            this.left = bytes;
            this.deadline = deadline;
        }

        String line() throws NetException {
            String line = from.line(left, deadline);
            left -= line.length() + 2;
            return line;
        }

        /** Reads up to an empty line and forgets it: trailers. */
        void skip() throws NetException {
            String line = line();
            while (!line.isEmpty()) {
                line = line();
            }
        }
    }
}
