package io.fairlead.core.job;

import java.util.EnumSet;
import java.util.Set;

/** Where a job stands. The edges are those of the state diagram in the documentation; terminal states never change. */
public enum JobState {
    ONHOLD,
    QUEUED,
    ASSIGNED,
    STARTING,
    RUNNING,
    MUSTHALT,
    HALTING,
    FINISHED,
    FAILED,
    CANCELLED;

    public boolean isTerminal() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }

    /** Whether devices, CPUs and memory may be held in this state. */
    public boolean isPlaced() {
        return switch (this) {
            case ASSIGNED, STARTING, RUNNING, MUSTHALT, HALTING -> true;
            case ONHOLD, QUEUED, FINISHED, FAILED, CANCELLED -> false;
        };
    }

    /** The states that may follow; empty for a terminal state. */
    public Set<JobState> next() {
        return switch (this) {
            case ONHOLD -> EnumSet.of(QUEUED, FAILED, CANCELLED);
            case QUEUED -> EnumSet.of(ONHOLD, ASSIGNED, FAILED, CANCELLED);
            case ASSIGNED -> EnumSet.of(STARTING, QUEUED, FAILED, CANCELLED);
            case STARTING -> EnumSet.of(RUNNING, QUEUED, FINISHED, FAILED, CANCELLED);
            case RUNNING -> EnumSet.of(MUSTHALT, QUEUED, FINISHED, FAILED, CANCELLED);
            case MUSTHALT -> EnumSet.of(HALTING, QUEUED, FINISHED, FAILED, CANCELLED);
            case HALTING -> EnumSet.of(QUEUED, FINISHED, FAILED, CANCELLED);
            case FINISHED, FAILED, CANCELLED -> EnumSet.noneOf(JobState.class);
        };
    }
}
