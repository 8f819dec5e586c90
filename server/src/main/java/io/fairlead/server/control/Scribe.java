package io.fairlead.server.control;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.server.crash.CrashPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes turns durable in the order in which they were decided, and only then answers and acts. It works beside the thread
 * that decides: while the disk is waited for, the next turn comes about, and turns that wait share one transaction.
 *
 * <p>What was decided after a turn that could not be saved rests on it: from then on everything is refused until
 * {@link #settle}.
 */
final class Scribe {
    /** Turns that may wait; whoever decides more waits, too, so that memory is bounded. */
    private static final int WAITING_MAX = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private final ChangeLog log;
    private final Consumer<Effect> effects;
    private final Consumer<Writer.View> published;
    private final Executor executor;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Decided> waiting = new ArrayList<>();
    private boolean writing;
    private volatile @Nullable Problem failure;

    /** @param view what is published once the turn is durable */
    record Decided(Turn turn, Optional<Writer.View> view) {}

    /**
     * @param effects carries effects out without blocking
     * @param executor runs one task at a time; the caller's own thread makes all of this happen within {@link #take}
     */
    Scribe(ChangeLog log, Consumer<Effect> effects, Consumer<Writer.View> published, Executor executor) {
        this.log = log;
        this.effects = effects;
        this.published = published;
        this.executor = executor;
    }

    /** Takes a turn; waits while too many wait. By one thread at a time. */
    void take(Decided decided) {
        lock.lock();
        try {
            while (waiting.size() >= WAITING_MAX) {
                moved.awaitUninterruptibly();
            }
            waiting.add(decided);
        } finally {
            lock.unlock();
        }
        executor.execute(this::write);
    }

    /** Why what was taken last could not be saved, as far as is known yet. */
    Optional<Problem> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns once everything taken is durable or refused. @return the failure, which is then forgotten */
    Optional<Problem> settle() {
        lock.lock();
        try {
            while (writing || !waiting.isEmpty()) {
                moved.awaitUninterruptibly();
            }
            Optional<Problem> last = failure();
            failure = null;
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        List<Decided> batch = begin();
        try {
            written(batch);
        } finally {
            end();
        }
    }

    private List<Decided> begin() {
        lock.lock();
        try {
            List<Decided> batch = List.copyOf(waiting);
            waiting.clear();
            writing = true;
            moved.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            writing = false;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void written(List<Decided> batch) {
        Problem unsaved = failure;
        if (unsaved == null) {
            unsaved = save(batch).orElse(null);
            failure = unsaved;
        }
        for (Decided decided : batch) {
            if (unsaved == null) {
                told(decided);
            } else {
                decided.turn().refuse(unsaved);
            }
        }
    }

    /** A bug behind one turn's answers must not leave those of the next without theirs. */
    private void told(Decided decided) {
        try {
            decided.view().ifPresent(published);
            decided.turn().answer();
            decided.turn().effects().forEach(effects);
        } catch (RuntimeException bug) {
            LOG.error("a bug: a turn is durable, and not everybody was told", bug);
        }
    }

    private Optional<Problem> save(List<Decided> batch) {
        List<Recorded> changes = new ArrayList<>();
        SequencedMap<JobId, Job> after = new LinkedHashMap<>();
        List<SubmitKey> keys = new ArrayList<>();
        List<UpkeepRecord> upkeep = new ArrayList<>();
        for (Decided decided : batch) {
            upkeep.addAll(decided.turn().upkeep());
            changes.addAll(decided.turn().changes());
            decided.turn().after().forEach(job -> after.put(job.id(), job));
            keys.addAll(decided.turn().keys());
        }
        if (changes.isEmpty() && upkeep.isEmpty()) {
            return Optional.empty();
        }
        points(changes, ".beforeCommit");
        Optional<Problem> problem = saved(() -> log.append(changes, List.copyOf(after.values()), keys, upkeep));
        if (problem.isEmpty()) {
            points(changes, ".afterCommit");
        }
        return problem;
    }

    private static Optional<Problem> saved(Supplier<ChangeLog.Outcome> append) {
        try {
            return switch (append.get()) {
                case ChangeLog.Outcome.Durable _ -> Optional.empty();
                case ChangeLog.Outcome.NothingSaved(Problem problem) -> {
                    LOG.error("nothing saved: {}", problem.message());
                    yield Optional.of(problem);
                }
            };
        } catch (RuntimeException bug) {
            LOG.error("a bug: the store refused a turn", bug);
            return Optional.of(ControlProblems.BUG.reason());
        }
    }

    /** The crash points around a commit, by what the transaction holds. */
    private static void points(List<Recorded> changes, String side) {
        changes.forEach(recorded -> CrashPoint.hit(step(recorded.change()) + side));
    }

    private static String step(Change change) {
        return switch (change) {
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
                    Change.HaltAsked _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.LogsComplete _,
                    Change.Outgrew _,
                    Change.IdleNoted _,
                    Change.WaitNoted _,
                    Change.TimeWarned _,
                    Change.Idled _,
                    Change.FilesFound _,
                    Change.RunRecorded _,
                    Change.Promised _,
                    Change.PromiseBroken _,
                    Change.Clearing _,
                    Change.ClearingVoid _,
                    Change.PullRetried _,
                    Change.Removed _ -> "other";
        };
    }
}
