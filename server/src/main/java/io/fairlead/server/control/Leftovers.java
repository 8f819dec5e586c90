package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What attempts that are over leave on engines and hosts, until it is gone. Not remembered over a restart: a container
 * that was left is shown by the next list.
 */
final class Leftovers {
    private final ControlLoop loop;
    private final TreeMap<ContainerName, Leftover> all = new TreeMap<>();

    private record Leftover(Effect.Clear clear, Pursuit pursuit) {}

    Leftovers(ControlLoop loop) {
        this.loop = loop;
    }

    /** The attempt is over: what is left of it goes. */
    void clear(JobId id, Attempt attempt) {
        clear(id, attempt.number(), attempt.placements().getFirst().where().cluster(), attempt.container());
    }

    private void clear(JobId id, int attempt, ClusterId cluster, ContainerName name) {
        Leftover leftover = new Leftover(new Effect.Clear(id, attempt, cluster, name), new Pursuit());
        all.put(name, leftover);
        begin(leftover);
    }

    private void begin(Leftover leftover) {
        leftover.pursuit().begin(leftover.clear());
        loop.effect(leftover.clear());
    }

    void cleared(Observation.Cleared cleared, Instant now) {
        ContainerName name = loop.names().of(cleared.job().text(), cleared.attempt());
        Leftover leftover = all.get(name);
        if (leftover == null) {
            return;
        }
        leftover.pursuit().finished(Effect.Clear.class);
        switch (cleared.outcome()) {
            case Outcome.Done _, Outcome.Rejected _ -> all.remove(name);
            case Outcome.NotExecuted _, Outcome.Unknown _ -> leftover.pursuit().failed(now);
        }
    }

    /** A container of an attempt that the store knows to be over goes; one that the store does not know is left alone. */
    void seen(ClusterId cluster, ContainerView view) {
        Optional<JobId> id = view.job();
        if (id.isPresent()
                && view.attempt() > 0
                && view.name().equals(loop.names().of(id.get().text(), view.attempt()))
                && !all.containsKey(view.name())
                && isOver(id.get(), view.attempt())) {
            clear(id.get(), view.attempt(), cluster, view.name());
        }
    }

    private boolean isOver(JobId id, int attempt) {
        Optional<Job> live = loop.snapshot().job(id);
        if (live.isEmpty()) {
            return loop.hasEver(id);
        }
        return attempt < live.get().attempts()
                || live.get()
                        .attempt()
                        .filter(now -> now.number() == attempt && now.state().isTerminal())
                        .isPresent();
    }

    void tick(Instant now) {
        all.values().stream().filter(leftover -> leftover.pursuit().isFree(now)).forEach(this::begin);
    }

    Optional<Instant> nextWake() {
        return all.values().stream()
                .flatMap(leftover -> leftover.pursuit().wakeAt().stream())
                .min(Instant::compareTo);
    }
}
