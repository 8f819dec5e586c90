package io.fairlead.server.control;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Timeline;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who gets another attempt: counted from the changes alone, beside what the server keeps. */
final class SimAttempts {
    private static final Map<String, Retries.Cause> CAUSES = Map.of(
            "E-EXIT-CODE", Retries.Cause.EXIT_CODE,
            "E-NOT-RESTARTABLE", Retries.Cause.EXIT_CODE,
            "E-OUT-OF-MEMORY", Retries.Cause.OUT_OF_MEMORY,
            "E-CONTAINER-VANISHED", Retries.Cause.ENGINE_FAILURE,
            "E-START-FAILED", Retries.Cause.ENGINE_FAILURE,
            "E-NODE-REBOOTED", Retries.Cause.NODE_LOSS);

    private final Map<JobId, Story> stories = new HashMap<>();
    private int retries;
    private int restarts;
    private int warnings;

    /** What the changes of one job said so far; of its attempts, the newest. */
    private static final class Story {
        int retries;
        boolean cancelled;
        boolean stopped;
        boolean ran;
        int warned;
        Optional<Exit> exit = Optional.empty();
    }

    int retries() {
        return retries;
    }

    int warnings() {
        return warnings;
    }

    int restarts() {
        return restarts;
    }

    private static void law(boolean holds, String words) {
        if (!holds) {
            throw new SimViolation(words);
        }
    }

    /** @param after the job as it was stored with this change */
    void saved(Recorded recorded, Job after) {
        JobId id = recorded.change().job();
        Story story = stories.computeIfAbsent(id, _ -> new Story());
        Scheduling wish = after.submission().definition().scheduling();
        switch (recorded.change()) {
            case Change.CancelRequested _ -> story.cancelled = true;
            case Change.StopAsked _, Change.Outgrew _ -> story.stopped = true;
            case Change.Running _ -> story.ran = true;
            case Change.Exited it -> story.exit = it.exit();
            case Change.Assigned _ -> {
                law(!story.cancelled, "job " + id + " was to be cancelled and is given another attempt");
                story.stopped = false;
                story.ran = false;
                story.warned = 0;
                story.exit = Optional.empty();
            }
            case Change.Requeued it -> requeued(story, it, wish);
            case Change.PullRetried _ -> {
                law(!story.cancelled, "the image of job " + id + ", which is cancelled, is fetched again");
                law(
                        wish.retries().covers(Retries.Cause.IMAGE_PULL, story.retries++),
                        "job " + id + " has no retry left");
                retries++;
            }
            case Change.TimeWarned it -> warned(story, it, recorded.at(), after);
            case Change.Ended it -> ended(story, it, after);
            default -> {
                // says nothing about attempts
            }
        }
    }

    /** Each warning is given once an attempt, when as much of the time is over and not all of it. */
    private void warned(Story story, Change.TimeWarned change, Instant at, Job after) {
        String job = "job " + change.job();
        law(!story.cancelled && !story.stopped && story.exit.isEmpty(), job + " is warned, though it is to be stopped");
        law(change.percent() > story.warned, job + " is warned twice");
        story.warned = change.percent();
        Duration most =
                after.submission().definition().scheduling().maxDuration().orElseThrow();
        Duration ran =
                after.ranBefore().plus(Duration.between(times(after).running().orElseThrow(), at));
        law(
                ran.compareTo(most) < 0 && ran.multipliedBy(100).compareTo(most.multipliedBy(change.percent())) >= 0,
                job + " is told that " + change.percent() + " % of " + most + " are over after " + ran);
        warnings++;
    }

    private static Timeline times(Job job) {
        return job.attempt().map(Attempt::times).orElseThrow();
    }

    private void requeued(Story story, Change.Requeued change, Scheduling wish) {
        String job = "job " + change.job();
        law(!story.cancelled && !story.stopped, job + " was to be stopped and waits for another attempt");
        law(story.exit.filter(exit -> exit.code() == 0).isEmpty(), job + " succeeded and waits for another attempt");
        if (change.retry()) {
            law(change.as() == AttemptState.FAILED, job + " is retried after no failure");
            law(story.retries++ < wish.retries().max(), job + " is retried more often than it may be");
            retries++;
        } else {
            law(wish.restartable() || !story.ran, job + " is not restartable");
            restarts++;
        }
    }

    private static void ended(Story story, Change.Ended change, Job after) {
        Optional<Retries.Cause> cause = change.reason().map(Problem::code).map(CAUSES::get);
        if (change.to() != JobState.FAILED || cause.isEmpty()) {
            return;
        }
        Scheduling wish = after.submission().definition().scheduling();
        law(
                !wish.retries().covers(cause.get(), story.retries) || isOverTime(after, wish),
                "job " + change.job() + " failed for " + cause.get() + " with a retry left");
    }

    private static boolean isOverTime(Job job, Scheduling wish) {
        Duration last = job.attempt()
                .map(Attempt::times)
                .flatMap(times -> times.exited().map(times::ranUntil))
                .orElse(Duration.ZERO);
        return wish.maxDuration()
                .filter(most -> job.ranBefore().plus(last).compareTo(most) >= 0)
                .isPresent();
    }
}
