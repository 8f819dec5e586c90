package io.fairlead.cli.command.ds01;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.image.ImageCommands;
import io.fairlead.cli.command.session.SessionCommands;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The commands that do the work. */
final class Ours {
    private Ours() {}

    /** @param name noun and verb */
    static int run(String name, List<String> words, Session session)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Entry entry = Stream.concat(SessionCommands.all().stream(), ImageCommands.all().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no command " + name));
        return entry.run(words, session);
    }
}
