package io.fairlead.cli.command;

import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Lost;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.StageView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One job in full, for people. */
final class JobText {
    private static final int LABEL_COLUMNS = 11;

    private final Shell shell;
    private final JobDetail detail;
    private final JobSummary job;
    private final Instant now;
    private final ZoneId zone;

    JobText(Shell shell, JobDetail detail) {
        this.shell = shell;
        this.detail = detail;
        this.job = detail.job();
        this.now = shell.world().clock().instant();
        this.zone = shell.world().zone();
    }

    void print() {
        line("job", job.id() + "  " + job.name());
        detail.description().ifPresent(text -> line("", text));
        line("state", job.state() + " since " + Ago.local(job.since(), zone) + ", " + Ago.ago(job.since(), now));
        job.array().ifPresent(this::array);
        String why = JobWords.isArray(job) ? "" : JobWords.why(job);
        if (!why.isEmpty()) {
            line("why", why + job.reason().map(it -> " [" + it.code() + "]").orElse(""));
        }
        job.reason().map(Finding::fix).filter(fix -> !fix.isEmpty()).ifPresent(fix -> line("fix", fix));
        job.exitCode().ifPresent(code -> line("exit code", Integer.toString(code)));
        line("owner", job.owner().name() + " (" + job.owner().uid() + "), project " + job.project());
        detail.overQuota()
                .ifPresent(over -> line(
                        "quota",
                        over
                                ? "over that of its project: it may be halted for those who are within theirs"
                                : "within that of its project"));
        line("submitted", Ago.local(job.submittedAt(), zone) + ", as " + job.dialect());
        line("asked", JobWords.asked(job.request()));
        line("image", job.image() + "  " + detail.image().digest());
        line(
                "runs as",
                detail.runsAs().name() + " (" + detail.runsAs().uid() + ":"
                        + detail.runsAs().gid() + ")");
        detail.mounts().forEach(mount -> line("mount", mount(mount)));
        if (!detail.labels().isEmpty()) {
            line(
                    "labels",
                    detail.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(", ")));
        }
        detail.filesLeft()
                .map(left -> Lost.line(left, job.id(), shell))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> line("left", text));
        detail.notices().forEach(notice -> line("notice", notice.message() + " [" + notice.code() + "]"));
        if (JobWords.isArray(job)) {
            return;
        }
        detail.attempts().forEach(attempt -> line("attempt " + attempt.number(), attempt(attempt)));
    }

    /** Which member it is, or how all stand. */
    private void array(ArrayView array) {
        String most =
                array.maxParallel().map(it -> ", at most " + it + " at a time").orElse("");
        String which = array.index()
                .map(index -> "member " + index + " of " + array.id() + ", which has ")
                .orElse("");
        line("array", which + array.size() + (array.size() == 1 ? " member" : " members") + most);
        array.states().forEach(share -> line("", share.count() + " " + share.state() + ": " + share.indexes()));
    }

    private void line(String label, String text) {
        shell.out().println(label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length())) + Inert.line(text));
    }

    private static String mount(JobDetail.Mount mount) {
        String from = mount.volume().map(volume -> "volume " + volume).orElse("tmpfs");
        String size = mount.sizeBytes().map(bytes -> ", " + Amount.bytes(bytes)).orElse("");
        String path = mount.hostPath().map(host -> ", " + host).orElse("");
        return mount.containerPath() + "  (" + mount.site() + ": " + from + path + size
                + (mount.readOnly() ? ", read-only" : "") + ")";
    }

    private String attempt(AttemptView attempt) {
        String where = attempt.placements().stream()
                .map(it -> placement(it, job.request()))
                .collect(Collectors.joining("; "));
        Optional<Instant> began = attempt.times().running();
        Optional<Instant> end = attempt.times().exited();
        String ran = began.map(start -> ", ran " + Ago.exactly(Duration.between(start, end.orElse(now))))
                .orElse("");
        String exit = attempt.exit()
                .map(it -> ", exit code " + it.code() + (it.outOfMemory() ? " (out of memory)" : "")
                        + it.error().map(error -> ", " + error).orElse(""))
                .orElse("");
        return attempt.state() + " on " + where + ran + exit;
    }

    private static String placement(AttemptView.PlacementView placement, JobSummary.Request request) {
        boolean whole = placement
                        .gpus()
                        .compareTo(BigDecimal.valueOf(placement.devices().size()))
                >= 0;
        String part = whole ? " " : " " + part(placement, request) + ": ";
        String devices = placement.devices().isEmpty() ? "" : part + String.join(",", placement.devices());
        return placement.node() + devices;
    }

    /** A MIG slice, which nobody else has anything of, or a share, which is counted alone. */
    private static String part(AttemptView.PlacementView placement, JobSummary.Request request) {
        String amount = Amount.plain(placement.gpus()) + " GPU";
        return request.gpus().compareTo(BigDecimal.ONE) < 0
                ? amount + ", counted and not enforced"
                : request.migProfile().orElse("MIG slice") + ", counts as " + amount;
    }

    /** The six stages. */
    void pipeline() {
        line("job", job.id() + "  " + job.name() + "  " + job.state());
        Table table = new Table("STAGE", "STATUS", "START", "END", "TOOK", "ACKNOWLEDGED BY");
        for (StageView stage : detail.stages()) {
            table.row(List.of(
                    stage.name().replace('-', ' '),
                    stage.status(),
                    stage.start().map(time -> Ago.clock(time, zone)).orElse(""),
                    stage.end().map(time -> Ago.clock(time, zone)).orElse(""),
                    stage.start().map(start -> took(start, stage)).orElse(""),
                    stage.acknowledgedBy().orElse("")));
        }
        table.print(shell.out(), 0, false);
        for (StageView stage : detail.stages()) {
            stage.failure().ifPresent(failure -> {
                shell.out()
                        .println(Inert.line(stage.name().replace('-', ' ') + ": " + failure.message() + "  ["
                                + failure.code() + "]"));
                stage.signal().ifPresent(signal -> shell.out().println("  told by: " + Inert.line(signal)));
                if (!failure.fix().isEmpty()) {
                    shell.out().println("  fix: " + Inert.line(failure.fix()));
                }
            });
        }
    }

    private String took(Instant start, StageView stage) {
        return Ago.exactly(Duration.between(start, stage.end().orElse(now)))
                + (stage.end().isPresent() ? "" : " so far");
    }
}
