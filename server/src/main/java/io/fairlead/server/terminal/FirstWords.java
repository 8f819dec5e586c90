package io.fairlead.server.terminal;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine and its consoles, where containers that take input are listened to from before their start: what a program
 * says first, a prompt above all, is there for whoever joins it a moment later. An engine shows it to nobody who comes
 * after it was written.
 */
public final class FirstWords implements Engine, Consoles {
    private static final Logger LOG = LoggerFactory.getLogger(FirstWords.class);

    private final Engine engine;
    private final Consoles consoles;
    private final Set<ContainerName> expected = ConcurrentHashMap.newKeySet();
    private final Map<ContainerName, HeldConsole> held = new ConcurrentHashMap<>();

    public FirstWords(Engine engine, Consoles consoles) {
        this.engine = engine;
        this.consoles = consoles;
    }

    @Override
    public Listing list() {
        return engine.list();
    }

    @Override
    public Look inspect(ContainerName name) {
        return engine.inspect(name);
    }

    @Override
    public Outcome apply(Action action) {
        switch (action) {
            case Action.Create(var spec) when spec.process().stdin() -> expected.add(spec.name());
            case Action.Start(ContainerName name) when expected.remove(name) -> listen(name);
            case Action.Remove(ContainerName name) -> forget(name);
            case Action.Create _, Action.Start _, Action.Signal _ -> {
                // Nobody will want to hear of it.
            }
        }
        return engine.apply(action);
    }

    private void listen(ContainerName name) {
        try {
            held.put(name, new HeldConsole(consoles.attach(name)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the first words of {} will not be heard: {}", name, e.getMessage());
        }
    }

    private void forget(ContainerName name) {
        expected.remove(name);
        HeldConsole console = held.remove(name);
        if (console != null && console.take()) {
            console.close();
        }
    }

    @Override
    public Console exec(ContainerName name, Execution execution) throws IOException {
        return consoles.exec(name, execution);
    }

    @Override
    public Console attach(ContainerName name) throws IOException {
        HeldConsole first = held.remove(name);
        return first != null && first.take() ? first : consoles.attach(name);
    }

    @Override
    public void signal(ContainerName name, String signal) throws IOException {
        consoles.signal(name, signal);
    }

    @Override
    public boolean hasMore(ContainerName name) throws IOException {
        return consoles.hasMore(name);
    }
}
