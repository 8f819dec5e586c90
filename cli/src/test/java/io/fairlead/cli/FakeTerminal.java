package io.fairlead.cli;

import io.fairlead.cli.show.Terminal;
import io.fairlead.wire.terminal.TerminalSize;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class FakeTerminal implements Terminal {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile Optional<TerminalSize> size = Optional.of(new TerminalSize(24, 80));

    @Override
    public void raw() {
        told.add("raw");
    }

    @Override
    public void restore() {
        told.add("restore");
    }

    @Override
    public Optional<TerminalSize> size() {
        return size;
    }
}
