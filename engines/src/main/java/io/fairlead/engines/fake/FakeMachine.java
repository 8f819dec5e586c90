package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.ContainerSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What stands behind a {@link FakeEngine}, as blunt as a real engine is: starting what has ended runs it once more. Also
 * the place where things happen to containers without anybody's asking. Times are cut to microseconds.
 */
public final class FakeMachine {
    /** The code of a container that the end of its machine ended. */
    private static final int LOST = 255;

    private final TreeMap<String, FakeContainer> containers = new TreeMap<>();
    private final TreeMap<String, Integer> runs = new TreeMap<>();
    private final FakeFolder folder;
    private final InstantSource clock;

    private FakeMachine(InstantSource clock, FakeFolder folder) {
        this.clock = clock;
        this.folder = folder;
        folder.load().forEach(container -> {
            containers.put(container.name(), container);
            runs.put(container.name(), container.runs());
        });
    }

    /** A machine that forgets everything with its process. */
    public static FakeMachine inMemory(InstantSource clock) {
        return new FakeMachine(clock, FakeFolder.NONE);
    }

    /**
     * A machine whose containers go on while no process has it open: a file each in this folder, which is made.
     *
     * @throws java.io.UncheckedIOException where the folder cannot be read or written
     */
    public static FakeMachine in(Path directory, InstantSource clock) {
        return new FakeMachine(clock, FakeFolder.at(directory));
    }

    /** How often the container of this name was ever started here, whether or not it is still there. */
    public synchronized int runs(ContainerName name) {
        return runs.getOrDefault(name.text(), 0);
    }

    /** Removes a container whatever it does, as somebody with access to the engine could. */
    public synchronized void vanish(ContainerName name) {
        remove(name.text());
    }

    /** The machine stops and comes back: whatever ran has ended, and everything is still there. */
    public synchronized void reboot() {
        Instant now = now();
        for (FakeContainer container : List.copyOf(containers.values())) {
            if (container.isRunning(now)) {
                put(container.ended(now, LOST));
            }
        }
    }

    synchronized Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    synchronized Optional<FakeContainer> find(ContainerName name) {
        return Optional.ofNullable(containers.get(name.text()));
    }

    synchronized List<FakeContainer> all() {
        return new ArrayList<>(containers.values());
    }

    /** The container of this name: the one that was there, or else a new one. */
    synchronized FakeContainer make(ContainerSpec spec, Script script) {
        FakeContainer there = containers.get(spec.name().text());
        if (there != null) {
            return there;
        }
        FakeContainer made = FakeContainer.made(spec.name().text(), spec.labels(), script);
        put(made);
        return made;
    }

    /** Starts it unless it runs, also where it has run before; whether it is there at all. */
    public synchronized boolean start(ContainerName name) {
        Instant now = now();
        return change(name, container -> {
            if (container.isRunning(now)) {
                return container;
            }
            runs.merge(container.name(), 1, Integer::sum);
            return container.started(now);
        });
    }

    /** Signals it if it runs; whether it does. */
    synchronized boolean signal(ContainerName name, String signal) {
        Instant now = now();
        return find(name).filter(container -> container.isRunning(now)).isPresent()
                && change(name, container -> container.signalled(signal, now));
    }

    /** Removes it unless it runs; whether it is gone. */
    synchronized boolean discard(ContainerName name) {
        boolean runsNow =
                find(name).filter(container -> container.isRunning(now())).isPresent();
        if (!runsNow) {
            remove(name.text());
        }
        return !runsNow;
    }

    private boolean change(ContainerName name, UnaryOperator<FakeContainer> step) {
        Optional<FakeContainer> found = find(name);
        found.map(step).ifPresent(this::put);
        return found.isPresent();
    }

    private void put(FakeContainer container) {
        if (!container.equals(containers.put(container.name(), container))) {
            folder.keep(container);
        }
    }

    private void remove(String name) {
        if (containers.remove(name) != null) {
            folder.forget(name);
        }
    }
}
