package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.server.crash.CrashPoint;
import io.fairlead.server.images.Pulls;
import io.fairlead.server.monitor.Logs;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one effect out, on the calling thread, and says what came of it. Decides nothing. */
final class Hands {
    private static final String KILL = "SIGKILL";
    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

    private final Map<ClusterId, Dispatcher.Seat> seats;
    private final Logs logs;
    private final Pulls pulls;

    Hands(Map<ClusterId, Dispatcher.Seat> seats, Logs logs, Pulls pulls) {
        this.seats = Map.copyOf(seats);
        this.logs = logs;
        this.pulls = pulls;
    }

    Observation observed(Effect effect) throws InterruptedException {
        return switch (effect) {
            case Effect.Launch(Job job, Attempt attempt) ->
                new Observation.Launched(job.id(), attempt.number(), at(attempt, seat -> launch(seat, job, attempt)));
            case Effect.Begin(Job job, Attempt attempt) -> at(attempt, seat -> begin(seat, job, attempt));
            case Effect.Look look -> at(look.cluster(), seat -> look(seat, look));
            case Effect.Signal signal -> at(signal.cluster(), seat -> signal(seat, signal));
            case Effect.Discard discard -> at(discard.cluster(), seat -> discard(seat, discard));
            case Effect.DrainLogs(Job job, Attempt attempt) -> {
                Optional<Problem> neverRan = logs.drain(job, attempt);
                yield new Observation.LogsDrained(
                        job.id(), attempt.number(), neverRan, found(job, attempt), recorded(job, attempt));
            }
            case Effect.Clear clear -> at(clear.cluster(), seat -> clear(seat, clear));
            case Effect.Pull(var cluster, var image, long uid) -> pulls.pull(cluster, image, uid);
        };
    }

    private Optional<FilesLeft> found(Job job, Attempt attempt) throws InterruptedException {
        return attempt.times().running().isPresent()
                ? at(attempt, seat -> seat.remains().found(job, attempt))
                : Optional.empty();
    }

    /** Reads files, which may take a while, and calls no engine. */
    private Optional<RunRecord> recorded(Job job, Attempt attempt) throws InterruptedException {
        Dispatcher.Seat seat = seats.get(attempt.placements().getFirst().where().cluster());
        return seat == null ? Optional.empty() : seat.recorder().of(job, attempt);
    }

    @FunctionalInterface
    private interface Step<T> {
        T at(Dispatcher.Seat seat) throws InterruptedException;
    }

    private <T> T at(Attempt attempt, Step<T> step) throws InterruptedException {
        return at(attempt.placements().getFirst().where().cluster(), step);
    }

    private <T> T at(ClusterId cluster, Step<T> step) throws InterruptedException {
        Dispatcher.Seat seat = seats.get(cluster);
        if (seat == null) {
            throw new IllegalStateException("no engine for cluster " + cluster);
        }
        seat.calls().acquire();
        try {
            return step.at(seat);
        } finally {
            seat.calls().release();
        }
    }

    private static Outcome launch(Dispatcher.Seat seat, Job job, Attempt attempt) throws InterruptedException {
        CrashPoint.hit("launch.beforeCreate");
        try {
            ContainerSpec spec = seat.ground().prepare(job, attempt);
            Outcome outcome = seat.engine().apply(new Action.Create(spec));
            CrashPoint.hit("launch.afterCreate");
            return outcome;
        } catch (ProblemException e) {
            return new Outcome.Rejected(e.problems().getFirst());
        } catch (IOException e) {
            LOG.warn("preparing {} failed", attempt.container(), e);
            return new Outcome.NotExecuted(words(e));
        }
    }

    private Observation begin(Dispatcher.Seat seat, Job job, Attempt attempt) throws InterruptedException {
        Outcome outcome;
        Optional<ContainerView> seen = Optional.empty();
        try {
            // Also where this server did not create it: the stages of the last one are gone.
            seat.ground().prepare(job, attempt);
            outcome = seat.engine().apply(new Action.Start(attempt.container()));
            CrashPoint.hit("launch.afterStart");
            if (outcome instanceof Outcome.Done
                    && seat.engine().inspect(attempt.container()) instanceof Look.Found(var view)) {
                seen = Optional.of(view);
                Optional<Problem> difference = seat.ground().started(job, attempt, view);
                if (difference.isPresent()) {
                    return undone(seat, job, attempt, difference.get());
                }
            }
        } catch (ProblemException e) {
            outcome = new Outcome.Rejected(e.problems().getFirst());
        } catch (IOException e) {
            LOG.warn("starting {} failed", attempt.container(), e);
            outcome = new Outcome.Unknown(words(e));
        }
        return new Observation.Begun(job.id(), attempt.number(), outcome, seen);
    }

