package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.LogFollow;
import io.fairlead.cli.ask.LogTail;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.LogPrinter;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;

/** What a job wrote, by its name, as Docker and Run:AI say it. */
public final class NamedLogsCommand implements Command {
    private static final String TAIL = "--tail";

    private final String what;
    private final String tailLetter;

    /**
     * @param what a container or a job, as their users call it
     * @param tailLetter the short form of {@code --tail}
     */
    public NamedLogsCommand(String what, String tailLetter) {
        this.what = what;
        this.tailLetter = tailLetter;
    }

    @Override
    public void declare(Flags flags) {
        flags.argument(what, "its name or its id")
                .flag("-f, --follow", "go on until it has ended")
                .value(tailLetter + ", " + TAIL, "COUNT", "the last lines alone; all, or -1, for all");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        String job = Containers.found(session, given.argument()).job().id();
        String tail = given.text(TAIL, "all");
        boolean all = tail.equals("all") || tail.equals("-1");
        long offset = all ? 0 : LogTail.offset(session.server(), job, 0, given.count(TAIL, 0));
        LogPrinter printer = new LogPrinter(session.shell());
        if (given.has("--follow")) {
            new LogFollow(session.server(), session.steady(), job, offset).to(printer, 0);
        } else {
            session.server().logs(job, 0, offset, printer);
        }
        return ExitCode.DONE;
    }
}
