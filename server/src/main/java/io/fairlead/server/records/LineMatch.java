package io.fairlead.server.records;

import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whether some line of a text that comes in parts matches; a line that is too long counts as several. */
final class LineMatch {
    private static final int LINE_MAX_BYTES = 64 << 10;

    private final Pattern pattern;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean matched;

    LineMatch(Pattern pattern) {
        this.pattern = pattern;
    }

    void add(ByteBuffer part) {
        while (part.hasRemaining() && !matched) {
            byte next = part.get();
            if (next == '\n') {
                look();
            } else {
                line.write(next);
                if (line.size() >= LINE_MAX_BYTES) {
                    look();
                }
            }
        }
    }

    private void look() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        // Terminals end lines with both.
        matched |= pattern.matcher(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text)
                .find();
    }

    /** Nothing more comes: the last line may have no end. */
    boolean end() {
        if (line.size() > 0 && !matched) {
            look();
        }
        return matched;
    }
}
