package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Stop;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Level-triggered repair of one attempt: what is recorded against what was observed.
 *
 * <p>{@link #next} says from the record alone what should happen now, so that it does not matter which observation came
 * last, or whether the server was restarted in between. {@link #learn} says what an observation changes in the record; an
 * observation that says nothing new changes nothing. Neither reads a clock or touches an engine.
 */
public final class Reconcile {
    /** When so many hundredths of its time are over, its owner is warned. */
    private static final List<Integer> WARNED = List.of(75, 90);

    private static final int HUNDRED = 100;

    private Reconcile() {}

    /**
     * What should be done for the attempt now.
     *
     * @return empty where there is nothing to do but wait
     */
    public static Optional<Effect> next(Job job, Instant now) {
        if (job.state().isTerminal()) {
            return Optional.empty();
        }
        return job.attempt()
                .filter(attempt -> !attempt.state().isTerminal())
                .flatMap(attempt -> next(job, attempt, now));
    }

    private static Optional<Effect> next(Job job, Attempt attempt, Instant now) {
        if (!attempt.holding()) {
            return attempt.logsComplete() ? Optional.empty() : Optional.of(new Effect.DrainLogs(job, attempt));
        }
        if (attempt.stop().isPresent()) {
            return stopping(job, attempt, attempt.stop().get(), now);
        }
        return switch (attempt.state()) {
            case STARTING ->
                Optional.of(
                        attempt.times().bound().isPresent()
                                ? new Effect.Begin(job, attempt)
                                : new Effect.Launch(job, attempt));
            case ASSIGNED, RUNNING, MUSTHALT, HALTING, FINISHED, FAILED, CANCELLED, HALTED -> Optional.empty();
        };
    }

    private static Optional<Effect> stopping(Job job, Attempt attempt, Stop stop, Instant now) {
        return attempt.state().isRunning()
                ? Stopping.due(job, attempt, stop)
                        .filter(due -> !now.isBefore(due.at()))
                        .map(due -> signal(job, attempt, due))
                : Optional.of(look(job, attempt));
    }

    /**
     * When {@link #next} may have something new to say although nothing was observed.
     *
     * @return when a signal is due, a warning, the end of a grace period, or of {@code maxDuration}; empty where only an
     *     observation helps
     */
    public static Optional<Instant> wakeAt(Job job) {
        return job.attempt()
                .filter(Attempt::holding)
                .flatMap(attempt -> attempt.stop()
                        .map(stop -> Stopping.wakeAt(job, attempt, stop))
                        .orElseGet(() -> nextWarning(job, attempt).or(() -> deadline(job, attempt))));
    }

    /** How long an attempt that is to be halted takes at most, from the wish to the kill. */
    public static Duration longestHalt(Job job) {
        return Stopping.longestHalt(job).plus(Stop.SETTLING);
    }

    /** When the running attempt is stopped for its time; empty while it does not run or has no bound. */
    public static Optional<Instant> deadline(Job job, Attempt attempt) {
        return attempt.state().isRunning()
                ? attempt.times()
                        .running()
                        .flatMap(started -> job.submission()
                                .definition()
                                .scheduling()
                                .maxDuration()
                                .map(most -> started.plus(most).minus(job.ranBefore())))
                : Optional.empty();
    }

    /** What the owner of a running attempt is told while little of its time is left; empty where much is, or it is stopped already. */
    public static Optional<Problem> shortOfTime(Job job, Instant now) {
        Optional<Attempt> running =
                job.attempt().filter(it -> it.holding() && it.stop().isEmpty());
        Optional<Duration> limit = job.submission().definition().scheduling().maxDuration();
        return running.flatMap(attempt -> deadline(job, attempt))
                .flatMap(end -> limit.filter(most -> !now.isBefore(over(WARNED.getFirst(), most, end)))
                        .map(most -> ReconcileProblems.timeShort(job, most, end)));
    }

    private static Instant over(int percent, Duration limit, Instant end) {
        return end.minus(limit.multipliedBy(HUNDRED - percent).dividedBy(HUNDRED));
    }

    /** When the owner of a running attempt is warned next; empty where that is done, or its job has no bound. */
    private static Optional<Instant> nextWarning(Job job, Attempt attempt) {
        Optional<Duration> limit = job.submission().definition().scheduling().maxDuration();
        return deadline(job, attempt)
                .flatMap(end -> WARNED.stream()
                        .filter(percent -> percent > attempt.warned())
                        .findFirst()
                        .flatMap(percent -> limit.map(most -> over(percent, most, end))));
    }

    /** The warning that is due now: of two that are the later, once in an attempt. */
    public static Optional<Change> warning(Job job, Instant now) {
        Optional<Duration> limit = job.submission().definition().scheduling().maxDuration();
        return shortOfTime(job, now).flatMap(why -> {
            Attempt attempt = job.attempt().orElseThrow();
            Instant end = deadline(job, attempt).orElseThrow();
            return WARNED.reversed().stream()
                    .filter(percent -> !now.isBefore(over(percent, limit.orElseThrow(), end)))
                    .findFirst()
                    .filter(percent -> percent > attempt.warned() && now.isBefore(end))
                    .map(percent -> new Change.TimeWarned(job.id(), attempt.number(), percent, why));
        });
    }

    /** Whether a running attempt has used up its time and is not being stopped yet. */
    public static Optional<Change> overdue(Job job, Instant now) {
        return job.attempt()
                .filter(attempt -> attempt.holding() && attempt.stop().isEmpty())
                .filter(attempt ->
                        deadline(job, attempt).map(end -> !now.isBefore(end)).orElse(false))
                .map(attempt -> new Change.StopAsked(job.id(), attempt.number(), Stop.Cause.MAX_DURATION));
    }

    /**
     * The changes that somebody's wish to end a job makes now. A job without an attempt ends at once; any other only when
     * its container is known to be gone.
     */
    public static List<Change> cancel(Job job) {
        if (job.state().isTerminal() || job.cancelRequestedAt().isPresent() || isEnding(job)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.CancelRequested(job.id()));
        Optional<Attempt> live = job.attempt().filter(Attempt::holding);
        if (live.isEmpty()) {
            changes.add(new Change.Ended(
                    job.id(), 0, JobState.CANCELLED, Optional.of(ReconcileProblems.CANCELLED.reason())));
        } else if (mayStop(live.get())) {
            changes.add(new Change.StopAsked(job.id(), live.get().number(), Stop.Cause.CANCEL));
        }
        return changes;
    }

    /**
     * The changes by which a session that is no longer needed finishes; one that waits is cancelled, since nothing of it
     * ever was.
     */
    public static List<Change> retire(Job job) {
        if (job.state().isTerminal() || job.cancelRequestedAt().isPresent() || isEnding(job)) {
            return List.of();
        }
        Optional<Attempt> live = job.attempt().filter(Attempt::holding);
        if (live.isEmpty()) {
            return cancel(job);
        }
        return mayStop(live.get())
                ? List.of(new Change.StopAsked(job.id(), live.get().number(), Stop.Cause.RETIRE))
                : List.of();
    }

    /** Whether it is not being stopped yet, or is only told to save what another attempt would need. */
    private static boolean mayStop(Attempt attempt) {
        return attempt.stop()
                .map(stop -> stop.cause() == Stop.Cause.HALT
                        && stop.signalledAt().isEmpty()
                        && stop.killedAt().isEmpty())
                .orElse(true);
    }

    /**
     * The changes by which a job gives up its place, and waits again where it may have another attempt.
     *
     * @param by the job that it is preempted for; empty where somebody asked for it
     * @return empty where it holds nothing, or is being stopped already
     */
    public static List<Change> halt(Job job, Optional<JobId> by, Problem why) {
        return job.attempt()
                .filter(attempt -> attempt.holding() && attempt.stop().isEmpty())
                .map(attempt -> List.<Change>of(new Change.HaltAsked(job.id(), attempt.number(), by, why)))
                .orElse(List.of());
    }

    /** Why somebody's wish halts a job. */
    public static Problem haltedOnRequest() {
        return ReconcileProblems.HALTED.reason();
    }

    /** Whether the container has ended and only the keeping of its outcome is left: shown as RUNNING, E-ENDING. */
    public static boolean isEnding(Job job) {
        return job.attempt()
                .filter(attempt -> !attempt.holding() && !attempt.state().isTerminal())
                .isPresent();
    }

    /** What the container's view says that the record does not know yet. */
    public static List<Change> learn(Job job, Attempt attempt, ContainerView view) {
        if (attempt.state().isTerminal() || !attempt.holding()) {
            return List.of();
        }
        return switch (view.status()) {
            case CREATED -> List.of();
            case RUNNING, PAUSED -> started(job, attempt, view);
            case EXITED -> {
                List<Change> changes = new ArrayList<>(started(job, attempt, view));
                changes.add(new Change.Exited(job.id(), attempt.number(), view.exit(), ending(job, attempt)));
                yield changes;
            }
        };
    }

    private static List<Change> started(Job job, Attempt attempt, ContainerView view) {
        if (attempt.state() != AttemptState.STARTING || view.startedAt().isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(bound(job, attempt));
        changes.add(
                new Change.Running(job.id(), attempt.number(), view.startedAt().get()));
        boolean halted =
                attempt.stop().filter(stop -> stop.cause() == Stop.Cause.HALT).isPresent();
        if (halted) {
            job.reason()
                    .ifPresent(why ->
                            changes.add(new Change.HaltAsked(job.id(), attempt.number(), Optional.empty(), why)));
        }
        return changes;
    }

    /** The container exists and its settings equal the request. */
    public static List<Change> bound(Job job, Attempt attempt) {
        List<Change> changes = new ArrayList<>();
        if (attempt.times().created().isEmpty()) {
            changes.add(new Change.Created(job.id(), attempt.number()));
        }
        if (attempt.times().bound().isEmpty()) {
            changes.add(new Change.Bound(job.id(), attempt.number()));
        }
        return changes;
    }

    /** The container is gone, as two looks apart in time agreed. */
    public static List<Change> gone(Job job, Attempt attempt) {
        if (attempt.state().isTerminal() || !attempt.holding()) {
            return List.of();
        }
        return List.of(new Change.Exited(job.id(), attempt.number(), Optional.empty(), ending(job, attempt)));
    }

    /** The container is not to be started any more, for this reason, and is known not to be there. */
    public static List<Change> couldNotStart(Job job, Attempt attempt, Problem reason) {
        return List.of(Judgement.stopped(job, attempt)
                .orElseGet(() -> reason.code().equals(ReconcileProblems.NOT_STARTED.code())
                        ? NextAttempt.failed(job, attempt, Retries.Cause.ENGINE_FAILURE, reason)
                        : Judgement.failed(job, attempt, reason)));
    }

    /** Why an attempt is over whose end was wished for before its container ever started. */
    public static Problem cancelled() {
        return ReconcileProblems.CANCELLED.reason();
    }

    /** Why an attempt is over that the engine failed again and again to start. */
    public static Problem startFailed(int tries, String cause) {
        return ReconcileProblems.notStarted(tries, cause);
    }

    /** Everything about the attempt is kept: its outcome. */
    public static List<Change> logsComplete(Job job, Attempt attempt, Observation.LogsDrained kept) {
        if (attempt.state().isTerminal() || attempt.holding()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.LogsComplete(job.id(), attempt.number()));
        kept.left().ifPresent(found -> changes.add(new Change.FilesFound(job.id(), attempt.number(), found)));
        kept.record().ifPresent(record -> changes.add(new Change.RunRecorded(job.id(), attempt.number(), record)));
        changes.add(Judgement.of(job, attempt, kept));
        return changes;
    }

    /** The machine was restarted beneath the attempt: whatever ran is gone. */
    public static List<Change> nodeRebooted(Job job, Attempt attempt) {
        Problem reason = ReconcileProblems.NODE_REBOOTED.reason();
        return List.of(Judgement.stopped(job, attempt).orElseGet(() -> NextAttempt.lost(job, attempt, reason)));
    }

    /**
     * Before when a queued job that asked for another attempt, or is tried again, does not start.
     *
     * @return empty for a job that need not wait; else an instant that may have passed
     */
    public static Optional<Instant> restsUntil(Job job) {
        return job.state() == JobState.QUEUED
                ? job.attempt().flatMap(last -> last.times().ended().map(end -> end.plus(NextAttempt.pause(job, last))))
                : Optional.empty();
    }

    /** A job that had not started by the end of its window. */
    public static Change tooLate(Job job) {
        Instant end =
                job.submission().definition().scheduling().window().notAfter().orElseThrow();
        return new Change.Ended(
                job.id(), 0, JobState.FAILED, Optional.of(ReconcileProblems.NOT_AFTER.reason("end", end)));
    }

    /**
     * What becomes of a job that has not been started, now that another one has ended.
     *
     * @return empty where it does not depend on that, or on just that end
     */
    public static Optional<Change> after(Job ended, Job waiting) {
        return waiting.submission().definition().scheduling().dependsOn().stream()
                .filter(it -> it.job().equals(ended.id())
                        || it.job().equals(ended.id().array()))
                .filter(it -> !it.on().isMet(ended.state()))
                .findFirst()
                .map(it -> new Change.Ended(
                        waiting.id(),
                        0,
                        JobState.CANCELLED,
                        Optional.of(ReconcileProblems.DEPENDENCY_MISSED.reason(
                                "job",
                                ended.id(),
                                "state",
                                ended.state(),
                                "on",
                                it.on().word()))));
    }

    /**
     * The image of a job that waits could not be brought.
     *
     * @param retryable whether a later transfer may do better
     * @return {@link Change.PullRetried} where its retries cover that, else the job's end
     */
    public static Change imageFailed(Job job, Problem reason, boolean retryable) {
        return NextAttempt.imageFailed(job, reason, retryable);
    }

    public static Problem engineSilent(ClusterId cluster, String cause) {
        return ReconcileProblems.ENGINE_SILENT.reason("cluster", cluster, "cause", cause);
    }

    /** What a job shows while only the keeping of its outcome is left: also why it was stopped, where only this says so. */
    private static Problem ending(Job job, Attempt attempt) {
        return attempt.stop()
                .filter(stop -> stop.cause().isSaidByReason())
                .flatMap(_ -> job.reason())
                .orElseGet(ReconcileProblems.ENDING::reason);
    }

    /** Whether a job failed for what its owner predicted, although its command did as it should. */
    public static boolean isUnmet(Problem reason) {
        return reason.code().equals(ReconcileProblems.UNEXPECTED.code());
    }

    /** The changes that stop a running attempt which wrote too much. */
    public static List<Change> outgrew(Job job, int number, Problem why) {
        return job.attempt()
                .filter(attempt -> attempt.number() == number && attempt.state() == AttemptState.RUNNING)
                .filter(attempt -> attempt.holding() && attempt.stop().isEmpty())
                .map(attempt -> List.<Change>of(new Change.Outgrew(job.id(), number, why)))
                .orElse(List.of());
    }

    public static Effect.Look look(Job job, Attempt attempt) {
        return new Effect.Look(job.id(), attempt.number(), clusterOf(attempt), attempt.container());
    }

    public static Effect.Discard discard(Job job, Attempt attempt) {
        return new Effect.Discard(job.id(), attempt.number(), clusterOf(attempt), attempt.container());
    }

    public static Effect.Clear clear(Job job, Attempt attempt) {
        return new Effect.Clear(job.id(), attempt.number(), clusterOf(attempt), attempt.container());
    }

    private static Effect signal(Job job, Attempt attempt, Stopping.Due due) {
        return new Effect.Signal(
                job.id(), attempt.number(), clusterOf(attempt), attempt.container(), due.step(), due.signal(job));
    }

    private static ClusterId clusterOf(Attempt attempt) {
        return attempt.placements().getFirst().where().cluster();
    }
}
