package io.fairlead.simulator.replay;

/** Is told how far a replay is. */
@FunctionalInterface
public interface Progress {
    /** @param arrived jobs of the past that have arrived, of all */
    void at(int arrived, int of);
}
