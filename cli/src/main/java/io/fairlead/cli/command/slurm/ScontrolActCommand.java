package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;

/** {@code scontrol hold} and {@code release}: all of them tried, and nothing said where that went well. */
final class ScontrolActCommand implements Command {
    private final Deed deed;

    ScontrolActCommand(Deed deed) {
        this.deed = deed;
    }

    /** What is done to one job. */
    interface Deed {
        ActionResponse to(ApiClient server, String job) throws ApiFailure, InterruptedException;
    }

    @Override
    public void declare(Flags flags) {
        flags.several("NUMBER…", "numbers of your jobs, members of arrays as 55_3 or 55_[1-3,7]");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        int code = ExitCode.DONE;
        for (String number : Numbers.each(given.arguments())) {
            try {
                deed.to(session.server(), Numbers.name(number));
            } catch (ApiRefusal e) {
                Failure failure = Numbers.failure(e, number);
                failure.tell(session.shell());
                code = Math.max(code, failure.code());
            }
        }
        return code;
    }
}
