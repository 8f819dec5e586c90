package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.LogFollow;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.LogPart;
import java.io.IOException;

/** Prints what a job wrote. */
final class LogsCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with")
                .flag("-f, --follow", "go on until the job has ended")
                .flag("--exit-code", "with --follow: end with the job's own exit code")
                .value(
                        "--attempt",
                        "NUMBER",
                        "of this try, counted from 1; without it the newest, and those that follow it")
                .value("--offset", "BYTES", "from this byte on")
                .footer("To a pipe or a file every byte goes as it is; on a terminal without what would control it.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        boolean follow = given.has("--follow");
        if (given.has("--exit-code") && !follow) {
            throw new WrongUsage("--exit-code needs --follow: only a job that has ended has one", "");
        }
        long attempt = given.count("--attempt", 0);
        if (given.has("--attempt") && (attempt == 0 || attempt > Integer.MAX_VALUE)) {
            throw new WrongUsage("--attempt counts from 1", "");
        }
        long offset = given.count("--offset", 0);
        LogPrinter printer = new LogPrinter(session.shell());
        if (!follow) {
            LogPart part = session.server().logs(given.argument(), (int) attempt, offset, printer);
            if (part.attempt() == 0 && part.next() == 0) {
                session.shell().say("no log yet: no try of this job has begun (fairlead why " + given.argument() + ")");
            }
            return ExitCode.DONE;
        }
        String id = session.server().job(given.argument()).job().id();
        Steady steady = session.steady();
        new LogFollow(session.server(), steady, id, offset).to(printer, (int) attempt);
        if (!given.has("--exit-code")) {
            return ExitCode.DONE;
        }
        JobDetail job = new JobWait(session.server(), steady, id).ended();
        return ExitCode.of(job);
    }
}
