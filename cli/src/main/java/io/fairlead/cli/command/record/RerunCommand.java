package io.fairlead.cli.command.record;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a job again with the same definition and the very same image, one run after the other, and compares. */
final class RerunCommand implements Command {
    private static final int TIMES_MAX = 1000;

    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with")
                .value("--times", "N", "so often, one after the other; 1 without it")
                .flag("--detach", "print the id of the new job and leave it alone")
                .flag("--strict", "end with 1 where anything differs from the first run")
                .footer(JobWords.ownCodes("Of several runs the first code that is not 0."));
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        long times = given.count("--times", 1);
        if (times < 1 || times > TIMES_MAX) {
            throw new WrongUsage("--times " + times + " is outside of 1 to " + TIMES_MAX, "give for example --times 5");
        }
        JobSummary before = session.server().job(given.argument()).job();
        String job = before.id();
        boolean whole = JobWords.isArray(before);
        String member = before.array()
                .flatMap(ArrayView::index)
                .map(index -> "." + index)
                .orElse("");
        if (given.has("--detach")) {
            for (int i = 0; i < times; i++) {
                session.shell().out().println(submitted(session, job).id());
            }
            return ExitCode.DONE;
        }
        List<RunRecordView> runs = new ArrayList<>();
        if (!whole) {
            runs.add(session.server().runRecord(job));
        }
        int code = ExitCode.DONE;
        for (int i = 0; i < times; i++) {
            SubmitResponse made = submitted(session, job);
            session.shell().say("job " + made.id() + " (" + made.name() + "), run " + (i + 1) + " of " + times);
            JobDetail ended = new JobWait(session.server(), session.steady(), made.id()).ended();
            if (ExitCode.of(ended) != ExitCode.DONE) {
                new Complaint(session.shell())
                        .print(ended.job().reason().stream().toList(), Complaint.Place.none());
            }
            code = code == ExitCode.DONE ? ExitCode.of(ended) : code;
            if (!whole) {
                runs.add(session.server().runRecord(made.id() + member));
            }
        }
        if (whole) {
            return code;
        }
        new ComparisonText(session.shell()).print(runs);
        new RecordText(session.shell()).summary(runs.getLast());
        boolean strict = given.has("--strict") && code == ExitCode.DONE && !new Comparison(runs).isSame();
        return strict ? ExitCode.REFUSED : code;
    }

    private static SubmitResponse submitted(Session session, String job) throws ApiFailure, InterruptedException {
        SubmitResponse made = session.server().rerun(job, session.server().newKey());
        new Complaint(session.shell()).print(made.notices(), Complaint.Place.none());
        return made;
    }
}
