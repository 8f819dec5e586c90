package io.fairlead.server.whatif;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.simulator.replay.PastJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of a span of the past, as a replay takes them, and what administrators said of nodes.
 *
 * @param since from when on jobs are counted
 * @param cut whether there were more than may be played
 */
record Look(Instant since, Instant until, List<PastJob> jobs, boolean cut, Said said) {
    /** Jobs of one replay, the newest: enough for a month of a busy site, and minutes of a processor. */
    static final int JOBS_MOST = 20_000;

    static Look of(Records records, Instant since, Instant now, LimitTable limits) {
        List<Records.Past> all = records.ran(since, now, JOBS_MOST + 1);
        boolean cut = all.size() > JOBS_MOST;
        List<Records.Past> played = cut ? all.subList(0, JOBS_MOST) : all;
        Instant from = cut ? later(since, played.getLast().job().submittedAt()) : since;
        List<PastJob> jobs = new ArrayList<>();
        played.forEach(past -> jobs.add(played(past, from, limits)));
        return new Look(from, now, jobs, cut, new Said(records.upkeep()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static PastJob played(Records.Past past, Instant since, LimitTable limits) {
        Job job = past.job();
        Submission submission = job.submission();
        boolean counted = !job.submittedAt().isBefore(since);
        Instant wished = submission
                .definition()
                .scheduling()
                .window()
                .notBefore()
                .map(at -> later(job.submittedAt(), at))
                .orElse(job.submittedAt());
        Instant ready = past.released().map(at -> later(wished, at)).orElse(wished);
        Instant began = ready.isAfter(past.assigned()) ? job.submittedAt() : ready;
        // Who had a place already when the span began gets it at the time at which it did.
        Instant enters = !counted && past.assigned().isBefore(since) ? past.assigned() : began;
        Duration pull =
                job.imagePresentAt().map(at -> Duration.between(enters, at)).orElse(Duration.ZERO);
        return new PastJob(
                job.id(),
                candidate(submission, pull.isPositive()),
                enters,
                pull,
                past.held(),
                past.assigned(),
                job.state().isTerminal() ? job.state() : JobState.FINISHED,
                counted,
                isSiteBound(submission, limits));
    }

    private static Candidate candidate(Submission submission, boolean pulls) {
        List<ClusterId> clusters =
                submission.definition().resources().clusters().isEmpty()
                        ? List.of()
                        : submission.nodes().stream()
                                .map(NodeRef::cluster)
                                .distinct()
                                .toList();
        return new Candidate(
                submission.owner(),
                submission.project(),
                submission.definition(),
                submission.texts(),
                submission.dialect(),
                submission.image(),
                !pulls,
                clusters,
                submission.mounts(),
                Optional.empty());
    }

    /** Whoever says nothing is stopped at the site's bound, which stands in the definition from then on. */
    private static boolean isSiteBound(Submission submission, LimitTable limits) {
        Optional<Duration> bound = limits.of(
                        submission.owner().name(), submission.project().name())
                .job()
                .runTime()
                .most();
        return bound.isPresent()
                && bound.equals(submission.definition().scheduling().maxDuration())
                && !submission.source().contains("maxDuration");
    }
}
