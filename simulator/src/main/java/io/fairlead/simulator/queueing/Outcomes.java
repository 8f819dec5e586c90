package io.fairlead.simulator.queueing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** What came of the jobs so far, in the order of their starts. */
final class Outcomes {
    private final List<Outcome> all = new ArrayList<>();
    private final IntConsumer progress;

    /** @param progress told how many there are, at each */
    Outcomes(IntConsumer progress) {
        this.progress = progress;
    }

    void add(Outcome outcome) {
        all.add(outcome);
        progress.accept(all.size());
    }

    int size() {
        return all.size();
    }

    List<Outcome> all() {
        return all;
    }
}
