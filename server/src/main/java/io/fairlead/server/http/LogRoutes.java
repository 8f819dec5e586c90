package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.exchange.Stream;
import io.fairlead.server.http.exchange.Streams;
import io.fairlead.wire.api.Api;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends logs: bytes as the container wrote them. Each reader has its own thread and its own offset into the file, so one
 * that stalls holds up nobody, and one that comes back with its offset misses nothing and reads nothing twice.
 */
final class LogRoutes {
    private static final int CHUNK_BYTES = 64 << 10;
    /** Longest silence before it is looked whether the reader is still there. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** Longest wait for an attempt to begin before the client is told to ask again. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(20);

    private static final long ATTEMPTS_MOST = 1_000_000;

    private final Desk desk;
    private final Archive archive;
    private final JobLookup lookup;
    private final Streams streams;

    LogRoutes(Desk desk, Archive archive, Streams streams) {
        this.desk = desk;
        this.archive = archive;
        this.lookup = new JobLookup(archive);
        this.streams = streams;
    }

    void logs(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("attempt", "offset", "follow");
        int attempt = (int) query.number("attempt", 0, 1, ATTEMPTS_MOST);
        long offset = query.number("offset", 0, 0, Long.MAX_VALUE);
        Job job = lookup.of(exchange);
        if (query.flag("follow")) {
            streams.run(exchange.caller(), () -> follow(exchange, job, attempt, offset));
        } else {
            once(exchange, job, attempt, offset);
        }
    }

    private void once(Exchange exchange, Job job, int wanted, long offset) throws IOException, InterruptedException {
        int attempt = wanted == 0 ? job.attempts() : wanted;
        if (attempt > job.attempts()) {
            throw unknown(job, attempt);
        }
        Optional<Archive.LogFile> found = attempt == 0 ? Optional.empty() : archive.log(job.id(), attempt);
        if (found.isEmpty()) {
            nothing(exchange, job, attempt, offset);
            return;
        }
        try (Archive.LogFile log = found.get()) {
            boolean complete = log.complete();
            long size = log.size();
            beyond(offset, size);
            head(exchange, attempt, offset);
            exchange.answer().header(Api.LOG_NEXT, Long.toString(size));
            exchange.answer().header(Api.LOG_COMPLETE, Boolean.toString(complete));
            Stream stream = exchange.answer().stream(Api.BYTES);
            long at = copy(log, stream, offset, size);
            if (at < size) {
                throw new IOException("a log became shorter while it was read");
            }
            stream.end();
        }
    }

    private static void nothing(Exchange exchange, Job job, int attempt, long offset) {
        beyond(offset, 0);
        head(exchange, attempt, offset);
        exchange.answer().header(Api.LOG_NEXT, "0");
        exchange.answer().header(Api.LOG_COMPLETE, Boolean.toString(job.state().isTerminal()));
        exchange.answer().send(Status.OK, Api.BYTES, new byte[0]);
    }

    private void follow(Exchange exchange, Job first, int wanted, long offset)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BEGIN_WITHIN.toNanos();
        try (Desk.Listening listening = desk.listen(first.id())) {
            while (true) {
                Job job = archive.job(first.id()).orElse(first);
                int attempt = wanted == 0 ? job.attempts() : wanted;
                Optional<Archive.LogFile> found =
                        attempt == 0 || attempt > job.attempts() ? Optional.empty() : archive.log(job.id(), attempt);
                if (found.isPresent()) {
                    try (Archive.LogFile log = found.get()) {
                        follow(exchange, log, attempt, offset);
                    }
                    return;
                }
                if (job.state().isTerminal()) {
                    if (attempt > job.attempts()) {
                        throw unknown(job, attempt);
                    }
                    nothing(exchange, job, attempt, offset);
                    return;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    exchange.answer().sendNothing();
                    return;
                }
                listening.await(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
            }
        }
    }

    private static void follow(Exchange exchange, Archive.LogFile log, int attempt, long offset)
            throws IOException, InterruptedException {
        beyond(offset, log.size());
        head(exchange, attempt, offset);
        Stream stream = exchange.answer().stream(Api.BYTES);
        stream.begin();
        long at = offset;
        while (true) {
            boolean complete = log.complete();
            long before = at;
            at = copy(log, stream, at, Long.MAX_VALUE);
            if (at > before) {
                continue;
            }
            if (complete) {
                stream.end();
                return;
            }
            log.await(at, LOOK_EVERY);
            if (stream.deserted()) {
                throw new IOException("the reader hung up");
            }
        }
    }

    /** @return the offset after the last byte sent: {@code to}, or the present end of the log */
    private static long copy(Archive.LogFile log, Stream stream, long from, long to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long at = from;
        while (at < to) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), to - at));
            int count = log.read(chunk, at);
            if (count <= 0) {
                break;
            }
            stream.write(chunk.flip());
            at += count;
        }
        return at;
    }

    private static void head(Exchange exchange, int attempt, long offset) {
        exchange.answer().header(Api.LOG_ATTEMPT, Integer.toString(attempt));
        exchange.answer().header(Api.LOG_OFFSET, Long.toString(offset));
    }

    private static void beyond(long offset, long size) {
        if (offset > size) {
            throw new HttpRefusal(
                    Status.BEYOND_THE_END,
                    HttpProblems.OFFSET_BEYOND.problem(
                            FieldPath.of("offset"), Long.toString(offset), "offset", offset, "size", size));
        }
    }

    private static HttpRefusal unknown(Job job, int attempt) {
        return new HttpRefusal(
                Status.NOT_FOUND,
                HttpProblems.ATTEMPT_UNKNOWN.problem(
                        FieldPath.of("attempt"),
                        Integer.toString(attempt),
                        "job",
                        job.id(),
                        "attempt",
                        attempt,
                        "attempts",
                        job.attempts()));
    }
}
