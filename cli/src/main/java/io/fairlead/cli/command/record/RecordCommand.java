package io.fairlead.cli.command.record;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.client.ApiFailure;

/** Shows the run record of a job. */
final class RecordCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.one(given);
        RunRecordView record = session.server().runRecord(given.argument());
        switch (output) {
            case JSON, YAML -> output.tree(session.shell(), record);
            case NAME -> session.shell().out().println(record.job());
            case TABLE, WIDE -> new RecordText(session.shell()).print(record);
        }
        return ExitCode.DONE;
    }
}
