package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.server.crash.CrashPoint;
import io.fairlead.server.images.Pulls;
import io.fairlead.server.monitor.Logs;
import io.fairlead.server.volumes.Ground;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out, each on a virtual thread, and reports what came of it. It decides nothing: it may be stopped at any
 * point, and the next server finds out by looking.
 */
final class Dispatcher implements Consumer<Effect> {
    /** Calls to one engine at a time; more would only queue inside it. */
    private static final int CALLS_MAX = 16;

    private static final String KILL = "SIGKILL";
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Map<ClusterId, Seat> seats;
    private final Logs logs;
    private final Pulls pulls;
    private final Consumer<Observation> report;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("effect-", 0).factory());

    /** An engine with what belongs to its node. */
    record Seat(Engine engine, Ground ground, Semaphore calls) {
        Seat(Engine engine, Ground ground) {
            this(engine, ground, new Semaphore(CALLS_MAX));
        }
    }

    /** @param report takes observations; may wait while the writer is busy */
    Dispatcher(Map<ClusterId, Seat> seats, Logs logs, Pulls pulls, Consumer<Observation> report) {
        this.seats = Map.copyOf(seats);
        this.logs = logs;
        this.pulls = pulls;
        this.report = report;
    }

    @Override
    public void accept(Effect effect) {
        try {
            threads.execute(() -> carryOut(effect));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("stopping: left undone {}", effect);
        }
    }

    /** Stops at the next step of everything under way. */
    void stop() {
        threads.shutdownNow();
    }

    private void carryOut(Effect effect) {
        try {
            report.accept(observed(effect));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("a bug while carrying out {}", effect, bug);
            failed(effect, bug).ifPresent(report);
        }
    }

    private Observation observed(Effect effect) throws InterruptedException {
        return switch (effect) {
            case Effect.Launch(Job job, Attempt attempt) ->
                new Observation.Launched(job.id(), attempt.number(), at(attempt, seat -> launch(seat, job, attempt)));
            case Effect.Begin(Job job, Attempt attempt) -> at(attempt, seat -> begin(seat, job, attempt));
            case Effect.Look look -> at(look.cluster(), seat -> look(seat, look));
            case Effect.Signal signal -> at(signal.cluster(), seat -> signal(seat, signal));
            case Effect.DrainLogs(Job job, Attempt attempt) -> {
                logs.drain(job, attempt);
                yield new Observation.LogsDrained(job.id(), attempt.number());
            }
            case Effect.Clear clear -> at(clear.cluster(), seat -> clear(seat, clear));
            case Effect.Pull(var cluster, var image, long uid) -> pulls.pull(cluster, image, uid);
        };
    }

    @FunctionalInterface
    private interface Step<T> {
        T at(Seat seat) throws InterruptedException;
    }

    private <T> T at(Attempt attempt, Step<T> step) throws InterruptedException {
        return at(attempt.placements().getFirst().where().cluster(), step);
    }

    private <T> T at(ClusterId cluster, Step<T> step) throws InterruptedException {
        Seat seat = seats.get(cluster);
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

    private static Outcome launch(Seat seat, Job job, Attempt attempt) throws InterruptedException {
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

    private Observation begin(Seat seat, Job job, Attempt attempt) throws InterruptedException {
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
    private static Observation undone(Seat seat, Job job, Attempt attempt, Problem difference) {
        seat.engine().apply(new Action.Signal(attempt.container(), KILL));
        Outcome removed = seat.engine().apply(new Action.Remove(attempt.container()));
        Outcome outcome = removed instanceof Outcome.Done
                ? new Outcome.Rejected(difference)
                : new Outcome.Unknown(difference.message());
        return new Observation.Begun(job.id(), attempt.number(), outcome, Optional.empty());
    }

    private Observation look(Seat seat, Effect.Look look) {
        return switch (seat.engine().inspect(look.container())) {
            case Look.Found(ContainerView view) -> new Observation.Seen(look.job(), look.attempt(), view);
            case Look.Absent _ -> new Observation.Absent(look.job(), look.attempt());
            case Look.Failed(String cause) -> new Observation.Unseen(look.job(), look.attempt(), look.cluster(), cause);
        };
    }

    private static Observation signal(Seat seat, Effect.Signal signal) {
        CrashPoint.hit("cancel.afterIntent");
        Outcome outcome = seat.engine().apply(new Action.Signal(signal.container(), signal.signal()));
        CrashPoint.hit("cancel.afterKill");
        return new Observation.Signalled(signal.job(), signal.attempt(), signal.kill(), outcome);
    }

    private static Observation clear(Seat seat, Effect.Clear clear) throws InterruptedException {
        CrashPoint.hit("finish.beforeRemove");
        ContainerName name = clear.container();
        Outcome outcome = seat.engine().apply(new Action.Remove(name));
        CrashPoint.hit("finish.afterRemove");
        if (outcome instanceof Outcome.Done) {
            try {
                seat.ground().clear(clear.job(), clear.attempt());
            } catch (IOException e) {
                LOG.warn("clearing {} failed", name, e);
                outcome = new Outcome.NotExecuted(words(e));
            }
        }
        return new Observation.Cleared(clear.job(), clear.attempt(), outcome);
    }

    /** What a step that met a bug of ours counts as: perhaps carried out, so the next thing is a look. */
    private static Optional<Observation> failed(Effect effect, RuntimeException bug) {
        Outcome unknown = new Outcome.Unknown(words(bug));
        return switch (effect) {
            case Effect.Launch(Job job, Attempt attempt) ->
                Optional.of(new Observation.Launched(job.id(), attempt.number(), unknown));
            case Effect.Begin(Job job, Attempt attempt) ->
                Optional.of(new Observation.Begun(job.id(), attempt.number(), unknown, Optional.empty()));
            case Effect.Look look ->
                Optional.of(new Observation.Unseen(look.job(), look.attempt(), look.cluster(), words(bug)));
            case Effect.Signal signal ->
                Optional.of(new Observation.Signalled(signal.job(), signal.attempt(), signal.kill(), unknown));
            case Effect.DrainLogs(Job job, Attempt attempt) ->
                Optional.of(new Observation.LogsDrained(job.id(), attempt.number()));
            case Effect.Clear clear -> Optional.of(new Observation.Cleared(clear.job(), clear.attempt(), unknown));
            case Effect.Pull _ -> Optional.empty();
        };
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
