package io.fairlead.core.job;

/** Who or what made a change. */
public sealed interface Actor {
    /** The owner of the job, or somebody allowed to act for them. */
    record User(long uid) implements Actor {}

    record Admin(long uid) implements Actor {}

    record Scheduler() implements Actor {}

    record Engine() implements Actor {}

    record Clock() implements Actor {}

    /** One lower-case word, as events show it. */
    default String kind() {
        return switch (this) {
            case User _ -> "user";
            case Admin _ -> "admin";
            case Scheduler _ -> "scheduler";
            case Engine _ -> "engine";
            case Clock _ -> "clock";
        };
    }
}
