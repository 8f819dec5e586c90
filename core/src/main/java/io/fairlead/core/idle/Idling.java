package io.fairlead.core.idle;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What follows from the idleness of a job. */
public final class Idling {
    private static final String OWN = "its idleTimeout";

    private Idling() {}

    /**
     * After what time of idleness a job is stopped.
     *
     * @param limits of its owner in its project
     * @return its own time, else the limit; empty where it is never stopped for that. Builds of images never are
     */
    public static Optional<Duration> timeout(Job job, Limits limits) {
        Optional<Duration> own = job.submission().definition().scheduling().idleTimeout();
        return job.submission().isBuild()
                ? Optional.empty()
                : own.or(() -> limits.job().idle().most());
    }

    /**
     * The next step with a job that was looked at.
     *
     * @param change what is to be recorded; empty for nothing
     * @param then what is known now
     */
    public record Step(Optional<Change> change, Idleness then) {}

    /**
     * Judges one more sample of a running attempt.
     *
     * @param known what the samples before say
     * @param now when it is judged. Nobody is stopped for a glance after which there ought to have been another one by
     *     then: that one says more
     * @return empty where the attempt does not run, is being stopped, or is never stopped for idleness
     */
    public static Optional<Step> step(Job job, Limits limits, Idleness known, Glance glance, Instant now) {
        Optional<Attempt> running = job.attempt()
                .filter(attempt -> attempt.state() == AttemptState.RUNNING && attempt.holding())
                .filter(attempt -> attempt.stop().isEmpty());
        Optional<Duration> timeout = timeout(job, limits);
        if (running.isEmpty() || timeout.isEmpty()) {
            return Optional.empty();
        }
        int number = running.get().number();
        Idleness then = known.after(glance);
        boolean shown = job.reason()
                .filter(reason -> reason.code().equals(IdleProblems.WARNING.code()))
                .isPresent();
        return Optional.of(
                switch (then.verdict(timeout.get(), shown)) {
                    case NOTHING -> new Step(Optional.empty(), then);
                    case TAKE_BACK ->
                        new Step(Optional.of(new Change.IdleNoted(job.id(), number, Optional.empty())), then);
                    case WARN -> {
                        Idleness warned = then.warned();
                        Problem why = told(IdleProblems.WARNING, job, limits, warned);
                        yield new Step(Optional.of(new Change.IdleNoted(job.id(), number, Optional.of(why))), warned);
                    }
                    case STOP ->
                        new Step(
                                isLate(glance, now, timeout.get())
                                        ? Optional.empty()
                                        : Optional.of(new Change.Idled(
                                                job.id(), number, told(IdleProblems.STOPPED, job, limits, then))),
                                then);
                });
    }

    private static boolean isLate(Glance glance, Instant now, Duration timeout) {
        return Duration.between(glance.at(), now).compareTo(Idleness.every(timeout)) > 0;
    }

    private static Problem told(ProblemCode code, Job job, Limits limits, Idleness known) {
        Duration timeout = timeout(job, limits).orElseThrow();
        Bound<Duration> bound = limits.job().idle();
        boolean own = job.submission().definition().scheduling().idleTimeout().isPresent();
        return code.reason(
                "since",
                seconds(known.since().orElseThrow()),
                "end",
                seconds(known.stopAt(timeout)),
                "limit",
                TimeWords.of(timeout),
                "source",
                own ? OWN : bound.by());
    }

    private static Instant seconds(Instant exact) {
        return exact.truncatedTo(ChronoUnit.SECONDS);
    }
}
