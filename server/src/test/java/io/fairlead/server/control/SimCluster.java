package io.fairlead.server.control;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.engines.fake.FakeEngine;
import io.fairlead.engines.fake.FakeMachine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One machine with its engine, which is away at times. */
final class SimCluster implements Engine {
    private final Node node;
    private final FakeMachine machine;
    private final FakeEngine engine;
    private final Map<ContainerName, Integer> made = new HashMap<>();
    private Optional<SimChance> sick = Optional.empty();
    private boolean down;
    private int boots;
    private boolean bootSeen = true;

    SimCluster(Node node, SimTime time) {
        this.node = node;
        this.machine = FakeMachine.inMemory(time);
        this.engine = new FakeEngine(machine, SimSite.INSTANCE);
    }

    Node node() {
        return node;
    }

    FakeMachine machine() {
        return machine;
    }

    FakeEngine engine() {
        return engine;
    }

    void setDown(boolean now) {
        down = now;
    }

    int boots() {
        return boots;
    }

    void reboot() {
        boots++;
        bootSeen = false;
        machine.reboot();
    }

    boolean bootSeen() {
        return bootSeen;
    }

    void seeBoot() {
        bootSeen = true;
    }

    @Override
    public Listing list() {
        return down ? new Listing.Failed("connection refused") : engine.list();
    }

    @Override
    public Look inspect(ContainerName name) {
        return down ? new Look.Failed("connection refused") : engine.inspect(name);
    }

    @Override
    public Outcome apply(Action action) {
        if (down) {
            return new Outcome.NotExecuted("connection refused");
        }
        if (sick.isPresent() && action instanceof Action.Start && sick.get().chance(0.8)) {
            return new Outcome.NotExecuted("cannot allocate memory");
        }
        boolean isNew = action instanceof Action.Create && engine.inspect(action.name()) instanceof Look.Absent;
        Outcome outcome = engine.apply(action);
        if (isNew && outcome instanceof Outcome.Done) {
            made.merge(action.name(), 1, Integer::sum);
        }
        boolean silent = sick.isPresent() && action instanceof Action.Start;
        return silent ? new Outcome.Unknown("broken pipe") : outcome;
    }

    /** Lists and looks are answered; starts mostly fail, and where one does not, nobody is told. */
    void setSick(SimChance chance) {
        sick = Optional.of(chance);
    }

    void recover() {
        sick = Optional.empty();
    }

    /** Tells containers of one name apart: an engine looks the name up when a call arrives, not when it gets round to it. */
    int made(ContainerName name) {
        return made.getOrDefault(name, 0);
    }
}
