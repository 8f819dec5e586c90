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

/** One machine with its engine, which is away at times. */
final class SimCluster implements Engine {
    private final Node node;
    private final FakeMachine machine;
    private final FakeEngine engine;
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
        return down ? new Outcome.NotExecuted("connection refused") : engine.apply(action);
    }
}
