package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Session;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import java.util.List;
import java.util.Optional;

/** The caller's jobs, by the names that users of other systems have for them. */
public final class Containers {
    private static final List<String> ENDED = List.of("FINISHED", "FAILED", "CANCELLED");

    private Containers() {}

    /** The newest job of the caller's of this name, a live one before those that have ended; else the one of this id. */
    public static Optional<JobDetail> find(Session session, String word) throws ApiFailure, InterruptedException {
        String name = word.startsWith("/") ? word.substring(1) : word;
        List<JobSummary> named =
                session.server().jobs(JobQuery.MINE.named(name)).jobs();
        Optional<JobSummary> best = named.stream()
                .filter(Containers::isLive)
                .findFirst()
                .or(() -> named.stream().findFirst());
        try {
            return Optional.of(session.server().job(best.map(JobSummary::id).orElse(name)));
        } catch (ApiRefusal e) {
            if (e.problem().status() == 404
                    || e.problem().status() == 400
                    || e.problem().status() == 422) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @throws Failure where there is none */
    public static JobDetail found(Session session, String word) throws Failure, ApiFailure, InterruptedException {
        return find(session, word).orElseThrow(() -> Failure.refused(DockerProblems.NO_SUCH.reason("name", word)));
    }

    static boolean isLive(JobSummary job) {
        return !ENDED.contains(job.state());
    }
}
