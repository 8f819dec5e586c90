package io.fairlead.cli.command.limits;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.client.ApiFailure;

/** Shows limits with what is used of them. */
public final class LimitsCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.value("--as", "USER", "about this account, for administrators")
                .flag("-v, --verbose", "also what is bounded for every container alike");
        Output.ofOne(flags);
        flags.footer(
                "A bound on one job refuses what asks for more. A bound on what runs makes a job wait until one of",
                "yours has ended. In brackets stands who set a bound: defaults, group, project or user.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        LimitsView limits = session.server().limits(given.text("--as"));
        Output output = Output.one(given);
        if (output == Output.NAME) {
            session.shell().out().println(limits.user());
        } else if (output.isTable()) {
            new LimitsText(session.shell(), limits).print(given.has("--verbose"));
        } else {
            output.tree(session.shell(), limits);
        }
        return ExitCode.DONE;
    }
}
