package io.fairlead.simulator.queueing;

import java.util.Locale;

/** The policies by the names under which they are asked for. */
public enum QueuePolicy {
    /** First come, first served. */
    FCFS,
    /** The shortest request first. */
    SJF,
    WFP3,
    UNICEP,
    F1,
    EASY,
    EASY_SJBF,
    CONSERVATIVE,
    /** What the server runs. */
    DEFAULT;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether those who wait are told a probable start, which predictions make better. */
    public boolean estimated() {
        return switch (this) {
            case EASY, EASY_SJBF, DEFAULT -> true;
            case FCFS, SJF, WFP3, UNICEP, F1, CONSERVATIVE -> false;
        };
    }

    /** Whether one job is chosen by a score, and everybody waits for it. */
    public boolean scored() {
        return switch (this) {
            case FCFS, SJF, WFP3, UNICEP, F1 -> true;
            case EASY, EASY_SJBF, CONSERVATIVE, DEFAULT -> false;
        };
    }
}
