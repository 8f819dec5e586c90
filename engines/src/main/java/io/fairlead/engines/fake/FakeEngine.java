package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An engine that runs nothing: its containers pretend what their variables say ({@link Script}), in the time of whatever
 * clock its machine is given. What it answers is what the Docker adapter answers. Any number of threads may call it.
 */
public final class FakeEngine implements Engine {
    private final FakeMachine machine;
    private final String instance;

    /** @param instance the whole instance id; only containers that carry it are seen in lists */
    public FakeEngine(FakeMachine machine, String instance) {
        this.machine = machine;
        this.instance = instance;
    }

    @Override
    public Listing list() {
        Instant now = machine.now();
        List<ContainerView> ours = machine.all().stream()
                .filter(container -> instance.equals(container.labels().get(ReservedLabels.INSTANCE)))
                .map(container -> container.view(now))
                .toList();
        return new Listing.Complete(ours);
    }

    @Override
    public Look inspect(ContainerName name) {
        Instant now = machine.now();
        return machine.find(name)
                .<Look>map(container -> new Look.Found(container.view(now)))
                .orElseGet(Look.Absent::new);
    }

    @Override
    public Outcome apply(Action action) {
        return switch (action) {
            case Action.Create(ContainerSpec spec) -> create(spec);
            case Action.Start(ContainerName name) -> start(name);
            case Action.Signal(ContainerName name, String signal) ->
                machine.signal(name, signal)
                        ? new Outcome.Done()
                        : new Outcome.Unknown("there is no container " + name + " that runs");
            case Action.Remove(ContainerName name) ->
                machine.discard(name)
                        ? new Outcome.Done()
                        : new Outcome.NotExecuted("cannot remove the running container " + name);
        };
    }

    private Outcome create(ContainerSpec spec) {
        if (!instance.equals(spec.labels().get(ReservedLabels.INSTANCE))) {
            throw new IllegalStateException("a container of another instance: " + spec.labels());
        }
        Script script;
        try {
            Script pretended = Script.of(spec.process().environment());
            script = isHeldOpen(spec) ? pretended.heldOpen() : pretended;
        } catch (ProblemException e) {
            return new Outcome.Rejected(e.problems().getFirst());
        }
        Optional<Problem> told = script.failCreate().map(words -> FakeProblems.CREATE.reason("words", words));
        if (told.isPresent()) {
            return new Outcome.Rejected(told.get());
        }
        return machine.make(spec, script).isSameAttempt(spec.labels())
                ? new Outcome.Done()
                : new Outcome.Rejected(FakeProblems.NAME_TAKEN.reason("name", spec.name()));
    }

    private static boolean isHeldOpen(ContainerSpec spec) {
        return spec.process()
                .command()
                .filter(words -> words.getFirst().equals(ContainerPlan.HOLD))
                .isPresent();
    }

    /** Looks first, since starting what has ended would run it once more. */
    private Outcome start(ContainerName name) {
        Optional<FakeContainer> found = machine.find(name);
        if (found.isEmpty()) {
            return new Outcome.NotExecuted("there is no container " + name);
        }
        Optional<String> told = found.get().script().failStart();
        if (told.isPresent()) {
            return new Outcome.Rejected(FakeProblems.START.reason("words", told.get()));
        }
        if (found.get().startedAt().isEmpty()) {
            machine.start(name);
        }
        return new Outcome.Done();
    }
}
