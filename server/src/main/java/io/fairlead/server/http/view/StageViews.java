package io.fairlead.server.http.view;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Timeline;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.StageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the way of a job into the six stages that people see. A stage begins only when the one before it was
 * acknowledged; the first one that was not, of a job that has ended, is where it stopped.
 */
public final class StageViews {
    /** The stage in which the command runs. */
    private static final int EXECUTE = 4;

    private StageViews() {}

    /** One stage before it is known whether it failed. */
    private record Step(String name, Optional<Instant> start, Optional<Instant> end, String by) {}

    /** @param attempts oldest first; the stages are those of the newest */
    public static List<StageView> of(Job job, List<Attempt> attempts) {
        List<Step> steps = steps(job, attempts);
        boolean over = job.state().isTerminal();
        int stopped = stoppedAt(job, steps);
        List<StageView> stages = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean here = i == stopped;
            Optional<Instant> end =
                    step.end().or(() -> here && step.start().isPresent() ? Optional.of(job.since()) : Optional.empty());
            stages.add(new StageView(
                    step.name(),
                    status(job, step, here, over),
                    step.start(),
                    end,
                    step.end().isPresent() ? Optional.of(step.by()) : Optional.empty(),
                    here ? job.reason().map(Finding::of) : Optional.empty()));
        }
        return stages;
    }

    private static List<Step> steps(Job job, List<Attempt> attempts) {
        Optional<Timeline> times = attempts.isEmpty()
                ? Optional.empty()
                : Optional.of(attempts.getLast().times());
        Optional<Instant> selected = job.imagePresentAt();
        Optional<Instant> asked =
                attempts.size() > 1 ? attempts.get(attempts.size() - 2).times().ended() : selected;
        Optional<Instant> created = times.flatMap(Timeline::created);
        Optional<Instant> bound = times.flatMap(Timeline::bound);
        Optional<Instant> exited = times.flatMap(Timeline::exited);
        return List.of(
                new Step("select-image", Optional.of(job.submittedAt()), selected, "images"),
                new Step("request-allocation", asked, times.map(Timeline::assigned), "store"),
                new Step("launch-runtime", times.flatMap(Timeline::starting), created, "engine"),
                new Step("bind-paths-and-devices", created, bound, "server"),
                new Step("execute", bound, exited, "engine"),
                new Step("record-and-validate-outcome", exited, times.flatMap(Timeline::ended), "server"));
    }

    /** The index of the stage in which a job that failed or was cancelled came to its end; -1 for any other. */
    private static int stoppedAt(Job job, List<Step> steps) {
        if (job.state() != JobState.FAILED && job.state() != JobState.CANCELLED) {
            return -1;
        }
        boolean ran = job.attempt().flatMap(now -> now.times().exited()).isPresent();
        boolean started = job.attempt().flatMap(now -> now.times().bound()).isPresent();
        if (ran && started) {
            return EXECUTE;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).end().isEmpty()) {
                return i;
            }
        }
        return steps.size() - 1;
    }

    private static String status(Job job, Step step, boolean here, boolean over) {
        if (here) {
            return job.state() == JobState.CANCELLED ? "cancelled" : "failed";
        }
        if (step.end().isPresent()) {
            return "done";
        }
        if (over) {
            return "skipped";
        }
        return step.start().isPresent() ? "active" : "waiting";
    }
}
