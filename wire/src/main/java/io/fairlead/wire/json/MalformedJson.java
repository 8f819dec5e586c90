package io.fairlead.wire.json;

import java.io.IOException;

/** A text that is no JSON, or not what the record asks for. */
public final class MalformedJson extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
        super(message);
    }
}
