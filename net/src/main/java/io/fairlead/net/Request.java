package io.fairlead.net;

import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/** One request; immutable except for a streamed body, which can be sent once. */
public final class Request {
    /** Longest path with query, in characters. */
    public static final int MAX_TARGET = 32 << 10;

    /** Headers that the client sets itself. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "te",
            "trailer");

    private static final int MAX_METHOD = 16;

    private final String method;
    private final String target;
    private final Headers headers;
    private final Body body;

    private Request(String method, String target, Headers headers, Body body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** What is sent after the headers. */
    sealed interface Body {
        /** Nothing, not even a length. */
        record None() implements Body {}

        /** Bytes of known length. */
        @SuppressWarnings("ArrayRecordComponent")
        record Whole(byte[] bytes, Headers.Field type) implements Body {}

        /** Read once, sent in chunks. */
        record Chunked(InputStream source, Headers.Field type) implements Body {}
    }

    /**
     * A request without body. The target is path and query, already encoded ({@link Target} does that). Throws
     * IllegalArgumentException for a method or target that could not be sent as it is.
     */
    public static Request of(String method, String target) {
        boolean letters = Ascii.all(method, Ascii::isUpperCase);
        if (method.isEmpty() || method.length() > MAX_METHOD || !letters || method.equals("CONNECT")) {
            throw new IllegalArgumentException("not a method: " + Ascii.quoted(method));
        }
        boolean visible = Ascii.all(target, c -> Ascii.isVisible(c) && c != '#');
        if (!target.startsWith("/") || target.length() > MAX_TARGET || !visible) {
            throw new IllegalArgumentException("not a path: " + Ascii.quoted(target));
        }
        return new Request(method, target, Headers.NONE, new Body.None());
    }

    public static Request of(String method, Target target) {
        return of(method, target.toString());
    }

    /** This request with one more header; those that describe message and body are the client's own and refused. */
    public Request header(String name, String value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header " + name + " is set by the client itself");
        }
        return new Request(method, target, headers.and(name, value), body);
    }

    /** This request with a body of known length. */
    public Request body(byte[] bytes, String contentType) {
        return new Request(method, target, headers, new Body.Whole(bytes.clone(), type(contentType)));
    }

    /**
     * This request with a body that is read while it is sent, in chunks. The time that the source itself takes is
     * outside the call's deadline, which is looked at between reads. The source is not closed.
     */
    public Request body(InputStream source, String contentType) {
        return new Request(method, target, headers, new Body.Chunked(source, type(contentType)));
    }

    private static Headers.Field type(String contentType) {
        return new Headers.Field("Content-Type", contentType);
    }

    public String method() {
        return method;
    }

    public String target() {
        return target;
    }

    public Headers headers() {
        return headers;
    }

    Body content() {
        return body;
    }

    /** Whether sending it twice does no harm, whatever the peer did with the first. */
    boolean repeatable() {
        return (method.equals("GET") || method.equals("HEAD")) && !(body instanceof Body.Chunked);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
