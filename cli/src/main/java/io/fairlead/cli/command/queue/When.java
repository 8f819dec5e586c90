package io.fairlead.cli.command.queue;

import io.fairlead.cli.show.Ago;
import io.fairlead.wire.api.QueueView.QueuedView;
import java.time.Instant;
import java.time.ZoneId;

/** Times to come: of today the time of day, else with the date. */
record When(ZoneId zone, Instant now) {
    private static final int DATE_CHARS = 10;
    private static final int MINUTE_CHARS = 16;

    String of(Instant time) {
        String local = Ago.local(time, zone);
        boolean today = local.startsWith(Ago.local(now, zone).substring(0, DATE_CHARS));
        return local.substring(today ? DATE_CHARS + 1 : 0, MINUTE_CHARS);
    }

    /** When a waiting job starts, as far as anybody knows. */
    String start(QueuedView job) {
        if (job.early().isEmpty()) {
            return job.promised().map(by -> "by " + of(by)).orElse("nobody knows");
        }
        String from = of(job.early().get());
        if (job.promised().isPresent()) {
            String by = of(job.promised().get());
            return by.equals(from) ? "by " + by : from + ", by " + by;
        }
        String about = job.rough() ? "roughly " : "about ";
        return job.late()
                .map(this::of)
                .filter(until -> !until.equals(from))
                .map(until -> about + from + " to " + until)
                .orElse(about + from);
    }
}
