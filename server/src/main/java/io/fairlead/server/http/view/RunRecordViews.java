package io.fairlead.server.http.view;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.runrecord.Content;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.score.Part;
import io.fairlead.core.score.Score;
import io.fairlead.core.score.Seeds;
import io.fairlead.core.score.Seen;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.jobfile.PipInstalls;
import io.fairlead.wire.json.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Shows what is kept of a job for reproducibility, and the score that is made of it. */
public final class RunRecordViews {
    private static final int MILLI_DIGITS = 3;

    private RunRecordViews() {}

    /** The newest record among the changes of a job. */
    public static Optional<Change.RunRecorded> newest(List<Recorded> changes) {
        return changes.reversed().stream()
                .map(Recorded::change)
                .filter(Change.RunRecorded.class::isInstance)
                .map(Change.RunRecorded.class::cast)
                .findFirst();
    }

    /**
     * @param attempts of the job, oldest first
     * @param now the machine of the recorded attempt as it is now
     */
    public static RunRecordView of(
            Job job, List<Attempt> attempts, Optional<Change.RunRecorded> found, Optional<Surroundings> now) {
        Submission submission = job.submission();
        Optional<RunRecord> record = found.map(Change.RunRecorded::record);
        Optional<Attempt> attempt = found.flatMap(it ->
                attempts.stream().filter(one -> one.number() == it.attempt()).findFirst());
        List<String> installs = List.copyOf(PipInstalls.in(command(submission)));
        return new RunRecordView(
                job.id().text(),
                submission.definition().name(),
                job.state().name(),
                found.map(Change.RunRecorded::attempt).orElse(0),
                submission.rerunOf().map(JobId::text),
                new JsonText(submission.definitionJson()),
                JobViews.image(submission.image()),
                attempt.flatMap(Attempt::exit).map(Exit::code),
                attempt.flatMap(RunRecordViews::ran).map(Duration::toMillis),
                Seeds.of(submission.definition()),
                record.map(RunRecord::surroundings).map(RunRecordViews::ranOn),
                record.flatMap(RunRecord::log).map(RunRecordViews::sum),
                record.flatMap(RunRecord::matched),
                record.map(RunRecord::outputs).orElse(List.of()).stream()
                        .map(RunRecordViews::output)
                        .toList(),
                record.map(RunRecord::code).orElse(List.of()).stream()
                        .map(RunRecordViews::code)
                        .toList(),
                score(Score.of(new Seen(submission, installs, record, now))));
    }

    private static String command(Submission submission) {
        return switch (submission.definition().docker().command()) {
            case Command.ImageDefault() -> "";
            case Command.Exec(List<String> argv) -> String.join(" ", argv);
            case Command.Shell(String script) -> script;
        };
    }

    private static Optional<Duration> ran(Attempt attempt) {
        return attempt.times().exited().map(attempt.times()::ranUntil);
    }

    private static RunRecordView.RanOn ranOn(Surroundings on) {
        return new RunRecordView.RanOn(on.engine(), on.runtime(), on.kernel(), on.driver(), on.cuda(), on.devices());
    }

    private static RunRecordView.Sum sum(Content content) {
        return new RunRecordView.Sum(content.bytes(), content.sha256());
    }

    private static RunRecordView.OutputView output(Output output) {
        return new RunRecordView.OutputView(
                output.path(),
                output.there(),
                output.written(),
                output.content().map(RunRecordViews::sum),
                Optional.of(output.note()).filter(note -> !note.isEmpty()));
    }

    private static RunRecordView.CodeView code(Code code) {
        return new RunRecordView.CodeView(
                code.path(), code.commit(), code.branch(), code.changed().name());
    }

    private static RunRecordView.ScoreView score(Score score) {
        return new RunRecordView.ScoreView(
                of1(score.milli()), part(score.imageImmutability()), part(score.runtimeConsistency()));
    }

    private static RunRecordView.PartView part(Part part) {
        return new RunRecordView.PartView(
                of1(part.milli()),
                part.deductions().stream()
                        .map(it -> new RunRecordView.DeductionView(of1(it.costs()), Finding.of(it.reason())))
                        .toList());
    }

    private static BigDecimal of1(int milli) {
        return BigDecimal.valueOf(milli, MILLI_DIGITS).stripTrailingZeros();
    }
}
