package io.fairlead.cli.command;

import io.fairlead.cli.words.Flags;
import io.fairlead.wire.client.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The table of all commands: every short form is the alias of exactly one noun and verb. */
public final class Commands {
    private static final List<Entry> ALL = List.of(
            job("submit", "submit", "hand in a job definition", SubmitCommand::new),
            job("run", "run", "run a command in an image and follow it", RunCommand::new),
            elsewhere("job check", "check", "judge a definition without handing it in"),
            job("list", "jobs", "list jobs", JobsCommand::new),
            job("show", "show", "show one job in full, or its way through the stages", ShowCommand::new),
            job("why", "why", "say why a job is where it is", WhyCommand::new),
            job("logs", "logs", "print what a job wrote, or follow it", LogsCommand::new),
            job("events", "events", "list what happened to a job", EventsCommand::new),
            job("wait", "wait", "wait for jobs and end as they did", WaitCommand::new),
            job("cancel", "cancel", "end jobs", () -> new ActCommand(ApiClient::cancel)),
            job("hold", "hold", "keep waiting jobs from starting", () -> new ActCommand(ApiClient::hold)),
            job("release", "release", "let held jobs go", () -> new ActCommand(ApiClient::release)),
            job("remove", "rm", "take jobs that have ended out of view", () -> new ActCommand(ApiClient::remove)),
            job("schema", "schema", "print the JSON schema of job definitions", SchemaCommand::new),
            of("node list", "nodes", "list machines and what is free", NodesCommand::new),
            elsewhere("server", "", "run a server; needs no configuration"),
            of("server status", "status", "say how the server is", StatusCommand::new),
            of("server stop", "", "stop the server; running jobs go on", StopCommand::new),
            of("server version", "version", "show the versions of both sides", VersionCommand::new),
            elsewhere("demo", "", "show the whole way on this machine, engine and image included"),
            elsewhere("doctor", "", "look at this machine: engine, groups, space, each with its fix"),
            elsewhere("config check", "", "check the configuration of the server"),
            elsewhere("verify", "", "compare what is recorded with what its history says"),
            elsewhere("simulate", "", "try scheduling on recorded work"),
            of("completion", "", "print what makes a shell complete these words", CompletionCommand::new));

    private Commands() {}

    /**
     * One command.
     *
     * @param name noun and verb, or a noun that stands alone
     * @param alias the short form; empty where there is none
     * @param make empty where the launcher gives it to another program
     */
    public record Entry(String name, String alias, String summary, Optional<Supplier<Command>> make) {
        /** What it takes, under the name that was typed. */
        public Flags flags(String typed, Command command) {
            Flags flags = new Flags(typed, summary + ".");
            command.declare(flags);
            return flags;
        }

        /** The shortest way to type it. */
        public String shortest() {
            return alias.isEmpty() ? name : alias;
        }
    }

    /**
     * What was found at the beginning of a line.
     *
     * @param words how many of the words name it
     */
    public record Found(Entry entry, int words) {}

    private static Entry job(String verb, String alias, String summary, Supplier<Command> make) {
        return of("job " + verb, alias, summary, make);
    }

    private static Entry of(String name, String alias, String summary, Supplier<Command> make) {
        return new Entry(name, alias, summary, Optional.of(make));
    }

    private static Entry elsewhere(String name, String alias, String summary) {
        return new Entry(name, alias, summary, Optional.empty());
    }

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }

    /** The command that these words begin with, the longer name first. */
    public static Optional<Found> find(List<String> words) {
        String first = words.isEmpty() ? "" : words.getFirst();
        String two = words.size() < 2 ? first : first + " " + words.get(1);
        for (Entry entry : ALL) {
            if (words.size() > 1 && entry.name().equals(two)) {
                return Optional.of(new Found(checked(entry, words), 2));
            }
        }
        for (Entry entry : ALL) {
            if (!first.isEmpty() && (entry.alias().equals(first) || entry.name().equals(first))) {
                return Optional.of(new Found(checked(entry, words), 1));
            }
        }
        return Optional.empty();
    }

    /** A check that looks the image up asks the server, and is ours. */
    private static Entry checked(Entry entry, List<String> words) {
        return entry.alias().equals("check") && words.contains("--resolve")
                ? new Entry(entry.name(), entry.alias(), entry.summary(), Optional.of(CheckCommand::new))
                : entry;
    }

    /** Everything that may stand at the beginning of a line. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Entry entry : ALL) {
            if (!entry.alias().isEmpty()) {
                names.add(entry.alias());
            }
            names.add(entry.name());
        }
        return names;
    }
}
