package io.fairlead.net;

import java.util.List;

/** How the end of a body is known. */
sealed interface Framing {
    /**
     * So many bytes.
     *
     * @param bytes 0 or more
     */
    record Length(long bytes) implements Framing {}

    /** Chunks, the last of which is empty. */
    record Chunks() implements Framing {}

    /** All until the peer ends its side: an end that cannot be told from a truncation. */
    record UntilClose() implements Framing {}

    /** 18 digits always fit a long. */
    int MOST_DIGITS = 18;

    /** Decides it as RFC 9112, section 6.3, but refuses whatever it allows a server to get away with. */
    static Framing of(Connection from, String method, Head head) throws NetException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new Length(0);
        }
        List<String> lengths = head.headers().all("Content-Length");
        List<String> codings = head.headers().all("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw from.fail(
                    NetException.Kind.MALFORMED, "the answer states the length of its body more than once", null);
        }
        if (!codings.isEmpty()) {
            if (head.minor() == 0 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw from.fail(
                        NetException.Kind.MALFORMED,
                        "unknown transfer encoding " + Headers.printable(codings.getFirst()),
                        null);
            }
            return new Chunks();
        }
        return lengths.isEmpty() ? new UntilClose() : new Length(length(from, lengths.getFirst()));
    }

    private static long length(Connection from, String digits) throws NetException {
        boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !number) {
            throw from.fail(NetException.Kind.MALFORMED, "not a length: " + Headers.printable(digits), null);
        }
        return Long.parseLong(digits);
    }
}
