package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Findings;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.exchange.Stream;
import io.fairlead.server.http.view.FilesLeftViews;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.FilesLeftView.KeptFileList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/** Hands back what a job left outside of volumes, while it is kept. */
final class RescueRoutes {
    private static final int PART_BYTES = 64 << 10;
    /** Moving a container's files takes no longer, as a rule. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int ATTEMPTS_MOST = 1_000_000;

    private final JobLookup lookup;
    private final Archive archive;

    RescueRoutes(Archive archive) {
        this.lookup = new JobLookup(archive);
        this.archive = archive;
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("attempt");
        Job job = lookup.of(exchange);
        int attempt = attempt(query, job);
        Archive.Kept kept = kept(job, attempt);
        exchange.answer().send(Status.OK, new KeptFileList(attempt, kept.until(), FilesLeftViews.files(kept.files())));
    }

    private Archive.Kept kept(Job job, int attempt) throws IOException, InterruptedException {
        Optional<Archive.Kept> kept = archive.kept(job.id(), attempt);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (archive.isKeptSoon(job.id(), attempt)) {
            throw soon(job);
        }
        // It may have come between the two questions.
        return archive.kept(job.id(), attempt).orElseThrow(RescueRoutes::nothing);
    }

    void file(Exchange exchange) throws IOException {
        Query query = exchange.query("attempt", "path");
        Job job = lookup.of(exchange);
        String path = query.word("path").filter(it -> it.startsWith("/")).orElse("/");
        try (InputStream in = open(job, attempt(query, job), path)) {
            Stream stream = exchange.answer().stream(Api.BYTES);
            byte[] part = new byte[PART_BYTES];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                stream.write(ByteBuffer.wrap(part, 0, count));
            }
            stream.end();
        }
    }

    private InputStream open(Job job, int attempt, String path) throws IOException {
        for (boolean again = false; ; again = true) {
            try {
                return archive.keptFile(job.id(), attempt, path);
            } catch (NoSuchFileException e) {
                if (archive.isKeptSoon(job.id(), attempt)) {
                    throw soon(job);
                }
                if (again) {
                    throw nothing();
                }
            }
        }
    }

    private static int attempt(Query query, Job job) {
        return (int) query.number("attempt", Math.max(1, job.attempts()), 1, ATTEMPTS_MOST);
    }

    private static HttpRefusal soon(Job job) {
        return new HttpRefusal(
                Status.UNAVAILABLE, Findings.of(HttpProblems.KEPT_SOON.reason("job", job.id())), Optional.of(SOON));
    }

    private static HttpRefusal nothing() {
        return new HttpRefusal(Status.NOT_FOUND, HttpProblems.NOT_KEPT.reason());
    }
}
