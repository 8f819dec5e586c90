package io.fairlead.cli.command;

import io.fairlead.wire.client.ApiClient;
import java.util.List;
import java.util.function.Supplier;

/** The commands of this room, and those of other programs. A room beneath keeps a list of its own. */
public final class OwnCommands {
    private static final List<Entry> ALL = List.of(
            job("submit", "submit", "hand in a job definition", SubmitCommand::new),
            job("run", "run", "run a command in an image and follow it", RunCommand::new),
            Entry.elsewhere("job check", "check", "judge a definition without handing it in"),
            job("list", "jobs", "list jobs", JobsCommand::new),
            job("show", "show", "show one job in full, or its way through the stages", ShowCommand::new),
            job("why", "why", "say why a job is where it is", WhyCommand::new),
            job("logs", "logs", "print what a job wrote, or follow it", LogsCommand::new),
            job("events", "events", "list what happened to a job", EventsCommand::new),
            job("exec", "exec", "run a further command in a job's container, or a shell", ExecCommand::new),
            job("attach", "attach", "join the terminal of a job's own command", AttachCommand::new),
            job("wait", "wait", "wait for jobs and end as they did", WaitCommand::new),
            job("cancel", "cancel", "end jobs", () -> new ActCommand(ApiClient::cancel)),
            job(
                    "halt",
                    "halt",
                    "take their places from jobs; restartable ones wait again",
                    () -> new ActCommand(ApiClient::halt)),
            job("hold", "hold", "keep waiting jobs from starting", () -> new ActCommand(ApiClient::hold)),
            job("release", "release", "let held jobs go", () -> new ActCommand(ApiClient::release)),
            job("remove", "rm", "take jobs that have ended out of view", () -> new ActCommand(ApiClient::remove)),
            job("schema", "schema", "print the JSON schema of job definitions", SchemaCommand::new),
            Entry.elsewhere("server", "", "run a server; needs no configuration"),
            Entry.of("server status", "status", "say how the server is", StatusCommand::new),
            Entry.of("server stop", "", "stop the server; running jobs go on", StopCommand::new),
            Entry.of("server version", "version", "show the versions of both sides", VersionCommand::new),
            Entry.elsewhere("demo", "", "show the whole way on this machine, engine and image included"),
            Entry.elsewhere("doctor", "", "look at this machine: engine, groups, space, each with its fix"),
            Entry.elsewhere("config check", "", "check the configuration of the server"),
            Entry.elsewhere("verify", "", "compare what is recorded with what its history says"),
            Entry.elsewhere("simulate", "", "try scheduling on recorded work"));

    private OwnCommands() {}

    private static Entry job(String verb, String alias, String summary, Supplier<Command> make) {
        return Entry.of("job " + verb, alias, summary, make);
    }

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }

    /** The check that looks the image up, which is a request and not another program's. */
    public static Entry checkWithServer() {
        return job("check", "check", "judge a definition without handing it in", CheckCommand::new);
    }
}