    /** Its mounts are not what was staged: it is killed and removed, and only then has the start failed. */
    private static Observation undone(Dispatcher.Seat seat, Job job, Attempt attempt, Problem difference) {
        seat.engine().apply(new Action.Signal(attempt.container(), KILL));
        Outcome removed = seat.engine().apply(new Action.Remove(attempt.container()));
        Outcome outcome = removed instanceof Outcome.Done
                ? new Outcome.Rejected(difference)
                : new Outcome.Unknown(difference.message());
        return new Observation.Begun(job.id(), attempt.number(), outcome, Optional.empty());
    }

    private Observation look(Dispatcher.Seat seat, Effect.Look look) {
        return switch (seat.engine().inspect(look.container())) {
            case Look.Found(ContainerView view) -> new Observation.Seen(look.job(), look.attempt(), view);
            case Look.Absent _ -> new Observation.Absent(look.job(), look.attempt());
            case Look.Failed(String cause) -> new Observation.Unseen(look.job(), look.attempt(), look.cluster(), cause);
        };
    }

    private static Observation signal(Dispatcher.Seat seat, Effect.Signal signal) {
        CrashPoint.hit("cancel.afterIntent");
        Outcome outcome = seat.engine().apply(new Action.Signal(signal.container(), signal.signal()));
        CrashPoint.hit("cancel.afterKill");
        return new Observation.Signalled(signal.job(), signal.attempt(), signal.step(), outcome);
    }

    private static Observation discard(Dispatcher.Seat seat, Effect.Discard discard) {
        Outcome outcome = seat.engine().apply(new Action.Remove(discard.container()));
        return new Observation.Discarded(discard.job(), discard.attempt(), outcome);
    }

    /** What runs although its attempt is over is killed, and removed the next time. */
    private static Observation clear(Dispatcher.Seat seat, Effect.Clear clear) throws InterruptedException {
        CrashPoint.hit("finish.beforeRemove");
        ContainerName name = clear.container();
        try {
            if (!seat.remains().keep(name)) {
                return new Observation.Cleared(
                        clear.job(), clear.attempt(), new Outcome.NotExecuted("its files are not kept yet"));
            }
        } catch (IOException e) {
            LOG.warn("what {} left could not be kept", name, e);
        }
        Outcome outcome = seat.engine().apply(new Action.Remove(name));
        CrashPoint.hit("finish.afterRemove");
        if (outcome instanceof Outcome.Done) {
            try {
                seat.ground().clear(clear.job(), clear.attempt());
            } catch (IOException e) {
                LOG.warn("clearing {} failed", name, e);
                outcome = new Outcome.NotExecuted(words(e));
            }
        } else if (outcome instanceof Outcome.NotExecuted) {
            seat.engine().apply(new Action.Signal(name, KILL));
        }
        return new Observation.Cleared(clear.job(), clear.attempt(), outcome);
    }

    /** What a step that met a bug of ours counts as: perhaps carried out, so the next thing is a look. */
    static Observation failed(Effect effect, String words) {
        Outcome unknown = new Outcome.Unknown(words);
        return switch (effect) {
            case Effect.Launch(Job job, Attempt attempt) ->
                new Observation.Launched(job.id(), attempt.number(), unknown);
            case Effect.Begin(Job job, Attempt attempt) ->
                new Observation.Begun(job.id(), attempt.number(), unknown, Optional.empty());
            case Effect.Look look -> new Observation.Unseen(look.job(), look.attempt(), look.cluster(), words);
            case Effect.Signal signal ->
                new Observation.Signalled(signal.job(), signal.attempt(), signal.step(), unknown);
            case Effect.Discard discard -> new Observation.Discarded(discard.job(), discard.attempt(), unknown);
            case Effect.DrainLogs(Job job, Attempt attempt) ->
                new Observation.LogsDrained(job.id(), attempt.number(), Optional.empty());
            case Effect.Clear clear -> new Observation.Cleared(clear.job(), clear.attempt(), unknown);
            case Effect.Pull pull ->
                new Observation.ImageFailed(
                        pull.cluster(), pull.image(), pull.uid(), ControlProblems.BUG.reason(), false);
        };
    }

    static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
