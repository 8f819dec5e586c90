package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.idle.Idling;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.reconcile.Reconcile;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows the attempts: turns observations into changes, and asks for the next effect of each. */
final class Follower {
    private static final Actor ENGINE = new Actor.Engine();
    private static final Actor CLOCK = new Actor.Clock();
    private static final String SILENT = "engine-silent";

    /** Failures of an engine that answers before a start is given up. */
    private static final int START_TRIES_MAX = 6;

    /** How long an engine must go on saying that a container is not there before it is believed. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(5);

    /** Between two kills of a container that does not die. */
    private static final Duration KILL_AGAIN_AFTER = Duration.ofSeconds(10);

    private final ControlLoop loop;
    private final TreeMap<JobId, Pursuit> pursuits = new TreeMap<>();
    private final Leftovers leftovers;
    private final Images images;

    Follower(ControlLoop loop) {
        this.loop = loop;
        this.leftovers = new Leftovers(loop);
        this.images = new Images(loop);
    }

    Images images() {
        return images;
    }

    void resume(Job job, Instant now) {
        if (live(job).isPresent()) {
            lookAt(job.id(), now);
        } else if (job.imagePresentAt().isEmpty()) {
            images.pull(job);
        }
    }

    /** Looks at the container before anything else is done about it. */
    private void lookAt(JobId id, Instant now) {
        pursuit(id).lookFirst();
        pursue(id, now);
    }

    void outgrew(JobId id, int number, Problem why, Instant now) {
        loop.snapshot().job(id).ifPresent(job -> {
            record(Reconcile.outgrew(job, number, why), ENGINE, now);
            pursue(id, now);
        });
    }

    void sampled(JobId id, int number, Glance glance, Instant now) {
        loop.snapshot().job(id).filter(job -> job.attempts() == number).ifPresent(job -> {
            Submission submission = job.submission();
            Limits limits = loop.limits()
                    .of(submission.owner().name(), submission.project().name());
            Pursuit pursuit = pursuit(id);
            Idling.step(job, limits, pursuit.idleness(), glance, now).ifPresent(step -> {
                pursuit.know(step.then());
                step.change().ifPresent(change -> record(List.of(change), CLOCK, now));
                pursue(id, now);
            });
        });
    }

    /** What is known of who does nothing. */
    List<IdleNote> idle() {
        return loop.snapshot().placed().stream()
                .map(job ->
                        new IdleNote(job.id(), job.attempts(), pursuit(job.id()).idleness()))
                .filter(it -> !it.known().equals(Idleness.UNKNOWN))
                .toList();
    }

    /** The last server knew that, and whoever is looked at next is compared with it. */
    void remember(IdleNote note) {
        loop.snapshot()
                .job(note.job())
                .filter(job -> job.attempts() == note.attempt() && live(job).isPresent())
                .ifPresent(_ -> pursuit(note.job()).know(note.known()));
    }

    void hint(JobId id, int number, Instant now) {
        loop.snapshot()
                .job(id)
                .filter(job -> job.attempts() == number && live(job).isPresent())
                .ifPresent(_ -> lookAt(id, now));
    }

    /** Asks for whatever the record says should happen now, unless something of this attempt is under way. */
    void pursue(JobId id, Instant now) {
        Optional<Job> job = loop.snapshot().job(id);
        if (job.isEmpty()) {
            pursuits.remove(id);
            return;
        }
        Pursuit pursuit = pursuit(id);
        if (pursuit.isFree(now)) {
            next(job.get(), pursuit, now).ifPresent(effect -> issue(id, effect));
        }
    }

    private static Optional<Effect> next(Job job, Pursuit pursuit, Instant now) {
        if (pursuit.mustLook()) {
            return look(job);
        }
        return pursuit.givenUp().isPresent()
                ? live(job).map(attempt -> Reconcile.discard(job, attempt))
                : Reconcile.next(job, now).filter(effect -> !(effect instanceof Effect.Signal) || pursuit.maySignal());
    }

