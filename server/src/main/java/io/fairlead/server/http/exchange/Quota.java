package io.fairlead.server.http.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many of something for each uid at once. */
public final class Quota {
    private final int most;
    private final Map<Long, Integer> taken = new ConcurrentHashMap<>();

    public Quota(int most) {
        this.most = most;
    }

    public int most() {
        return most;
    }

    /** To be closed, once or more often; empty when all are taken. */
    public Optional<Share> take(long uid) {
        boolean[] granted = {false};
        taken.compute(uid, (_, before) -> {
            int now = before == null ? 0 : before;
            granted[0] = now < most;
            return granted[0] ? Integer.valueOf(now + 1) : before;
        });
        return granted[0] ? Optional.of(new Share(uid)) : Optional.empty();
    }

    public int taken(long uid) {
        return taken.getOrDefault(uid, 0);
    }

    /** One of them. */
    public final class Share implements AutoCloseable {
        private final long uid;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Share(long uid) {
            this.uid = uid;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                taken.computeIfPresent(uid, (_, now) -> now > 1 ? Integer.valueOf(now - 1) : null);
            }
        }
    }
}
