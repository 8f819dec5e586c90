package io.fairlead.server.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The attacker of the race tests: exchanges two names with each other, as fast as the kernel can. */
public final class Swapper implements AutoCloseable {
    private static final long AT_FDCWD = -100;
    private static final long RENAME_EXCHANGE = 2;

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicLong swaps = new AtomicLong();
    private final Thread thread;

    public Swapper(Path one, Path other) {
        thread = Thread.ofPlatform().daemon(true).start(() -> swap(one.toString(), other.toString()));
    }

    /** How often the names changed places so far. */
    public long swaps() {
        return swaps.get();
    }

    @Override
    public void close() {
        going.set(false);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void swap(String one, String other) {
        try (Arena arena = Arena.ofConfined()) {
            long a = Kernel.text(arena, one).address();
            long b = Kernel.text(arena, other).address();
            while (going.get()) {
                Kernel.call(Call.RENAMEAT2, one, AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
                swaps.incrementAndGet();
            }
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }
}
