package io.fairlead.server.images;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers of the world, kept for a short while. Of all who ask the same at a time one question goes out, on a thread of its
 * own, so that nobody's impatience ends it for the others.
 */
final class SharedAnswers<K, V> {
    private final ConcurrentHashMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final long life;
    private final int most;
    private final Predicate<V> worthKeeping;
    private final LongSupplier nanos;

    /** A question under way, or its answer. */
    private static final class Kept<V> {
        final CompletableFuture<V> answer = new CompletableFuture<>();
        volatile long answeredAt;
    }

    /**
     * @param life of an answer, from when it came
     * @param most answers kept at a time
     * @param worthKeeping false for an answer that only those who wait for it get
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    SharedAnswers(Duration life, int most, Predicate<V> worthKeeping, LongSupplier nanos) {
        this.life = life.toNanos();
        this.most = most;
        this.worthKeeping = worthKeeping;
        this.nanos = nanos;
    }

    /**
     * @param question may block; must end by itself
     * @throws TimeoutException where the answer is not there in time; it may be at the next call
     */
    V ask(K key, Supplier<V> question, Duration patience) throws InterruptedException, TimeoutException {
        Kept<V> entry = entry(key, question);
        try {
            V now = entry.answer.getNow(null);
            return now != null ? now : entry.answer.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Kept<V> entry(K key, Supplier<V> question) {
        while (true) {
            Kept<V> there = kept.get(key);
            if (there != null && isFresh(there)) {
                return there;
            }
            Kept<V> mine = new Kept<>();
            boolean placed = there == null ? kept.putIfAbsent(key, mine) == null : kept.replace(key, there, mine);
            if (placed) {
                bound(mine);
                Thread.ofVirtual().name("images-question").start(() -> answer(key, mine, question));
                return mine;
            }
        }
    }

    private boolean isFresh(Kept<V> entry) {
        return !entry.answer.isDone() || nanos.getAsLong() - entry.answeredAt < life;
    }

    private void answer(K key, Kept<V> entry, Supplier<V> question) {
        try {
            V answer = question.get();
            entry.answeredAt = nanos.getAsLong();
            if (!worthKeeping.test(answer)) {
                kept.remove(key, entry);
            }
            entry.answer.complete(answer);
        } catch (RuntimeException bug) {
            kept.remove(key, entry);
            entry.answer.completeExceptionally(bug);
        }
    }

    /** Makes room: what is stale first, then anything that nobody waits for. */
    private void bound(Kept<V> but) {
        if (kept.size() > most) {
            kept.values().removeIf(it -> !isFresh(it));
        }
        if (kept.size() > most) {
            kept.values().removeIf(it -> it != but && it.answer.isDone());
        }
    }

    /** Forgets all answers; a question under way is asked again by the next who needs it. */
    void forget() {
        kept.clear();
    }
}
