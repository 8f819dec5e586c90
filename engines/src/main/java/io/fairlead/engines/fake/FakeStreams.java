package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.Logs;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What pretended containers write, and the hints that they have ended. For use in real time. */
public final class FakeStreams implements Logs {
    private final FakeMachine machine;

    public FakeStreams(FakeMachine machine) {
        this.machine = machine;
    }

    @Override
    public LogReading open(ContainerName name, LogCursor from, boolean follow) {
        return new FakeLog(machine, name, from, follow);
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
