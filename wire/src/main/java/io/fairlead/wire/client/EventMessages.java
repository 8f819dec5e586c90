package io.fairlead.wire.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a stream of server-sent events: the data of each, comments left out. */
final class EventMessages {
    /** Longest line, so that a broken peer cannot fill memory. */
    private static final int LINE_BYTES = 4 << 20;

    private static final int BUFFER_BYTES = 16 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    EventMessages(InputStream in) {
        this.in = in;
    }

    /** The data of the next event; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            String text = line.get();
            if (text.isEmpty()) {
                if (!data.isEmpty()) {
                    return Optional.of(data.toString());
                }
            } else if (text.startsWith("data:")) {
                String value = text.substring("data:".length());
                data.append(data.isEmpty() ? "" : "\n").append(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    return Optional.empty();
                }
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, at - from);
            if (line.size() > LINE_BYTES) {
                throw new IOException("a line of more than " + LINE_BYTES + " bytes");
            }
            if (at < end) {
                at++;
                String text = line.toString(StandardCharsets.UTF_8);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
        }
    }
}