    private static Optional<Effect> look(Job job) {
        return live(job).map(attempt -> Reconcile.look(job, attempt));
    }

    private void issue(JobId id, Effect effect) {
        pursuit(id).begin(effect);
        loop.effect(effect);
    }

    void learn(Observation observation, Instant now) {
        switch (observation) {
            case Observation.Cleared cleared -> leftovers.cleared(cleared, now);
            case Observation.OfAttempt of -> current(of).ifPresent(job -> learn(of, job, now));
            case Observation.ImageArrived arrived -> images.arrived(arrived, now);
            case Observation.ImageFailed failed -> images.failed(failed, now);
            case Observation.EngineSilent(ClusterId cluster, String cause) -> silent(cluster, Optional.of(cause));
            case Observation.EngineAnswers(ClusterId cluster) -> silent(cluster, Optional.empty());
        }
    }

    private void learn(Observation.OfAttempt of, Job job, Instant now) {
        Attempt attempt = job.attempt().orElseThrow();
        Pursuit pursuit = pursuit(job.id());
        switch (of) {
            case Observation.Seen seen -> seen(job, attempt, seen.view(), now);
            case Observation.Absent _ -> absent(job, attempt, now);
            case Observation.Unseen _ -> {
                pursuit.finished(Effect.Look.class);
                pursuit.lookFirst();
                pursuit.engineAway(now);
            }
            case Observation.Launched launched -> {
                pursuit.finished(Effect.Launch.class);
                launched(job, attempt, launched.outcome(), now);
            }
            case Observation.Begun begun -> {
                pursuit.finished(Effect.Begin.class);
                begun(job, attempt, begun, now);
            }
            case Observation.Signalled signalled -> {
                pursuit.finished(Effect.Signal.class);
                signalled(job, attempt, signalled, now);
            }
            case Observation.Discarded discarded -> {
                pursuit.finished(Effect.Discard.class);
                discarded(job, attempt, discarded.outcome(), now);
            }
            case Observation.LogsDrained drained -> {
                pursuit.finished(Effect.DrainLogs.class);
                record(Reconcile.logsComplete(job, attempt, drained), ENGINE, now);
            }
            case Observation.Cleared _ -> throw new IllegalStateException("handled before");
        }
        after(job.id(), attempt, now);
    }

    /** Once an attempt is over, its remains are cleared; a live one is pursued further. */
    private void after(JobId id, Attempt before, Instant now) {
        Optional<Job> job = loop.snapshot().job(id);
        boolean over = job.flatMap(Job::attempt)
                .map(attempt ->
                        attempt.number() != before.number() || attempt.state().isTerminal())
                .orElse(true);
        if (over && !before.state().isTerminal()) {
            pursuits.remove(id);
            leftovers.clear(id, before);
        }
        pursue(id, now);
    }

    private void seen(Job job, Attempt attempt, ContainerView view, Instant now) {
        Pursuit pursuit = looked(job.id());
        if (view.status() == ContainerView.Status.CREATED && view.startedAt().isEmpty()) {
            if (attempt.state() != AttemptState.STARTING) {
                // What ran is gone, and a create that came late made another in its place.
                missing(job, attempt, now);
                return;
            }
            if (attempt.stop().isPresent()) {
                pursuit.giveUp(Reconcile.cancelled());
            }
            pursuit.seen();
            return;
        }
        pursuit.seen();
        pursuit.goOn();
        List<Change> news = Reconcile.learn(job, attempt, view);
        if (!news.isEmpty()) {
            pursuit.succeeded();
        }
        record(news, ENGINE, now);
    }

    private void absent(Job job, Attempt attempt, Instant now) {
        if (!pursuit(job.id()).isLooking()) {
            return;
        }
        Pursuit pursuit = looked(job.id());
        if (!attempt.holding()) {
            return;
        }
        if (attempt.state() == AttemptState.STARTING) {
            Optional<Problem> over = pursuit.givenUp()
                    .or(() -> attempt.stop()
                            .filter(_ -> attempt.times().created().isEmpty())
                            .map(_ -> Reconcile.cancelled()));
            over.ifPresent(why -> record(Reconcile.couldNotStart(job, attempt, why), ENGINE, now));
            if (over.isPresent() || attempt.times().created().isEmpty()) {
                return;
            }
        }
        missing(job, attempt, now);
    }

