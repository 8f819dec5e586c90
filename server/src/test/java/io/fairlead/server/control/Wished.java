package io.fairlead.server.control;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a job of a test is to be scheduled: {@link Scheduling#DEFAULT}, but for what is said. */
public final class Wished {
    private boolean interactive;
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

    Wished interactive() {
        interactive = true;
        return this;
    }

    Wished session() {
        session = true;
        return this;
    }

    Wished atLeast(Duration least) {
        minDuration = Optional.of(least);
        return this;
    }

    Wished atMost(Duration most) {
        maxDuration = Optional.of(most);
        return this;
    }

    public Wished idleFor(Duration most) {
        idleTimeout = Optional.of(most);
        return this;
    }

    Wished restartable() {
        restartable = true;
        return this;
    }

    Wished haltedWithoutSignal() {
        haltWithoutSignal = true;
        return this;
    }

    Wished grace(Duration period) {
        grace = period;
        return this;
    }

    Wished within(Window times) {
        window = times;
        return this;
    }

    Wished in(Bucket with) {
        bucket = Optional.of(with);
        return this;
    }

    Wished as(Priority one) {
        priority = one;
        return this;
    }

    Wished after(Dependency... others) {
        dependsOn = List.of(others);
        return this;
    }

    Wished retrying(Retries wish) {
        retries = wish;
        return this;
    }

    Wished using(String... names) {
        reservations = List.of(names);
        return this;
    }

    Wished arrayed(JobArray members) {
        array = Optional.of(members);
        return this;
    }

    public Scheduling scheduling() {
        return new Scheduling(
                interactive,
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

    /** The same with these members. */
    static Scheduling arrayed(Scheduling wish, JobArray members) {
        return with(wish, Optional.of(members), wish.reservations());
    }

    /** The same with leave to use this. */
    static Scheduling using(Scheduling wish, String reservation) {
        return with(wish, wish.array(), List.of(reservation));
    }

    private static Scheduling with(Scheduling wish, Optional<JobArray> members, List<String> names) {
        return new Scheduling(
                wish.interactive(),
                wish.session(),
                wish.minDuration(),
                wish.maxDuration(),
                wish.idleTimeout(),
                wish.restartable(),
                wish.allowHaltWithoutSignal(),
                wish.gracePeriod(),
                wish.window(),
                wish.bucket(),
                wish.priority(),
                wish.dependsOn(),
                wish.retries(),
                members,
                names);
    }
}
