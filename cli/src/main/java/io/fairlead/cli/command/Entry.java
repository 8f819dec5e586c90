package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One command in the table of commands.
 *
 * @param name noun and verb, or a noun that stands alone
 * @param alias the short form; empty where there is none
 * @param make empty where the launcher gives it to another program
 */
public record Entry(String name, String alias, String summary, Optional<Supplier<Command>> make) {
    /** A command of this program. */
    public static Entry of(String name, String alias, String summary, Supplier<Command> make) {
        return new Entry(name, alias, summary, Optional.of(make));
    }

    /** A command that the launcher gives to another program. */
    public static Entry elsewhere(String name, String alias, String summary) {
        return new Entry(name, alias, summary, Optional.empty());
    }

    /** What it takes, under the name that was typed. */
    public Flags flags(String typed, Command command) {
        Flags flags = new Flags(typed, summary + ".");
        command.declare(flags);
        return flags;
    }

    /**
     * Does it with these words, as if they had been typed after its name.
     *
     * @return the exit code
     */
    public int run(List<String> words, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Command command = make.orElseThrow(() -> new IllegalStateException(name + " is another program's"))
                .get();
        return command.run(Given.of(flags("fairlead " + name, command), words), session);
    }

    /** The shortest way to type it. */
    public String shortest() {
        return alias.isEmpty() ? name : alias;
    }
}
