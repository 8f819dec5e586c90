package io.fairlead.engines.fake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The names of containers that ended since it was opened, one to a line; a read waits for the next. */
final class FakeEvents extends InputStream {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final FakeMachine machine;
    private final CountDownLatch closed = new CountDownLatch(1);
    private SortedSet<String> known;
    private byte[] line = new byte[0];
    private int at;

    FakeEvents(FakeMachine machine) {
        this.machine = machine;
        this.known = ended();
    }

    private SortedSet<String> ended() {
        Instant now = machine.now();
        SortedSet<String> names = new TreeSet<>();
        machine.all().stream()
                .filter(container -> container.hasEnded(now))
                .forEach(container -> names.add(container.name()));
        return names;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == line.length) {
            if (!pause()) {
                throw new IOException("closed");
            }
            SortedSet<String> now = ended();
            SortedSet<String> fresh = new TreeSet<>(now);
            fresh.removeAll(known);
            line = lines(fresh);
            at = 0;
            known = now;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, count);
        at += count;
        return count;
    }

    private static byte[] lines(SortedSet<String> names) {
        return names.isEmpty() ? new byte[0] : (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private boolean pause() {
        try {
            return !closed.await(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
