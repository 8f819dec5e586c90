package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.engines.fake.FakeImages;
import io.fairlead.server.records.Recorder;
import io.fairlead.server.rescue.Remains;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The server's own hands in virtual time: what they do comes late, comes to nothing, or its answer gets lost. */
final class SimHands implements Consumer<Effect> {
    private final SimWorld world;
    private final SimTime time;
    private final SimChance chance;
    private final Hands hands;
    private final FakeImages images;

    /** How a call goes. */
    private enum Course {
        WELL,
        /** Carried out, and the answer gets lost. */
        ANSWER_LOST,
        /** Never arrived, and nobody knows. */
        REQUEST_LOST,
        /** Given up on, and carried out long after. */
        LATE
    }

    private static final ProblemCode UNREACHABLE = new ProblemCode("E-TEST", "no registry", "wait", "Only in tests.");

    SimHands(SimWorld world, FakeImages images) {
        this.world = world;
        this.time = world.time();
        this.chance = world.chance();
        this.images = images;
        Map<ClusterId, Dispatcher.Seat> seats = new LinkedHashMap<>();
        world.clusters()
                .forEach((id, cluster) -> seats.put(
                        id,
                        new Dispatcher.Seat(
                                new ControlRoom.Seat(cluster, SimSite.ground(), Remains.NONE, Recorder.NONE))));
        io.fairlead.server.monitor.Logs logs = new io.fairlead.server.monitor.Logs() {
            @Override
            public void follow(Job job, io.fairlead.core.job.Attempt attempt) {
                throw new IllegalStateException("nobody follows here");
            }

            @Override
            public Optional<Problem> drain(Job job, io.fairlead.core.job.Attempt attempt) {
                // Everything is kept at once.
                return Optional.empty();
            }
        };
        hands = new Hands(seats, logs, this::pulled);
    }

    private Observation pulled(ClusterId cluster, ResolvedImage image, long uid) {
        Optional<Problem> problem = chance.fault(0.1) ? Optional.of(UNREACHABLE.reason()) : images.pull(image);
        return problem.<Observation>map(
                        why -> new Observation.ImageFailed(cluster, image, uid, why, chance.chance(0.8)))
                .orElseGet(() -> new Observation.ImageArrived(cluster, image));
    }

    @Override
    public void accept(Effect effect) {
        int epoch = world.epoch();
        if (effect instanceof Effect.Begin begin && chance.chance(0.03)) {
            JobId id = begin.job().id();
            time.after(chance.millis(0, 300), () -> world.cancel(id));
        }
        switch (effect) {
            case Effect.Pull _ -> time.after(chance.millis(100, 60_000), () -> deliver(epoch, carryOut(effect)));
            case Effect.DrainLogs _ -> time.after(chance.millis(1, 2_000), () -> deliver(epoch, carryOut(effect)));
            case Effect.Launch launch ->
                call(effect, launch.attempt().placements().getFirst().where().cluster(), epoch);
            case Effect.Begin begin ->
                call(effect, begin.attempt().placements().getFirst().where().cluster(), epoch);
            case Effect.Look look -> call(effect, look.cluster(), epoch);
            case Effect.Signal signal -> call(effect, signal.cluster(), epoch);
            case Effect.Discard discard -> call(effect, discard.cluster(), epoch);
            case Effect.Clear clear -> call(effect, clear.cluster(), epoch);
        }
    }

