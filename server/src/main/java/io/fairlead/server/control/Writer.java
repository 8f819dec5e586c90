package io.fairlead.server.control;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.schedule.Plan;
import io.fairlead.server.crash.CrashPoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides. It takes whatever messages have come, decides them together, makes the changes durable in
 * one transaction, and only then answers and hands the effects on: under load the disk is waited for once per batch.
 */
final class Writer {
    /** Messages that may wait; one more is refused at once, so that memory is bounded. */
    static final int QUEUE_MAX = 8192;

    /** Messages that share a transaction, so that nobody waits for an endless batch. */
    private static final int BATCH_MAX = 512;

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration RELOAD_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final ArrayBlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Supplier<ControlLoop> loops;
    private final ChangeLog log;
    private final Consumer<Effect> effects;
    private final Consumer<View> published;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean stopping;

    /**
     * What others may know of a turn that is durable: values, taken by the writer's own thread.
     *
     * @param plan why jobs wait, as of this turn
     * @param after the jobs that it touched
     */
    record View(Plan plan, List<Job> after) {}

    /**
     * @param loops makes a loop from what the store has; asked at the start, and again after nothing could be saved
     * @param effects carries effects out without blocking the caller
     * @param published told after each turn that changed something
     */
    Writer(
            Supplier<ControlLoop> loops,
            ChangeLog log,
            Consumer<Effect> effects,
            Consumer<View> published,
            InstantSource clock) {
        this.loops = loops;
        this.log = log;
        this.effects = effects;
        this.published = published;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("writer").unstarted(this::run);
    }

    /** Returns once every live job has been taken up again. */
    void start() throws InterruptedException {
        thread.start();
        ready.await();
    }

    /** Takes a message, unless too many wait. */
    boolean offer(Message message) {
        return !stopping && queue.offer(message);
    }

    /** Takes a message that must not get lost, such as an observation; waits while too many wait. */
    void put(Message message) throws InterruptedException {
        queue.put(message);
    }

    int waiting() {
        return queue.size();
    }

    private void run() {
        try {
            ControlLoop loop = reload();
            ready.countDown();
            List<Message> batch = new ArrayList<>(BATCH_MAX);
            while (!stopping) {
                batch.clear();
                await(loop, batch);
                loop = turn(loop, batch);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A loop with everything live in it, from the store; tried until the store can be read. */
    private ControlLoop reload() throws InterruptedException {
        while (!stopping) {
            try {
                ControlLoop loop = loops.get();
                loop.resume(clock.instant());
                return commit(loop, loop.endTurn(clock.instant()));
            } catch (RuntimeException e) {
                LOG.error("the store cannot be read; trying again", e);
                LockSupport.parkNanos(RELOAD_PAUSE.toNanos());
            }
        }
        throw new InterruptedException("stopping");
    }

    private void await(ControlLoop loop, List<Message> batch) throws InterruptedException {
        Message first = queue.poll(pause(loop).toNanos(), TimeUnit.NANOSECONDS);
        batch.add(first == null ? new Message.Tick() : first);
        queue.drainTo(batch, BATCH_MAX - 1);
    }

    private Duration pause(ControlLoop loop) {
        return loop.nextWake()
                .map(wake -> Duration.between(clock.instant(), wake))
                .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(LONGEST_SLEEP);
    }

    /** A bug stops the batch and keeps the data: nothing of it is saved, and the loop is made anew from the store. */
    private ControlLoop turn(ControlLoop loop, List<Message> batch) throws InterruptedException {
        try {
            for (Message message : batch) {
                loop.handle(message, clock.instant());
            }
            return commit(loop, loop.endTurn(clock.instant()));
        } catch (IllegalStateException bug) {
            LOG.error("a bug: this batch is dropped and the state read again", bug);
            batch.forEach(message -> refuse(message, new Reply.Unavailable(ControlProblems.BUG.reason())));
            return reload();
        }
    }

    private ControlLoop commit(ControlLoop loop, Turn turn) throws InterruptedException {
        if (!turn.changes().isEmpty()) {
            points(turn, true);
            ChangeLog.Outcome outcome = log.append(turn.changes(), turn.after(), turn.keys());
            if (outcome instanceof ChangeLog.Outcome.NothingSaved(var problem)) {
                LOG.error("nothing saved: {}", problem.message());
                turn.refuse(problem);
                return reload();
            }
            points(turn, false);
            published.accept(new View(loop.plan(), turn.after()));
        }
        turn.answer();
        turn.effects().forEach(effects);
        return loop;
    }

    /** The crash points around a commit, by what the transaction holds. */
    private static void points(Turn turn, boolean before) {
        String side = before ? ".beforeCommit" : ".afterCommit";
        turn.changes().forEach(recorded -> {
            String step = switch (recorded.change()) {
                case Change.Submitted _ -> "submit";
                case Change.Assigned _ -> "assign";
                case Change.Running _ -> "running";
                case Change.Exited _ -> "exit";
                case Change.Ended _, Change.Requeued _ -> "finish";
                case Change.CancelRequested _ -> "cancel";
                case Change.Held _,
                        Change.Released _,
                        Change.ImageArrived _,
                        Change.Starting _,
                        Change.Created _,
                        Change.Bound _,
                        Change.StopAsked _,
                        Change.StopSignalled _,
                        Change.KillSent _,
                        Change.LogsComplete _,
                        Change.Removed _ -> "other";
            };
            CrashPoint.hit(step + side);
        });
    }

    /** Ends after the turn under way; messages that wait are refused. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(10));
        List<Message> left = new ArrayList<>();
        queue.drainTo(left);
        Reply stopped = new Reply.Unavailable(ControlProblems.STOPPING.reason());
        left.forEach(message -> refuse(message, stopped));
    }

    private static void refuse(Message message, Reply reply) {
        switch (message) {
            case Message.Submit submit -> submit.answer().accept(reply);
            case Message.OfJob asked -> asked.answer().accept(reply);
            case Message.Observed _,
                    Message.Listed _,
                    Message.Hint _,
                    Message.Stray _,
                    Message.NodeChanged _,
                    Message.NodeRebooted _,
                    Message.Closed _,
                    Message.Acceptance _,
                    Message.Question _,
                    Message.Tick _ -> {}
        }
    }
}
