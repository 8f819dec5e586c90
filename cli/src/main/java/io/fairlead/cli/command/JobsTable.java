package io.fairlead.cli.command;

import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobList.AnonymousJob;
import io.fairlead.wire.api.JobSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Jobs as a table: one's own and other people's by time of submit, newest first. */
final class JobsTable {
    private static final String NOT_SHOWN = "-";
    private static final String[] HEAD = {"ID", "NAME", "STATE", "WHY", "AGE", "GPUS", "IMAGE"};
    /** For those who see the jobs of several people. */
    private static final String[] OWNER_HEAD = {"ID", "NAME", "STATE", "WHY", "AGE", "GPUS", "IMAGE", "OWNER"};

    private static final String[] WIDE_HEAD = {
        "ID", "NAME", "STATE", "WHY", "AGE", "GPUS", "IMAGE", "OWNER", "PROJECT", "CPUS", "MEMORY", "NODES", "TRY",
        "EXIT"
    };

    private static final int WHY_MOST = 60;

    private final Shell shell;
    private final boolean wide;
    private final Instant now;
    private boolean owners;

    JobsTable(Shell shell, boolean wide) {
        this.shell = shell;
        this.wide = wide;
        this.now = shell.world().clock().instant();
    }

    void print(JobList found) {
        if (found.jobs().isEmpty() && found.others().isEmpty()) {
            shell.say("no jobs");
            return;
        }
        owners =
                !wide && found.jobs().stream().map(JobSummary::owner).distinct().count() > 1;
        Table table = new Table(wide ? WIDE_HEAD : owners ? OWNER_HEAD : HEAD);
        int other = 0;
        for (JobSummary job : found.jobs()) {
            while (other < found.others().size()
                    && found.others().get(other).submittedAt().isAfter(job.submittedAt())) {
                table.row(row(found.others().get(other++)));
            }
            table.row(row(job));
        }
        while (other < found.others().size()) {
            table.row(row(found.others().get(other++)));
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }

    private List<String> row(JobSummary job) {
        List<String> cells = new ArrayList<>(List.of(
                job.id(),
                job.name(),
                job.state(),
                why(job),
                Ago.ago(job.submittedAt(), now),
                JobWords.gpus(job.request()),
                job.image()));
        if (owners) {
            cells.add(job.owner().name());
        }
        if (wide) {
            cells.addAll(List.of(
                    job.owner().name(),
                    job.project(),
                    Amount.plain(job.request().cpus()),
                    Amount.bytes(job.request().memoryBytes()),
                    String.join(",", job.nodes()),
                    Integer.toString(job.attempt()),
                    job.exitCode().map(Object::toString).orElse("")));
        }
        return cells;
    }

    /** Where nothing says how wide a line may be, one long reason must not push the other columns out of sight. */
    private String why(JobSummary job) {
        String why = JobWords.why(job);
        return wide || shell.tty().columns() > 0 ? why : Table.cut(why, WHY_MOST);
    }

    private List<String> row(AnonymousJob job) {
        List<String> cells = new ArrayList<>(List.of(
                NOT_SHOWN,
                "(somebody's)",
                job.state(),
                "",
                Ago.ago(job.submittedAt(), now),
                JobWords.gpus(job.request()),
                NOT_SHOWN));
        if (owners) {
            cells.add(NOT_SHOWN);
        }
        if (wide) {
            cells.addAll(List.of(
                    NOT_SHOWN,
                    NOT_SHOWN,
                    Amount.plain(job.request().cpus()),
                    Amount.bytes(job.request().memoryBytes()),
                    String.join(",", job.nodes()),
                    "",
                    ""));
        }
        return cells;
    }
}
