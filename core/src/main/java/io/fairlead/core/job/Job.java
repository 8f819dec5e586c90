package io.fairlead.core.job;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as its changes so far have made it.
 *
 * @param since when it came into its state
 * @param reason why it is in that state, where there is something to say
 * @param cancelRequestedAt when somebody asked for its end
 * @param imagePresentAt when the image was on the node
 * @param attempt the newest try, if there was one
 * @param ranBefore how long the attempts before the newest one ran, for bounds that count over all of them
 * @param retried how many of its retries are used
 * @param promise when it starts at the latest, as it was told while it waits
 * @param clearing the node that is kept for it while others are halted there
 * @param removed whether its owner has taken it out of view
 */
public record Job(
        JobId id,
        Submission submission,
        Instant submittedAt,
        JobState state,
        Instant since,
        Optional<Problem> reason,
        Optional<Instant> cancelRequestedAt,
        Optional<Instant> imagePresentAt,
        Optional<Attempt> attempt,
        Duration ranBefore,
        int retried,
        Optional<Instant> promise,
        Optional<NodeRef> clearing,
        boolean removed) {

    /** A job that was just admitted. */
    public static Job admitted(JobId id, Submission submission, boolean onHold, boolean imagePresent, Instant at) {
        return new Job(
                id,
                submission,
                at,
                onHold ? JobState.ONHOLD : JobState.QUEUED,
                at,
                Optional.empty(),
                Optional.empty(),
                imagePresent ? Optional.of(at) : Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The number of tries so far. */
    public int attempts() {
        return attempt.map(Attempt::number).orElse(0);
    }

    /** How long it ran, over all attempts; empty where it has not ended, or its last attempt never ran. */
    public Optional<Duration> ran() {
        return attempt.map(Attempt::times)
                .filter(times -> state.isTerminal() && times.running().isPresent())
                // Where it ended while it waited for another attempt, the last one counts among those before.
                .map(times -> times.ended().filter(since::equals).isPresent()
                        ? ranBefore.plus(times.ranUntil(since))
                        : ranBefore);
    }

    /**
     * The one place where a job moves.
     *
     * @param next a change of this job, in the order of the log
     * @throws IllegalStateException on an edge that the state diagram does not have: a bug, never a mistake of a user
     */
    public Job after(Recorded next) {
        if (!next.change().job().equals(id)) {
            throw new IllegalStateException("a change of job " + next.change().job() + " given to " + id);
        }
        if (state.isTerminal() && !(next.change() instanceof Change.Removed)) {
            throw new IllegalStateException("job " + id + " is " + state + " and cannot change: " + next.change());
        }
        Instant at = next.at();
        return switch (next.change()) {
            case Change.Submitted _ -> throw new IllegalStateException("job " + id + " submitted twice");
            case Change.Held _ -> to(JobState.ONHOLD, at, Optional.empty());
            case Change.Released _ -> to(JobState.QUEUED, at, Optional.empty());
            case Change.ImageArrived _ -> imageArrived(at);
            case Change.Assigned assigned ->
                to(JobState.ASSIGNED, at, Optional.empty())
                        .with(Attempt.assigned(nextNumber(assigned.attempt()), assigned.placements(), at));
            case Change.Starting change ->
                to(JobState.STARTING, at, reason)
                        .with(current(change.attempt()).in(AttemptState.STARTING, times().withStarting(at)));
            case Change.Created change -> with(current(change.attempt()).at(times().withCreated(at)));
            case Change.Bound change -> with(current(change.attempt()).at(times().withBound(at)));
            case Change.Running change ->
                to(JobState.RUNNING, at, reason)
                        .with(current(change.attempt())
                                .in(AttemptState.RUNNING, times().withRunning(change.startedAt())));
            case Change.CancelRequested _ -> cancelRequested(at);
            case Change.StopAsked change -> with(current(change.attempt()).with(Stop.asked(change.cause(), at)));
            case Change.IdleNoted change -> because(change.warning()).with(current(change.attempt()));
            case Change.TimeWarned change -> with(current(change.attempt()).warned(change.percent()));
            case Change.Idled change ->
                because(Optional.of(change.why()))
                        .with(current(change.attempt()).with(Stop.asked(Stop.Cause.IDLE, at)));
            case Change.Outgrew change ->
                because(Optional.of(change.why()))
                        .with(current(change.attempt()).with(Stop.asked(Stop.Cause.DISK_USE, at)));
            case Change.FilesFound change -> with(current(change.attempt()));
            case Change.RunRecorded change -> with(current(change.attempt()));
            case Change.HaltAsked change -> haltAsked(change, at);
            case Change.HaltSignalled _, Change.StopSignalled _, Change.KillSent _ -> signalled(next.change(), at);
            case Change.Exited change ->
                because(Optional.of(change.ending()))
                        .with(current(change.attempt())
                                .exited(
                                        change.exit(),
                                        change.exit().map(Exit::at).orElse(at)));
            case Change.LogsComplete change -> with(current(change.attempt()).withLogs());
            case Change.Ended change -> ended(change, at);
            case Change.Requeued change ->
                to(JobState.QUEUED, at, Optional.of(change.reason()))
                        .with(current(change.attempt()).ended(change.as(), at))
                        .afterRunning(current(change.attempt()).times().ranUntil(at), change.retry() ? 1 : 0);
            case Change.WaitNoted _ -> this;
            case Change.PullRetried _ -> afterRunning(Duration.ZERO, 1);
            case Change.Promised change -> promised(Optional.of(change.start()));
            case Change.PromiseBroken _ -> promised(Optional.empty());
            case Change.Clearing change -> cleared(Optional.of(change.node()));
            case Change.ClearingVoid _ -> cleared(Optional.empty());
            case Change.Removed _ -> takenOutOfView();
        };
    }

    private Job haltAsked(Change.HaltAsked change, Instant at) {
        Attempt asked = current(change.attempt())
                .with(attempt.flatMap(Attempt::stop).orElseGet(() -> Stop.asked(Stop.Cause.HALT, at)));
        return state == JobState.RUNNING
                ? to(JobState.MUSTHALT, at, Optional.of(change.why())).with(asked.in(AttemptState.MUSTHALT, times()))
                : because(Optional.of(change.why())).with(asked);
    }

    private Job signalled(Change change, Instant at) {
        return switch (change) {
            case Change.HaltSignalled it -> signalled(it.attempt(), stop().warned(at), at);
            case Change.StopSignalled it -> signalled(it.attempt(), stop().signalled(at), at);
            case Change.KillSent it -> signalled(it.attempt(), stop().killed(at), at);
            default -> throw new IllegalStateException("no signal: " + change);
        };
    }

    /** Whatever reaches first an attempt that must halt is its signal. */
    private Job signalled(int number, Stop then, Instant at) {
        Attempt told = current(number).with(then);
        return state == JobState.MUSTHALT
                ? to(JobState.HALTING, at, reason).with(told.in(AttemptState.HALTING, times()))
                : with(told);
    }

    private Job ended(Change.Ended change, Instant at) {
        Job then = to(change.to(), at, change.reason());
        if (change.attempt() == 0) {
            return then;
        }
        AttemptState terminal = switch (change.to()) {
            case FINISHED -> AttemptState.FINISHED;
            case FAILED -> AttemptState.FAILED;
            case CANCELLED -> AttemptState.CANCELLED;
            case ONHOLD, QUEUED, ASSIGNED, STARTING, RUNNING, MUSTHALT, HALTING ->
                throw new IllegalStateException("job " + id + " cannot end as " + change.to());
        };
        return then.with(current(change.attempt()).ended(terminal, at));
    }

    private int nextNumber(int number) {
        if (number != attempts() + 1) {
            throw new IllegalStateException("job " + id + ": attempt " + number + " after " + attempts());
        }
        return number;
    }

    private Attempt current(int number) {
        return attempt.filter(now -> now.number() == number && !now.state().isTerminal())
                .orElseThrow(() -> new IllegalStateException("job " + id + " has no live attempt " + number));
    }

    private Timeline times() {
        return attempt.orElseThrow().times();
    }

    private Stop stop() {
        return attempt.flatMap(Attempt::stop)
                .orElseThrow(() -> new IllegalStateException("job " + id + ": a stop step without a wish to stop"));
    }

    private Job to(JobState next, Instant at, Optional<Problem> why) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("job " + id + " cannot go from " + state + " to " + next);
        }
        return new Job(
                id,
                submission,
                submittedAt,
                next,
                at,
                why,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                Optional.empty(),
                Optional.empty(),
                removed);
    }

    private Job because(Optional<Problem> why) {
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                why,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                promise,
                clearing,
                removed);
    }

    private Job with(Attempt then) {
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                imagePresentAt,
                Optional.of(then),
                ranBefore,
                retried,
                promise,
                clearing,
                removed);
    }

    private Job afterRunning(Duration more, int retries) {
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore.plus(more),
                retried + retries,
                promise,
                clearing,
                removed);
    }

    private Job imageArrived(Instant at) {
        Optional<Instant> then = imagePresentAt.or(() -> Optional.of(at));
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                then,
                attempt,
                ranBefore,
                retried,
                promise,
                clearing,
                removed);
    }

    private Job cancelRequested(Instant at) {
        Optional<Instant> then = cancelRequestedAt.or(() -> Optional.of(at));
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                then,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                promise,
                clearing,
                removed);
    }

    private Job takenOutOfView() {
        if (!state.isTerminal()) {
            throw new IllegalStateException("job " + id + " is " + state + " and cannot be removed");
        }
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                promise,
                clearing,
                true);
    }

    private Job promised(Optional<Instant> start) {
        if (state != JobState.QUEUED || start.isPresent() == promise.isPresent()) {
            throw new IllegalStateException("job " + id + " is " + state + " with promise " + promise + ": " + start);
        }
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                start,
                clearing,
                removed);
    }

    private Job cleared(Optional<NodeRef> node) {
        if (state != JobState.QUEUED || node.isPresent() == clearing.isPresent()) {
            throw new IllegalStateException("job " + id + " is " + state + " with clearing " + clearing + ": " + node);
        }
        return new Job(
                id,
                submission,
                submittedAt,
                state,
                since,
                reason,
                cancelRequestedAt,
                imagePresentAt,
                attempt,
                ranBefore,
                retried,
                promise,
                node,
                removed);
    }
}
