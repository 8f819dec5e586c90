package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.Logs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What pretended containers write, their consoles, and the hints that they have ended. For use in real time. */
public final class FakeStreams implements Logs, Consoles {
    private final FakeMachine machine;

    public FakeStreams(FakeMachine machine) {
        this.machine = machine;
    }

    @Override
    public LogReading open(ContainerName name, LogCursor from, boolean follow) {
        return new FakeLog(machine, name, from, follow);
    }

    /** {@code exit CODE} ends with that code; anything else says what it is, and gives back what it reads. */
    @Override
    public Console exec(ContainerName name, Execution execution) throws IOException {
        running(name);
        String words = String.join(" ", execution.command());
        boolean exits = words.matches("exit \\d{1,3}");
        Optional<Integer> ends = exits
                ? Optional.of(Integer.parseInt(words.substring(5)))
                : execution.input() ? Optional.empty() : Optional.of(0);
        return new FakeConsole(exits ? "" : "fake: " + words + "\n", execution.tty(), ends);
    }

    @Override
    public Console attach(ContainerName name) throws IOException {
        running(name);
        return new FakeConsole("", false, Optional.empty());
    }

    @Override
    public void signal(ContainerName name, String signal) throws IOException {
        running(name);
        machine.signal(name, signal);
    }

    @Override
    public boolean hasMore(ContainerName name) {
        return false;
    }

    private void running(ContainerName name) throws FileNotFoundException {
        if (machine.find(name).filter(it -> it.isRunning(machine.now())).isEmpty()) {
            throw new FileNotFoundException(name.text());
        }
    }

    /** A stream of hints for one watcher. */
    public EventStream events() {
        return new EventStream(this::open, FakeStreams::name);
    }

    private InputStream open() {
        return new FakeEvents(machine);
    }

    private static Optional<ContainerName> name(byte[] line) {
        return Optional.of(new ContainerName(new String(line, StandardCharsets.UTF_8)));
    }
}
