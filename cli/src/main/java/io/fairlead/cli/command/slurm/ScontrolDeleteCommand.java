package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint.Place;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.util.List;

/** {@code scontrol delete}: lets everybody use again what is reserved. */
final class ScontrolDeleteCommand implements Command {
    private static final String KEY = "ReservationName";

    @Override
    public void declare(Flags flags) {
        flags.several(KEY + "=NAME", "as scontrol show reservation has it")
                .footer("For administrators. Jobs that run in it go on.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        var words = new ScontrolWords("delete", given.arguments());
        String name = words.needed(KEY, "write " + KEY + "=NAME");
        words.others(List.of(KEY));
        if (!words.findings().isEmpty()) {
            throw Failure.wrong(words.findings(), Place.none());
        }
        session.server().unreserve(name);
        return ExitCode.DONE;
    }
}
