package io.fairlead.net;

import java.nio.charset.StandardCharsets;

/** An answer that has arrived whole. Any status is an answer: what it means is the caller's business. */
public final class Response implements UpgradeAnswer {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    Response(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** 200 to 599. */
    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /** The bytes themselves, not a copy. */
    public byte[] body() {
        return body;
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
