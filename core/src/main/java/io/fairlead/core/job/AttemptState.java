package io.fairlead.core.job;

/** Where one try at running a job stands. HALTED means preempted or halted; a lost container is FAILED. */
public enum AttemptState {
    ASSIGNED,
    STARTING,
    RUNNING,
    MUSTHALT,
    HALTING,
    FINISHED,
    FAILED,
    CANCELLED,
    HALTED;

    /** Whether its container was seen to run, and not yet to have ended. */
    public boolean isRunning() {
        return this == RUNNING || this == MUSTHALT || this == HALTING;
    }

    public boolean isTerminal() {
        return switch (this) {
            case ASSIGNED, STARTING, RUNNING, MUSTHALT, HALTING -> false;
            case FINISHED, FAILED, CANCELLED, HALTED -> true;
        };
    }
}
