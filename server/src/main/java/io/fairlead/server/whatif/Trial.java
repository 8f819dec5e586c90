package io.fairlead.server.whatif;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.replay.Comparison;
import io.fairlead.simulator.replay.PastJob;
import io.fairlead.simulator.replay.Progress;
import io.fairlead.simulator.replay.Replay;
import io.fairlead.simulator.replay.Replayed;
import io.fairlead.simulator.replay.Terms;
import io.fairlead.wire.api.WhatIfView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A change that is ready to be tried. */
public final class Trial {
    private final Setting setting;
    private final boolean svg;
    private final Semaphore one;

    /**
     * @param before as the site is
     * @param after with the change
     * @param changes for people
     */
    record Setting(Look look, Terms before, Terms after, List<String> changes) {
        Setting {
            changes = List.copyOf(changes);
        }
    }

    Trial(Setting setting, boolean svg, Semaphore one) {
        this.setting = setting;
        this.svg = svg;
        this.one = one;
    }

    /**
     * Plays both, on the thread of whoever asks.
     *
     * @throws ProblemException where another one is being tried
     */
    public WhatIfView run(Progress progress) throws InterruptedException {
        if (!one.tryAcquire()) {
            throw new ProblemException(WhatIfProblems.BUSY.reason());
        }
        try {
            long start = System.nanoTime();
            Look look = setting.look();
            int jobs = look.jobs().size();
            Replayed before = replay(setting.before(), (arrived, of) -> progress.at(arrived, 2 * of));
            Replayed after = replay(setting.after(), (arrived, of) -> progress.at(jobs + arrived, 2 * of));
            Comparison found = Comparison.of(look.jobs(), before, after);
            return new WhatIfViews(setting, before, after, found).view(svg, System.nanoTime() - start);
        } finally {
            one.release();
        }
    }

    /** Figures over time are of the time in which there were jobs. */
    private Replayed replay(Terms terms, Progress progress) throws InterruptedException {
        Look look = setting.look();
        Instant first = look.jobs().stream()
                .map(PastJob::enters)
                .min(Comparator.naturalOrder())
                .orElse(look.since());
        Instant from = first.isAfter(look.since()) ? first : look.since();
        return new Replay(terms, look.jobs(), look.said().all(), from, look.until()).run(progress);
    }
}
