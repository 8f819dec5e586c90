package io.fairlead.net;

import java.util.List;

/**
 * How the end of a body is known.
 *
 * @param length bytes of the body where the kind is LENGTH, else 0
 */
record Framing(Kind kind, long length) {
    enum Kind {
        /** So many bytes. */
        LENGTH,
        /** Chunks, the last of which is empty. */
        CHUNKS,
        /** All until the peer ends its side: an end that cannot be told from a truncation. */
        UNTIL_CLOSE
    }

    /** 18 digits always fit a long. */
    private static final int MOST_DIGITS = 18;

    /** Decides it as RFC 9112, section 6.3, but refuses whatever it allows a server to get away with. */
    static Framing of(Connection from, String method, Head head) throws NetException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new Framing(Kind.LENGTH, 0);
        }
        List<String> lengths = head.headers().all("Content-Length");
        List<String> codings = head.headers().all("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw malformed(from, "the answer states the length of its body more than once");
        }
        if (!codings.isEmpty()) {
            String coding = codings.getFirst();
            if (head.minor() == 0 || !coding.equalsIgnoreCase("chunked")) {
                throw malformed(from, "unknown transfer encoding " + Ascii.quoted(coding));
            }
            return new Framing(Kind.CHUNKS, 0);
        }
        if (lengths.isEmpty()) {
            return new Framing(Kind.UNTIL_CLOSE, 0);
        }
        String digits = lengths.getFirst();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !Ascii.all(digits, Ascii::isDigit)) {
            throw malformed(from, "not a length: " + Ascii.quoted(digits));
        }
        return new Framing(Kind.LENGTH, Long.parseLong(digits));
    }

    private static NetException malformed(Connection from, String message) {
        return from.fail(NetException.Kind.MALFORMED, message, null);
    }
}
