package io.fairlead.server.http.view;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.stage.Signals;
import io.fairlead.core.stage.Span;
import io.fairlead.core.stage.Stage;
import io.fairlead.core.stage.StageTotals;
import io.fairlead.core.stage.Way;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.StageStats;
import io.fairlead.wire.api.StageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the way of a job in six stages; the first one that was not acknowledged, of a job that has ended, is where it stopped. */
public final class StageViews {
    private StageViews() {}

    /** @param attempts oldest first; the stages are those of the newest */
    public static List<StageView> of(Job job, List<Attempt> attempts) {
        Optional<Attempt> newest = attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
        Optional<Instant> askedAgain =
                attempts.size() > 1 ? attempts.get(attempts.size() - 2).times().ended() : Optional.empty();
        List<Span> spans =
                new Way(job.submittedAt(), job.imagePresentAt(), askedAgain, newest.map(Attempt::times)).spans();
        Optional<Stage> stopped = stoppedAt(job, spans);
        List<StageView> stages = new ArrayList<>();
        for (Span span : spans) {
            stages.add(view(job, span, stopped.equals(Optional.of(span.stage()))));
        }
        return stages;
    }

    private static StageView view(Job job, Span span, boolean here) {
        Optional<Instant> end =
                span.end().or(() -> here && span.start().isPresent() ? Optional.of(job.since()) : Optional.empty());
        Stage stage = span.stage();
        return new StageView(
                stage.word(),
                status(job, span, here),
                span.start(),
                end,
                span.end().map(_ -> stage.acknowledgedBy()),
                here ? job.reason().map(Finding::of) : Optional.empty(),
                here ? job.reason().map(reason -> Signals.of(stage, reason.code())) : Optional.empty());
    }

    /** The stage in which a job that failed or was cancelled came to its end; empty for any other. */
    private static Optional<Stage> stoppedAt(Job job, List<Span> spans) {
        if (job.state() != JobState.FAILED && job.state() != JobState.CANCELLED) {
            return Optional.empty();
        }
        if (job.reason().filter(Reconcile::isUnmet).isPresent()) {
            return Optional.of(Stage.RECORD_AND_VALIDATE_OUTCOME);
        }
        boolean ran = job.attempt().flatMap(now -> now.times().exited()).isPresent();
        boolean started = job.attempt().flatMap(now -> now.times().bound()).isPresent();
        if (ran && started) {
            return Optional.of(Stage.EXECUTE);
        }
        return spans.stream()
                .filter(span -> span.end().isEmpty())
                .map(Span::stage)
                .findFirst()
                .or(() -> Optional.of(Stage.RECORD_AND_VALIDATE_OUTCOME));
    }

    private static String status(Job job, Span span, boolean here) {
        if (here) {
            return job.state() == JobState.CANCELLED ? "cancelled" : "failed";
        }
        if (span.end().isPresent()) {
            return "done";
        }
        if (job.state().isTerminal()) {
            return "skipped";
        }
        return span.start().isPresent() ? "active" : "waiting";
    }

    /** @param ways of jobs that have ended */
    public static StageStats stats(List<Way> ways) {
        return new StageStats(
                ways.size(),
                StageTotals.of(ways).stream()
                        .map(it -> new StageStats.StageTime(
                                it.stage().word(),
                                it.jobs(),
                                it.median().toMillis(),
                                it.p95().toMillis(),
                                it.sum().toMillis()))
                        .toList());
    }
}
