package io.fairlead.server.monitor;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells readers that a log grew. It holds no bytes, so a slow reader costs nobody anything. */
final class Growth {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grew = lock.newCondition();
    private long times;

    long times() {
        lock.lock();
        try {
            return times;
        } finally {
            lock.unlock();
        }
    }

    void grew() {
        lock.lock();
        try {
            times++;
            grew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it has grown more often than {@code known}, or the time is up. */
    void await(long known, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (times <= known && left > 0) {
                left = grew.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
