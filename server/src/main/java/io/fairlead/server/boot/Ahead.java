package io.fairlead.server.boot;

import io.fairlead.core.problem.ProblemException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something to be read that is begun before anybody asks for it, on a thread of its own, beside the rest of a start. The
 * first to ask waits for that; whoever asks later gets it read anew.
 */
final class Ahead<T> implements Supplier<T> {
    private final Supplier<T> source;
    private final AtomicReference<@Nullable FutureTask<T>> begun;

    private Ahead(Supplier<T> source, FutureTask<T> begun) {
        this.source = source;
        this.begun = new AtomicReference<>(begun);
    }

    static <T> Ahead<T> of(String name, Supplier<T> source) {
        FutureTask<T> task = new FutureTask<>(source::get);
        // Not a virtual one: what is read natively would keep its carrier from everybody else.
        Thread.ofPlatform().daemon().name(name).start(task);
        return new Ahead<>(source, task);
    }

    /** @throws ProblemException where it cannot be read */
    @Override
    public T get() {
        FutureTask<T> task = begun.getAndSet(null);
        if (task == null) {
            return source.get();
        }
        try {
            return task.get();
        } catch (ExecutionException _) {
            // Read again by the one who asks, so that what is wrong is said where it is asked for.
            return source.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return source.get();
        }
    }
}
