package io.fairlead.server.http;

import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.exchange.Stream;
import io.fairlead.server.http.exchange.Streams;
import io.fairlead.server.http.view.EventViews;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.EventList;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows the changes of a job, as a list or as server-sent events. A stream keeps nothing for its reader: it reads what
 * came after the last change sent, so that nothing is missed and nothing is held in memory. It ends after the change
 * that ended the job.
 */
final class EventRoutes {
    private static final int PAGE_DEFAULT = 500;
    private static final int PAGE_MOST = 5000;
    private static final int STREAM_PAGE = 200;
    /** Longest silence before a comment shows that the connection is alive; dead peers are seen at a write. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final byte[] COMMENT = ": alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Desk desk;
    private final Archive archive;
    private final JobLookup lookup;
    private final Streams streams;

    EventRoutes(Desk desk, Archive archive, Streams streams) {
        this.desk = desk;
        this.archive = archive;
        this.lookup = new JobLookup(archive);
        this.streams = streams;
    }

    void events(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("after", "limit");
        long after = query.number("after", lastSeen(exchange), 0, Long.MAX_VALUE);
        int limit = (int) query.number("limit", PAGE_DEFAULT, 1, PAGE_MOST);
        JobId job = lookup.named(exchange).id();
        if (exchange.accepts(Api.EVENT_STREAM)) {
            streams.run(exchange.caller(), () -> stream(exchange, job, after));
            return;
        }
        List<EventView> events = read(job, after, limit + 1);
        boolean more = events.size() > limit;
        List<EventView> page = more ? events.subList(0, limit) : events;
        exchange.answer()
                .send(
                        Status.OK,
                        new EventList(page, more ? Optional.of(page.getLast().sequence()) : Optional.empty()));
    }

    private static long lastSeen(Exchange exchange) {
        String given = exchange.header("Last-Event-ID").orElse("0");
        try {
            return Math.max(0, Long.parseLong(given));
        } catch (NumberFormatException e) {
            throw Query.wrong("Last-Event-ID", given, "give the id of the last event received");
        }
    }

    private List<EventView> read(JobId job, long after, int most) {
        return archive.changes(job, after, most).stream()
                .map(change -> EventViews.of(change.sequence(), change.recorded()))
                .toList();
    }

    private void stream(Exchange exchange, JobId job, long after) throws IOException, InterruptedException {
        try (Desk.Listening listening = desk.listen(job)) {
            Stream stream = exchange.answer().stream(Api.EVENT_STREAM);
            stream.begin();
            long last = after;
            while (true) {
                List<EventView> events = read(job, last, STREAM_PAGE);
                for (EventView event : events) {
                    stream.write(ByteBuffer.wrap(message(event)));
                    last = event.sequence();
                }
                if (ended(job, events)) {
                    stream.end();
                    return;
                }
                if (events.isEmpty() && !listening.await(HEARTBEAT)) {
                    stream.write(ByteBuffer.wrap(COMMENT));
                }
            }
        }
    }

    /** Nothing more is to come: the last change was sent, or had been before this stream began. */
    private boolean ended(JobId job, List<EventView> events) {
        Optional<Archive.ArrayNow> array = job.isMember() ? Optional.empty() : archive.array(job);
        if (array.isPresent()) {
            return events.isEmpty() && array.get().states().keySet().stream().allMatch(JobState::isTerminal);
        }
        if (!events.isEmpty()) {
            return events.getLast().kind().equals("ended");
        }
        return archive.job(job).map(now -> now.state().isTerminal()).orElse(true);
    }

    private static byte[] message(EventView event) {
        String data = new String(RecordJson.write(event), StandardCharsets.UTF_8);
        String text = "id: " + event.sequence() + "\nevent: " + event.kind() + "\ndata: " + data + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
