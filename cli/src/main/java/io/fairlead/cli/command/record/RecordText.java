package io.fairlead.cli.command.record;

import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.api.RunRecordView.CodeView;
import io.fairlead.wire.api.RunRecordView.DeductionView;
import io.fairlead.wire.api.RunRecordView.OutputView;
import io.fairlead.wire.api.RunRecordView.PartView;
import io.fairlead.wire.api.RunRecordView.RanOn;
import io.fairlead.wire.api.RunRecordView.ScoreView;
import io.fairlead.wire.api.RunRecordView.Sum;
import java.time.Duration;

/** A run record, for people. */
final class RecordText {
    private static final int LABEL_COLUMNS = 11;

    private final Shell shell;

    RecordText(Shell shell) {
        this.shell = shell;
    }

    void print(RunRecordView record) {
        line("job", record.job() + "  " + record.name() + "  " + record.state());
        record.rerunOf().ifPresent(of -> line("rerun of", of));
        line("image", record.image().reference() + "  " + record.image().digest());
        record.ranOn().ifPresent(on -> line("ran on", machine(on)));
        record.exitCode().ifPresent(code -> line("exit code", Integer.toString(code)));
        record.ranMillis().ifPresent(millis -> line("ran", Ago.exactly(Duration.ofMillis(millis))));
        record.seeds().forEach((name, value) -> line("seed", name + "=" + value));
        record.code().forEach(code -> line("code", code(code)));
        record.log().ifPresent(log -> line("log", sum(log)));
        record.matched()
                .ifPresent(matched ->
                        line("expected", matched ? "a line of the log matches" : "no line of the log matches"));
        record.outputs().forEach(output -> line("output", output.path() + "  " + output(output)));
        score(record.score());
    }

    private static String machine(RanOn on) {
        String runtime = on.runtime().isEmpty() ? "" : ", " + on.runtime();
        String driver = on.driver().map(it -> ", driver " + it).orElse("")
                + on.cuda().map(it -> ", CUDA " + it).orElse("");
        String devices = on.devices().isEmpty() ? "" : ", " + String.join(", ", on.devices());
        return on.engine() + runtime + ", kernel " + on.kernel() + driver + devices;
    }

    static String sum(Sum sum) {
        return "sha256:" + sum.sha256() + "  " + Amount.bytes(sum.bytes());
    }

    static String output(OutputView output) {
        String old = output.there() && !output.written() ? ", not written by this run" : "";
        return output.sum().map(RecordText::sum).orElseGet(() -> output.note().orElse("")) + old;
    }

    private static String code(CodeView code) {
        String commit = code.commit().orElse("nothing committed");
        String branch = code.branch().map(it -> " (" + it + ")").orElse("");
        String changed = switch (code.changed()) {
            case "YES" -> ", with changes that are not committed";
            case "UNKNOWN" -> ", not compared with the files";
            default -> "";
        };
        return code.path() + "  " + commit + branch + changed;
    }

    /** The score and its two parts, in one line. */
    void summary(RunRecordView record) {
        ScoreView score = record.score();
        line(
                "score",
                Amount.plain(score.value()) + " = imageImmutability "
                        + Amount.plain(score.imageImmutability().value()) + " × runtimeConsistency "
                        + Amount.plain(score.runtimeConsistency().value()) + "; fairlead record " + record.job()
                        + " says why");
    }

    /** The score with its two parts, and every reason with its remedy. */
    private void score(ScoreView score) {
        line("score", Amount.plain(score.value()));
        part("imageImmutability", score.imageImmutability());
        part("runtimeConsistency", score.runtimeConsistency());
    }

    private void part(String name, PartView part) {
        shell.out().println("  " + name + " " + Amount.plain(part.value()));
        for (DeductionView deduction : part.reasons()) {
            shell.out()
                    .println(Inert.line("    -" + Amount.plain(deduction.costs()) + "  "
                            + deduction.reason().message() + "  ["
                            + deduction.reason().code() + "]"));
            shell.out().println(Inert.line("      fix: " + deduction.reason().fix()));
        }
    }

    private void line(String label, String text) {
        shell.out().println(label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length())) + Inert.line(text));
    }
}
