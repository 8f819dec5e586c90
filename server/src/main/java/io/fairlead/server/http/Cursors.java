package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.server.http.exchange.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a page of a list ended, as a text that clients hand back and do not look into. */
final class Cursors {
    private static final String PARAMETER = "after";
    private static final long MICROS = 1_000_000;
    private static final long MICROS_MAX = 253_402_300_800L * MICROS;

    private Cursors() {}

    static String after(Job job) {
        Instant at = job.submittedAt();
        long micros = at.getEpochSecond() * MICROS + at.getNano() / 1000;
        String text = micros + ":" + job.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<Archive.Cursor> of(Query query) {
        Optional<String> given = query.word(PARAMETER);
        return given.map(Cursors::parsed);
    }

    private static Archive.Cursor parsed(String given) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(given), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            long micros = Long.parseLong(text.substring(0, Math.max(0, colon)));
            if (micros < 0 || micros > MICROS_MAX) {
                throw new IllegalArgumentException("out of range");
            }
            Instant at = Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000);
            return new Archive.Cursor(at, new JobId(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw Query.wrong(PARAMETER, given, "give the value of next from the page before");
        }
    }
}
