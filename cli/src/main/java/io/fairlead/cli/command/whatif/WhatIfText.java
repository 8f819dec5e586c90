package io.fairlead.cli.command.whatif;

import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.wire.api.WhatIfView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The difference that a change makes, for people. */
final class WhatIfText {
    /** Jobs that are named; the rest is in the JSON. */
    private static final int NAMED = 10;

    private static final String TO = " → ";
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private final Shell shell;
    private final WhatIfView found;

    WhatIfText(Shell shell, WhatIfView found) {
        this.shell = shell;
        this.found = found;
    }

    void print() {
        line(found.jobs() + " jobs submitted since "
                + Ago.local(found.since(), shell.world().zone()) + ", replayed as the site is, and with:");
        found.changes().forEach(change -> line("  " + change));
        found.cut()
                .ifPresent(most -> line("Only the newest " + most
                        + " jobs are played: there were more, so the time is shorter than what was asked for."));
        line("");
        waits();
        line("");
        use();
        starts();
        moved();
        only("Do not start any more:", found.lost());
        only("Start only with the change:", found.won());
        error();
        site();
    }

    private void waits() {
        Table table = new Table("WAITED", "JOBS", "MEDIAN", "MEAN", "9 OF 10 AT MOST");
        row(table, "all", found.overall());
        found.projects().forEach(it -> row(table, "project " + it.name(), it.waits()));
        found.users().forEach(it -> row(table, "user " + it.name(), it.waits()));
        table.print(shell.out(), shell.tty().columns(), shell.colours());
    }

    private static void row(Table table, String name, WhatIfView.WaitPair waits) {
        table.row(List.of(
                name,
                Integer.toString(waits.jobs()),
                both(waits.before().medianSeconds(), waits.after().medianSeconds()),
                both(waits.before().meanSeconds(), waits.after().meanSeconds()),
                both(waits.before().p90Seconds(), waits.after().p90Seconds())));
    }

    private static String both(BigDecimal before, BigDecimal after) {
        return before.compareTo(after) == 0 ? time(before) : time(before) + TO + time(after);
    }

    private static String time(BigDecimal seconds) {
        return Ago.exactly(Duration.ofMillis(seconds.multiply(THOUSAND).longValue()));
    }

    private void use() {
        WhatIfView.UsePair use = found.use();
        line("held of what there is: GPUs " + Amount.plain(use.gpuPercentBefore()) + " %" + TO
                + Amount.plain(use.gpuPercentAfter()) + " %, CPUs " + Amount.plain(use.cpuPercentBefore()) + " %" + TO
                + Amount.plain(use.cpuPercentAfter()) + " %");
    }

    private void starts() {
        WhatIfView.StartCounts starts = found.starts();
        line("starts: " + starts.earlier() + " earlier, " + starts.later() + " later, " + starts.unchanged()
                + " at the same time; " + starts.lost() + " not any more, " + starts.won() + " only with the change");
    }

    private void moved() {
        if (found.moved().isEmpty()) {
            return;
        }
        line("");
        Table table = new Table("JOB", "USER", "PROJECT", "WAITED");
        found.moved().stream()
                .limit(NAMED)
                .forEach(it -> table.row(List.of(
                        it.job(),
                        it.user(),
                        it.project(),
                        time(it.waitedBeforeSeconds()) + TO + time(it.waitedAfterSeconds()))));
        table.print(shell.out(), shell.tty().columns(), shell.colours());
        int moved = found.starts().earlier() + found.starts().later();
        if (moved > NAMED) {
            line("and " + (moved - NAMED) + " more; -o json has the first "
                    + found.moved().size());
        }
    }

    private void only(String title, List<WhatIfView.OnlyIn> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        line("");
        line(title);
        jobs.stream()
                .limit(NAMED)
                .forEach(it -> line("  " + it.job() + " of " + it.user() + " in " + it.project() + ": "
                        + it.reason().map(why -> why.message()).orElse("waits to the end of the replay")));
    }

    private void error() {
        WhatIfView.ReplayError error = found.error();
        line("");
        line("How far the replay can be trusted: without the change its starts are " + time(error.medianSeconds())
                + " (median) and " + time(error.meanSeconds()) + " (mean) from the recorded ones"
                + (error.missing() > 0 ? ", and " + error.missing() + " jobs that ran do not start in it" : "") + ".");
        line("Recorded waits: " + time(error.recorded().medianSeconds()) + " (median), "
                + time(error.recorded().meanSeconds()) + " (mean), 9 of 10 at most "
                + time(error.recorded().p90Seconds()) + ".");
    }

    private void site() {
        WhatIfView.SiteRecord site = found.site();
        if (site.drains() + site.reservations() > 0) {
            line("In both, as it was: " + Amount.of(BigDecimal.valueOf(site.drains()), "drain")
                    + " of nodes or devices, " + Amount.of(BigDecimal.valueOf(site.reservations()), "reservation")
                    + ".");
        }
        line("What no record tells:");
        site.unknown().forEach(it -> line("  " + it));
    }

    private void line(String text) {
        shell.out().println(Inert.line(text));
    }
}
