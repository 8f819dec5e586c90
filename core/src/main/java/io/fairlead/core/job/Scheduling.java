package io.fairlead.core.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a job runs and how it may be stopped. Durations are whole seconds.
 *
 * @param interactive start now or be refused
 * @param session held open until it is retired or its time is up, whatever becomes of its command
 * @param minDuration an attempt that has run less is not preempted; empty: the site's policy
 * @param maxDuration stopped at this, counted over all attempts, 1 minute or more; empty: the site's policy
 * @param idleTimeout stopped when it has done nothing for so long, 1 second or more; empty: the site's policy
 * @param restartable exit code 123 asks for the next attempt, and a restart of the machine or a halt gives it
 * @param allowHaltWithoutSignal when it is halted it is killed at once
 * @param gracePeriod between the stop signal and KILL
 * @param window when it may start
 * @param bucket of how many others it may run beside
 * @param priority its class among the jobs of its project
 * @param dependsOn jobs that must have ended before, each named once
 * @param retries for which failures there is another attempt
 * @param array the jobs that are made of it; empty: one
 * @param reservations what is reserved that it may use, by name
 */
public record Scheduling(
        boolean interactive,
        boolean session,
        Optional<Duration> minDuration,
        Optional<Duration> maxDuration,
        Optional<Duration> idleTimeout,
        boolean restartable,
        boolean allowHaltWithoutSignal,
        Duration gracePeriod,
        Window window,
        Optional<Bucket> bucket,
        Priority priority,
        List<Dependency> dependsOn,
        Retries retries,
        Optional<JobArray> array,
        List<String> reservations) {
    public static final Duration GRACE_DEFAULT = Duration.ofSeconds(60);
    public static final Scheduling DEFAULT = new Scheduling(
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            GRACE_DEFAULT,
            Window.ANY,
            Optional.empty(),
            Priority.NORMAL,
            List.of(),
            Retries.NONE,
            Optional.empty(),
            List.of());

    public Scheduling {
        dependsOn = List.copyOf(dependsOn);
        reservations = List.copyOf(reservations);
    }

    /** Whether its owner has said that it may lose its place: only such a job runs over a quota. */
    public boolean mayBePreempted() {
        return restartable || allowHaltWithoutSignal;
    }

    Scheduling stoppedAfter(Duration most) {
        return with(Optional.of(most), array);
    }

    Scheduling arrayed(JobArray members) {
        return with(maxDuration, Optional.of(members));
    }

    private Scheduling with(Optional<Duration> most, Optional<JobArray> members) {
        return new Scheduling(
                interactive,
                session,
                minDuration,
                most,
                idleTimeout,
                restartable,
                allowHaltWithoutSignal,
                gracePeriod,
                window,
                bucket,
                priority,
                dependsOn,
                retries,
                members,
                reservations);
    }
}
