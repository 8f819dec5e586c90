package io.fairlead.cli.command.record;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.client.ApiFailure;
import java.util.ArrayList;
import java.util.List;

/** Compares what is kept of jobs. */
final class DiffCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("JOB…", "two jobs or more, the one to compare with first")
                .footer("Exit code 0 where nothing that matters differs, 1 where something does.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        if (given.arguments().size() < 2) {
            throw new WrongUsage("one job alone is given", "give two: fairlead diff JOB OTHER");
        }
        List<RunRecordView> runs = new ArrayList<>();
        for (String job : given.arguments()) {
            runs.add(session.server().runRecord(job));
        }
        new ComparisonText(session.shell()).print(runs);
        return new Comparison(runs).isSame() ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