    private void call(Effect effect, ClusterId cluster, int epoch) {
        Course course = course();
        int boots = world.cluster(cluster).boots();
        boolean outlivesServer = chance.chance(0.5);
        Duration there = chance.millis(1, 200);
        Duration back = chance.millis(1, 200);
        Runnable lost = () -> deliver(epoch, Hands.failed(effect, "the answer got lost"));
        Runnable act = () -> {
            boolean alive = world.epoch() == epoch || outlivesServer;
            if (!alive || world.cluster(cluster).boots() != boots) {
                return;
            }
            Observation observed = carryOut(effect);
            if (course == Course.WELL) {
                time.after(back, () -> deliver(epoch, observed));
            }
        };
        switch (course) {
            case WELL -> time.after(there, act);
            case ANSWER_LOST -> {
                time.after(there, act);
                time.after(there.plus(back), lost);
            }
            case REQUEST_LOST -> time.after(there.plus(back), lost);
            case LATE -> {
                time.after(there.plus(back), lost);
                Duration more = chance.millis(1, chance.one(List.of(1_000, 15_000)));
                time.after(there, () -> {
                    int made = made(effect, cluster);
                    time.after(more, () -> {
                        if (effect instanceof Effect.Launch || made(effect, cluster) == made) {
                            act.run();
                        }
                    });
                });
            }
        }
        if (world.planted() == Planted.BLIND_START && effect instanceof Effect.Begin begin && course != Course.WELL) {
            ContainerName name = begin.attempt().container();
            time.after(
                    chance.millis(100, 5_000),
                    () -> world.cluster(cluster).machine().start(name));
        }
    }

    private int made(Effect effect, ClusterId cluster) {
        return effect instanceof Effect.Begin begin
                ? world.cluster(cluster).made(begin.attempt().container())
                : 0;
    }

    private Course course() {
        if (chance.fault(0.03)) {
            return Course.ANSWER_LOST;
        }
        if (chance.fault(0.02)) {
            return Course.REQUEST_LOST;
        }
        return chance.fault(0.015) ? Course.LATE : Course.WELL;
    }

    private Observation carryOut(Effect effect) {
        try {
            Observation observed = hands.observed(effect);
            time.tell(() -> "did " + shown(effect) + " → " + shown(observed));
            if (effect instanceof Effect.Begin(Job job, var attempt)) {
                hintLater(job, attempt.number());
            }
            return observed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts here", e);
        }
    }

    /** Most ends are announced, some of them twice; the others are found in lists. */
    private void hintLater(Job job, int attempt) {
        String run = job.submission().definition().docker().environment().getOrDefault("FAKE_RUN_FOR", "forever");
        if (!run.equals("forever") && chance.chance(0.8)) {
            Duration end = Duration.ofMillis(Long.parseLong(run.substring(0, run.length() - 2)));
            int times = chance.chance(0.2) ? 2 : 1;
            for (int i = 0; i < times; i++) {
                time.after(end.plus(chance.millis(1, 500)), () -> world.send(new Message.Hint(job.id(), attempt)));
            }
        }
    }

    private static String shown(Object value) {
        String text = value.toString();
        return text.length() > 160 ? text.substring(0, 160) : text;
    }

    private void deliver(int epoch, Observation observation) {
        if (world.epoch() != epoch) {
            return;
        }
        world.send(new Message.Observed(observation));
        if (chance.fault(0.02)) {
            time.after(chance.millis(1, 20_000), () -> {
                if (world.epoch() == epoch) {
                    time.tell(() -> "once more " + shown(observation));
                    world.send(new Message.Observed(observation));
                }
            });
        }
        if (world.planted() == Planted.FREE_ON_KILL
                && observation instanceof Observation.Signalled killed
                && killed.step() == Effect.Signal.Step.KILL
                && killed.outcome() instanceof Outcome.Done) {
            world.send(new Message.Observed(ended(killed.job(), killed.attempt())));
        }
    }

    /** What a server would believe that takes a wish for the deed. */
    Observation ended(io.fairlead.core.job.JobId job, int attempt) {
        return new Observation.Seen(
                job,
                attempt,
                new ContainerView(
                        SimSite.NAMES.of(job.text(), attempt),
                        Optional.of(job),
                        attempt,
                        ContainerView.Status.EXITED,
                        Optional.of(time.instant()),
                        Optional.of(new Exit(137, false, time.instant(), Optional.empty())),
                        0));
    }
}
