package io.fairlead.core.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a job of a test is to be scheduled: {@link Scheduling#DEFAULT}, but for what is said. */
public final class Wished {
    private boolean session;
    private Optional<Duration> minDuration = Optional.empty();
    private Optional<Duration> maxDuration = Optional.empty();
    private Optional<Duration> idleTimeout = Optional.empty();
    private boolean restartable;
    private boolean haltWithoutSignal;
    private Duration grace = Scheduling.GRACE_DEFAULT;
    private Window window = Window.ANY;
    private Optional<Bucket> bucket = Optional.empty();
    private Priority priority = Priority.NORMAL;
    private List<Dependency> dependsOn = List.of();
    private Retries retries = Retries.NONE;
    private Optional<JobArray> array = Optional.empty();
    private List<String> reservations = List.of();

    private Wished() {}

    public static Wished plain() {
        return new Wished();
    }

    public Wished session() {
        session = true;
        return this;
    }

    public Wished atLeast(Duration least) {
        minDuration = Optional.of(least);
        return this;
    }

    public Wished atMost(Duration most) {
        maxDuration = Optional.of(most);
        return this;
    }

    public Wished idleFor(Duration most) {
        idleTimeout = Optional.of(most);
        return this;
    }

    public Wished restartable() {
        restartable = true;
        return this;
    }

    public Wished haltedWithoutSignal() {
        haltWithoutSignal = true;
        return this;
    }

    public Wished grace(Duration period) {
        grace = period;
        return this;
    }

    public Wished within(Window times) {
        window = times;
        return this;
    }

    public Wished in(Optional<Bucket> with) {
        bucket = with;
        return this;
    }

    public Wished as(Priority one) {
        priority = one;
        return this;
    }

    public Wished after(List<Dependency> others) {
        dependsOn = others;
        return this;
    }

    public Wished retrying(Retries wish) {
        retries = wish;
        return this;
    }

    public Wished using(String... names) {
        reservations = List.of(names);
        return this;
    }

    public Wished arrayed(JobArray members) {
        array = Optional.of(members);
        return this;
    }

    public Scheduling scheduling() {
        return new Scheduling(
                false,
                session,
                minDuration,
                maxDuration,
                idleTimeout,
                restartable,
                haltWithoutSignal,
                grace,
                window,
                bucket,
                priority,
                dependsOn,
                retries,
                array,
                reservations);
    }
}
