package io.fairlead.store.query;

import io.fairlead.core.job.JobId;
import io.fairlead.store.sqlite.Micros;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of jobs ended; the next one goes on behind it, whatever was submitted meanwhile. */
public record Cursor(Instant submitted, JobId id) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9a-z.]{10,15})");

    /** As it travels: microseconds, a hyphen, the id. */
    public String text() {
        return Micros.of(submitted) + "-" + id;
    }

    /** Empty where the text is not one that {@link #text()} gives. */
    public static Optional<Cursor> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && JobId.isWellFormed(form.group(2))
                ? Optional.of(new Cursor(Micros.instant(Long.parseLong(form.group(1))), new JobId(form.group(2))))
                : Optional.empty();
    }
}
