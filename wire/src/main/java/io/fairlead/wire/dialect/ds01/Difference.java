package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.Limits;
import io.fairlead.wire.jobfile.keys.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Where two sets of limits allow different amounts, in words. */
final class Difference {
    private final List<String> words = new ArrayList<>();

    private Difference() {}

    /** {@code GPUs 1 → 4, memory 32 GiB → 128 GiB}; empty where there is none. */
    static String words(Limits before, Limits after) {
        Difference difference = new Difference();
        difference.one("GPUs", before.user().gpus(), after.user().gpus(), Object::toString);
        difference.one("GPUs of a container", before.job().gpus(), after.job().gpus(), Object::toString);
        difference.one("CPUs of a container", before.job().cpus(), after.job().cpus(), Object::toString);
        difference.one(
                "memory of a container", before.job().memory(), after.job().memory(), Object::toString);
        difference.one("shared memory", before.job().shm(), after.job().shm(), Object::toString);
        difference.one("run time", before.job().runTime(), after.job().runTime(), Durations::text);
        difference.one("idle time", before.job().idle(), after.job().idle(), Durations::text);
        difference.one("CPUs", before.user().cpus(), after.user().cpus(), Object::toString);
        difference.one("memory", before.user().memory(), after.user().memory(), Object::toString);
        difference.one("containers", before.user().containers(), after.user().containers(), Object::toString);
        return String.join(", ", difference.words);
    }

    private <T extends Comparable<T>> void one(
            String what, Bound<T> before, Bound<T> after, Function<T, String> shown) {
        if (!before.most().equals(after.most())) {
            words.add(what + " " + before.most().map(shown).orElse("unlimited") + " → "
                    + after.most().map(shown).orElse("unlimited"));
        }
    }

    static String words(Bound<Duration> time) {
        return time.most().map(Durations::text).orElse("unlimited");
    }
}
