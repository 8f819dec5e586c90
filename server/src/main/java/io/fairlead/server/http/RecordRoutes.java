package io.fairlead.server.http;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.RunRecordViews;
import io.fairlead.server.http.view.StageViews;
import io.fairlead.wire.api.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was recorded of jobs, and running them again. */
final class RecordRoutes {
    private static final List<String> SCOPES = List.of("mine", "all");
    private static final int JOBS_MOST = 10_000;
    private static final long DAYS_MOST = 36_500;

    private final Desk desk;
    private final Archive archive;
    private final JobLookup lookup;
    private final Function<NodeRef, Optional<Surroundings>> machines;
    private final InstantSource clock;

    /** @param machines as they are now */
    RecordRoutes(Desk desk, Archive archive, Function<NodeRef, Optional<Surroundings>> machines, InstantSource clock) {
        this.desk = desk;
        this.archive = archive;
        this.lookup = new JobLookup(archive);
        this.machines = machines;
        this.clock = clock;
    }

    void record(Exchange exchange) {
        exchange.query();
        Job job = lookup.of(exchange);
        List<Recorded> changes = archive.changes(job.id(), 0, Integer.MAX_VALUE).stream()
                .map(Archive.Numbered::recorded)
                .toList();
        List<Attempt> attempts = archive.attempts(job.id());
        Optional<Change.RunRecorded> found = RunRecordViews.newest(changes);
        Optional<Surroundings> now = found.flatMap(it -> attempts.stream()
                .filter(attempt -> attempt.number() == it.attempt())
                .findFirst()
                .flatMap(attempt ->
                        machines.apply(attempt.placements().getFirst().where())));
        exchange.answer().send(Status.OK, RunRecordViews.of(job, attempts, found, now));
    }

    void stages(Exchange exchange) {
        Query query = exchange.query("scope", "days");
        boolean all = query.choice("scope", "mine", SCOPES).equals("all");
        long days = query.number("days", DAYS_MOST, 1, DAYS_MOST);
        Optional<Long> uid =
                all ? Optional.empty() : Optional.of(exchange.caller().uid());
        Instant since = clock.instant().minus(Duration.ofDays(days));
        exchange.answer().send(Status.OK, StageViews.stats(archive.ways(uid, since, JOBS_MOST)));
    }

    void rerun(Exchange exchange) throws IOException, InterruptedException {
        exchange.query();
        exchange.body(0);
        JobLookup.Named named = lookup.named(exchange);
        Optional<String> key = SubmitRoutes.key(exchange.headers(Api.IDEMPOTENCY_KEY));
        switch (desk.rerun(exchange.caller(), named.job(), named.id(), key)) {
            case Desk.Accepted accepted -> {
                exchange.answer().header("Location", "/v1/jobs/" + accepted.id());
                exchange.answer().send(accepted.replayed() ? Status.OK : Status.CREATED, SubmitRoutes.view(accepted));
            }
            case Desk.Refused refused -> throw SubmitRoutes.refusal(refused);
        }
    }
}
