package io.fairlead.server.records;

import com.google.re2j.Pattern;
import io.fairlead.core.job.JobId;
import io.fairlead.core.runrecord.Content;
import io.fairlead.server.monitor.KeptLog;
import io.fairlead.server.monitor.LogShelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a kept log once, for its sum and for the line that was expected in it. */
final class LogLook {
    private static final int PART_BYTES = 64 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(LogLook.class);

    private final LogShelf shelf;

    /** @param matched empty where nothing was expected, or the log could not be read */
    record Seen(Optional<Content> content, Optional<Boolean> matched) {}

    LogLook(LogShelf shelf) {
        this.shelf = shelf;
    }

    Seen of(JobId job, int attempt, Optional<String> expression) {
        Optional<LineMatch> match = expression.map(text -> new LineMatch(Pattern.compile(text)));
        Digest digest = new Digest();
        try (KeptLog log = shelf.read(job, attempt).orElse(null)) {
            ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
            long at = 0;
            int read = log == null ? 0 : log.read(part, at);
            while (log != null && read > 0) {
                at += read;
                part.flip();
                match.ifPresent(it -> it.add(part.duplicate()));
                digest.add(part);
                read = log.read(part.clear(), at);
            }
        } catch (IOException e) {
            LOG.warn("the log of {}, attempt {}, cannot be read again", job, attempt, e);
            return new Seen(Optional.empty(), Optional.empty());
        }
        return new Seen(Optional.of(digest.content()), match.map(LineMatch::end));
    }
}
