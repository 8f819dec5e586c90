package io.fairlead.server.http.exchange;

import io.fairlead.server.control.Desk;

/** The one table of what a status means here. */
public enum Status {
    OK(200, "OK"),
    CREATED(201, "Created"),
    ACCEPTED(202, "Accepted"),
    NO_CONTENT(204, "No Content"),
    /** Not a document, a header or a query of the API. */
    MALFORMED(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    /** No such route, no such job, or not the caller's: never told apart. */
    NOT_FOUND(404, "Not Found"),
    WRONG_METHOD(405, "Method Not Allowed"),
    TOO_SLOW(408, "Request Timeout"),
    /** Right in itself, but not now. */
    CONFLICT(409, "Conflict"),
    TOO_LARGE(413, "Content Too Large"),
    WRONG_TYPE(415, "Unsupported Media Type"),
    BEYOND_THE_END(416, "Range Not Satisfiable"),
    /** Well-formed, but asks for what cannot be. */
    INVALID(422, "Unprocessable Content"),
    OTHER_REVISION(426, "Upgrade Required"),
    TOO_MANY(429, "Too Many Requests"),
    HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
    /** A mistake of ours, never an answer to an input. */
    BUG(500, "Internal Server Error"),
    UNAVAILABLE(503, "Service Unavailable"),
    STORAGE_FULL(507, "Insufficient Storage");

    private final int code;
    private final String title;

    Status(int code, String title) {
        this.code = code;
        this.title = title;
    }

    public int code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Status of(Desk.Refused.Kind kind) {
        return switch (kind) {
            case MALFORMED -> MALFORMED;
            case INVALID, KEY_REUSED -> INVALID;
            case FORBIDDEN -> FORBIDDEN;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT, KEY_IN_FLIGHT -> CONFLICT;
            case TOO_MANY -> TOO_MANY;
            case UNAVAILABLE -> UNAVAILABLE;
            case STORAGE_FULL -> STORAGE_FULL;
        };
    }

    /** For a message that broke HTTP itself, with the status that the parser chose. */
    public static Status ofBrokenMessage(int code) {
        return switch (code) {
            case 413 -> TOO_LARGE;
            case 414, 431 -> HEADERS_TOO_LARGE;
            case 408 -> TOO_SLOW;
            case 500 -> BUG;
            case 503 -> UNAVAILABLE;
            default -> MALFORMED;
        };
    }
}
