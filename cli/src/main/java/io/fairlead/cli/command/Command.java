package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;

/** One command. */
public interface Command {
    /** Says what it takes. */
    void declare(Flags flags);

    /**
     * Does it.
     *
     * @return the exit code
     * @throws IOException where its own output is no longer read
     */
    int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException;
}
