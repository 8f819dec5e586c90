package io.fairlead.cli.command;

import io.fairlead.cli.show.LogFilter;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.client.LogSink;
import java.io.IOException;

/** Passes a log on: byte for byte, or made fit for a terminal. */
public final class LogPrinter implements LogSink {
    private final Shell shell;
    private LogFilter filter = new LogFilter();

    public LogPrinter(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void attempt(int number) {
        filter = new LogFilter();
        if (number > 1) {
            shell.say("what follows is try " + number);
        }
    }

    @Override
    public void bytes(byte[] from, int offset, int length) throws IOException {
        if (shell.tty().out()) {
            shell.out().print(filter.next(from, offset, length));
        } else {
            shell.out().write(from, offset, length);
        }
        shell.out().flush();
        if (shell.out().checkError()) {
            throw new IOException("nobody reads the output any more");
        }
    }
}
