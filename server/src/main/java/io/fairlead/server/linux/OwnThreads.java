package io.fairlead.server.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs an errand on a platform thread of its own, which ends with it.
 *
 * <p>Two reasons. Credentials towards files (fsuid, fsgid, groups, umask) belong to a thread, so a thread that had
 * someone's must not do anyone else's work afterwards, and the carrier of a virtual thread must never have them. And a
 * call that touches a user's storage or the name service may hang in the kernel for ever: then only this thread does.
 *
 * <p>The outcome is handed over by the thread's end, not by a future: waking a virtual thread from here could make its
 * scheduler start a carrier, which would inherit what this thread has.
 */
public final class OwnThreads {
    private final Semaphore free;
    private final Duration deadline;

    /**
     * @param atMost threads at once, hung ones included; one more is refused with EAGAIN
     * @param deadline how long a caller waits; then it gets ETIMEDOUT and the errand is left to itself
     */
    public OwnThreads(int atMost, Duration deadline) {
        this.free = new Semaphore(atMost);
        this.deadline = deadline;
    }

    /** What is to be done. A result that nobody waits for any more is closed, if it is closeable. */
    @FunctionalInterface
    public interface Errand<T> {
        T run(OwnThread self) throws IOException;
    }

    /**
     * Runs the errand and waits for it.
     *
     * @param name the thread's name, for whoever reads a thread dump or an error
     * @throws LinuxException EAGAIN where too many run, ETIMEDOUT at the deadline
     * @throws IOException what the errand threw
     */
    public <T> T call(String name, Errand<T> errand) throws IOException, InterruptedException {
        if (!free.tryAcquire()) {
            throw new LinuxException("thread", name, Errno.EAGAIN.number());
        }
        var work = new Work<T>(errand, free);
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon(true)
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            free.release();
            throw new LinuxException("thread", name, Errno.EAGAIN.number());
        }
        try {
            if (!thread.join(deadline) && work.abandon()) {
                throw new LinuxException("wait", name, Errno.ETIMEDOUT.number());
            }
        } catch (InterruptedException e) {
            work.abandon();
            throw e;
        }
        return work.result();
    }

    private sealed interface Outcome<T> {
        record Value<T>(T value) implements Outcome<T> {}

        record Failure<T>(Throwable cause) implements Outcome<T> {}

        record Abandoned<T>() implements Outcome<T> {}
    }

    private static final class Work<T> implements Runnable {
        private final Errand<T> errand;
        private final Semaphore free;
        private final AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();

        Work(Errand<T> errand, Semaphore free) {
            this.errand = errand;
            this.free = free;
        }

        @Override
        @SuppressWarnings("CatchingUnchecked")
        public void run() {
            try {
                T value = errand.run(new OwnThread());
                if (!outcome.compareAndSet(null, new Outcome.Value<>(value))) {
                    close(value);
                }
            } catch (Throwable e) {
                outcome.compareAndSet(null, new Outcome.Failure<>(e));
            } finally {
                free.release();
            }
        }

        boolean abandon() {
            if (outcome.compareAndSet(null, new Outcome.Abandoned<>())) {
                return true;
            }
            return false;
        }

        T result() throws IOException {
            return switch (outcome.get()) {
                case Outcome.Value<T>(T value) -> value;
                case Outcome.Failure<T>(IOException cause) -> throw cause;
                case Outcome.Failure<T>(Error cause) -> throw cause;
                case Outcome.Failure<T>(RuntimeException cause) -> throw cause;
                case Outcome.Failure<T>(Throwable cause) -> throw new IllegalStateException(cause);
                case Outcome.Abandoned<T>() -> throw new IllegalStateException("abandoned, then asked for");
                case null -> throw new IllegalStateException("ended without an outcome");
            };
        }

        private static void close(Object value) throws Exception {
            if (value instanceof AutoCloseable open) {
                open.close();
            }
        }
    }
}