    /** The container is gone, if the engine says so twice with some time between. */
    private void missing(Job job, Attempt attempt, Instant now) {
        if (!attempt.holding()) {
            return;
        }
        Pursuit pursuit = pursuit(job.id());
        Instant believedAt = pursuit.missed(now).plus(GONE_AFTER);
        if (now.isBefore(believedAt)) {
            pursuit.lookFirst();
            pursuit.pauseUntil(believedAt);
        } else {
            pursuit.succeeded();
            record(Reconcile.gone(job, attempt), ENGINE, now);
        }
    }

    private Pursuit pursuit(JobId id) {
        return pursuits.computeIfAbsent(id, _ -> new Pursuit());
    }

    private Pursuit looked(JobId id) {
        Pursuit pursuit = pursuit(id);
        pursuit.finished(Effect.Look.class);
        pursuit.looked();
        return pursuit;
    }

    private void launched(Job job, Attempt attempt, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Done _ -> {
                pursuit(job.id()).succeeded();
                record(Reconcile.bound(job, attempt), ENGINE, now);
            }
            case Outcome.NotExecuted(String cause) -> startFailed(job, attempt, cause, now);
            case Outcome.Unknown(String cause) -> startFailed(job, attempt, cause, now);
            case Outcome.Rejected(var reason) -> refused(job, attempt, reason);
        }
    }

    /** A start is never repeated blindly: whatever the answer was, the next step is a look. */
    private void begun(Job job, Attempt attempt, Observation.Begun begun, Instant now) {
        switch (begun.outcome()) {
            case Outcome.Done _ ->
                begun.seen()
                        .ifPresentOrElse(
                                view -> seen(job, attempt, view, now),
                                () -> pursuit(job.id()).lookFirst());
            case Outcome.NotExecuted(String cause) -> startFailed(job, attempt, cause, now);
            case Outcome.Unknown(String cause) -> startFailed(job, attempt, cause, now);
            case Outcome.Rejected(var reason) -> refused(job, attempt, reason);
        }
    }

    /** It is over only once the container is known not to be there: whatever was asked for before may still come. */
    private void refused(Job job, Attempt attempt, Problem reason) {
        Pursuit pursuit = pursuit(job.id());
        pursuit.lookFirst();
        if (attempt.state() == AttemptState.STARTING) {
            pursuit.giveUp(reason);
        }
    }

    private void discarded(Job job, Attempt attempt, Outcome outcome, Instant now) {
        Pursuit pursuit = pursuit(job.id());
        Optional<Problem> why = pursuit.givenUp();
        if (outcome instanceof Outcome.Done && why.isPresent() && attempt.state() == AttemptState.STARTING) {
            record(Reconcile.couldNotStart(job, attempt, why.get()), ENGINE, now);
        } else {
            pursuit.failed(now);
            pursuit.lookFirst();
        }
    }

    private void startFailed(Job job, Attempt attempt, String cause, Instant now) {
        Pursuit pursuit = pursuit(job.id());
        if (loop.closures().holds(attempt.placements().getFirst().where().cluster(), SILENT)) {
            pursuit.engineAway(now);
        } else if (pursuit.failed(now) >= START_TRIES_MAX) {
            pursuit.giveUp(Reconcile.startFailed(START_TRIES_MAX, cause));
        }
        pursuit.lookFirst();
    }

    private void signalled(Job job, Attempt attempt, Observation.Signalled signalled, Instant now) {
        Pursuit pursuit = pursuit(job.id());
        if (!(signalled.outcome() instanceof Outcome.Done)) {
            pursuit.failed(now);
            pursuit.lookFirst();
            return;
        }
        pursuit.succeeded();
        if (signalled.step() == Effect.Signal.Step.KILL) {
            pursuit.noSignalUntil(now.plus(KILL_AGAIN_AFTER));
        }
        record(
                List.of(
                        switch (signalled.step()) {
                            case SAVE -> new Change.HaltSignalled(job.id(), attempt.number());
                            case STOP -> new Change.StopSignalled(job.id(), attempt.number());
                            case KILL -> new Change.KillSent(job.id(), attempt.number());
                        }),
                ENGINE,
                now);
    }

    /** A list shows whose container is not as recorded; only a look, which comes after all that was done, decides. */
    void compare(Message.Listed listed, Instant now) {
        Map<ContainerName, ContainerView> shown = new HashMap<>();
        listed.containers().forEach(view -> shown.put(view.name(), view));
        for (Job job : List.copyOf(loop.snapshot().placed())) {
            live(job)
                    .filter(attempt -> attempt.holding() && isOn(attempt, listed.cluster()))
                    .filter(attempt -> !isAsRecorded(attempt, shown.get(attempt.container())))
                    .ifPresent(_ -> lookAt(job.id(), now));
        }
        listed.containers().forEach(view -> leftovers.seen(listed.cluster(), view));
    }

    private static boolean isAsRecorded(Attempt attempt, @Nullable ContainerView view) {
        if (view == null) {
            return false;
        }
        return switch (view.status()) {
            case CREATED -> attempt.state() == AttemptState.STARTING;
            case RUNNING, PAUSED -> attempt.state().isRunning();
            case EXITED -> false;
        };
    }

    private static boolean isOn(Attempt attempt, ClusterId cluster) {
        return attempt.placements().getFirst().where().cluster().equals(cluster);
    }

    private void silent(ClusterId cluster, Optional<String> cause) {
        boolean was = loop.closures().holds(cluster, SILENT);
        if (was != cause.isPresent()) {
            loop.close(cluster, SILENT, cause.map(words -> Reconcile.engineSilent(cluster, words)));
        }
    }

    /** Every attempt that was placed there before the restart is over, however it ended. */
    void rebooted(ClusterId cluster, Instant now) {
        for (Job job : List.copyOf(loop.snapshot().placed())) {
            live(job)
                    .filter(attempt -> attempt.holding() && isOn(attempt, cluster))
                    .ifPresent(attempt -> {
                        record(Reconcile.nodeRebooted(job, attempt), ENGINE, now);
                        after(job.id(), attempt, now);
                    });
        }
    }

    void tick(Instant now) {
        for (Job job : List.copyOf(loop.snapshot().placed())) {
            Reconcile.overdue(job, now)
                    .or(() -> Reconcile.warning(job, now))
                    .ifPresent(change -> record(List.of(change), CLOCK, now));
            pursue(job.id(), now);
        }
        leftovers.tick(now);
    }

    Optional<Instant> nextWake() {
        Optional<Instant> earliest = leftovers.nextWake();
        for (Job job : loop.snapshot().placed()) {
            earliest = earlier(earliest, wakeAt(job));
        }
        return earliest;
    }

    /** Only what a tick could act upon then: while an effect is under way or a pause lasts, the end of a grace period waits. */
    private Optional<Instant> wakeAt(Job job) {
        Pursuit pursuit = pursuit(job.id());
        Optional<Instant> due = Reconcile.wakeAt(job);
        if (live(job).flatMap(Attempt::stop).isPresent()) {
            due = pursuit.isBusy() ? Optional.empty() : due.map(pursuit::notBefore);
        }
        return earlier(due, pursuit.wakeAt());
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }

    private Optional<Job> current(Observation.OfAttempt of) {
        return loop.snapshot()
                .job(of.job())
                .filter(job -> job.attempts() == of.attempt() && live(job).isPresent());
    }

    private static Optional<Attempt> live(Job job) {
        return job.attempt().filter(attempt -> !attempt.state().isTerminal());
    }

    private void record(List<Change> changes, Actor actor, Instant now) {
        changes.forEach(change -> loop.record(change, actor, now));
    }
}
