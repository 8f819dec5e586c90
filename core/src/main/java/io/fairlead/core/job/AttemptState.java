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

    public boolean isTerminal() {
        return switch (this) {
            case ASSIGNED, STARTING, RUNNING, MUSTHALT, HALTING -> false;
            case FINISHED, FAILED, CANCELLED, HALTED -> true;
        };
    }
}
