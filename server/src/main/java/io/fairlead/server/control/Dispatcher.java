package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Engine;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.server.images.Pulls;
import io.fairlead.server.monitor.Logs;
import io.fairlead.server.records.Recorder;
import io.fairlead.server.rescue.Remains;
import io.fairlead.server.volumes.Ground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out, each on a virtual thread, and reports what came of it. It decides nothing: it may be stopped at any
 * point, and the next server finds out by looking. Effects on one container come one after the other, also those of a
 * control loop that was thrown away and of the one that took its place.
 */
final class Dispatcher implements Consumer<Effect> {
    /** Far more than calls go on at a time, so that containers hardly ever share one. */
    private static final int LOCKS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Hands hands;
    private final Consumer<Observation> report;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("effect-", 0).factory());

    /** An engine with what belongs to its node. */
    record Seat(Engine engine, Ground ground, Remains remains, Recorder recorder, Semaphore calls) {
        /** Calls to one engine at a time; more would only queue inside it. */
        private static final int CALLS_MAX = 16;

        Seat(ControlRoom.Seat seat) {
            this(seat.engine(), seat.ground(), seat.remains(), seat.recorder(), new Semaphore(CALLS_MAX));
        }
    }

    /** @param report takes observations; may wait while the writer is busy */
    Dispatcher(Map<ClusterId, Seat> seats, Logs logs, Pulls pulls, Consumer<Observation> report) {
        this.hands = new Hands(seats, logs, pulls);
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
            report.accept(Hands.failed(effect, Hands.words(bug)));
        }
    }

    private Observation observed(Effect effect) throws InterruptedException {
        Optional<ContainerName> container = container(effect);
        if (container.isEmpty()) {
            return hands.observed(effect);
        }
        ReentrantLock lock = locks.get(Math.floorMod(container.get().hashCode(), LOCKS));
        lock.lockInterruptibly();
        try {
            return hands.observed(effect);
        } finally {
            lock.unlock();
        }
    }

    /** The container that an effect does something to; what lasts as long as a log or a pull keeps nothing else waiting. */
    private static Optional<ContainerName> container(Effect effect) {
        return switch (effect) {
            case Effect.Launch launch -> Optional.of(launch.attempt().container());
            case Effect.Begin begin -> Optional.of(begin.attempt().container());
            case Effect.Signal signal -> Optional.of(signal.container());
            case Effect.Discard discard -> Optional.of(discard.container());
            case Effect.Clear clear -> Optional.of(clear.container());
            case Effect.Look look -> Optional.of(look.container());
            case Effect.DrainLogs _, Effect.Pull _ -> Optional.empty();
        };
    }
}
