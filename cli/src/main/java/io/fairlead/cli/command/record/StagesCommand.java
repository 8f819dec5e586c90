package io.fairlead.cli.command.record;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.StageStats;
import io.fairlead.wire.client.ApiFailure;
import java.time.Duration;
import java.util.List;

/** Shows where the time of jobs goes. */
final class StagesCommand implements Command {
    private static final int ALL = 100;

    @Override
    public void declare(Flags flags) {
        flags.flag("-a, --all", "of everybody's jobs, not only your own")
                .value("--days", "N", "of jobs that were submitted in so many days; all without it")
                .value("-o, --output", "FORM", "table (for people), json, or yaml");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        String form = given.choice("--output", "table", List.of("table", "json", "yaml"));
        StageStats stats = session.server().stageStats(given.has("--all"), given.count("--days", 0));
        if (form.equals("table")) {
            print(session.shell(), stats);
        } else {
            (form.equals("json") ? Output.JSON : Output.YAML).tree(session.shell(), stats);
        }
        return ExitCode.DONE;
    }

    private static void print(Shell shell, StageStats stats) {
        long sum = stats.stages().stream()
                .mapToLong(StageStats.StageTime::sumMillis)
                .sum();
        Table table = new Table("STAGE", "JOBS", "MEDIAN", "P95", "SHARE");
        for (StageStats.StageTime stage : stats.stages()) {
            table.row(List.of(
                    stage.name().replace('-', ' '),
                    Integer.toString(stage.jobs()),
                    stage.jobs() == 0 ? "" : time(stage.medianMillis()),
                    stage.jobs() == 0 ? "" : time(stage.p95Millis()),
                    sum == 0 ? "" : Math.round((double) ALL * stage.sumMillis() / sum) + " %"));
        }
        table.print(shell.out(), shell.tty().columns(), shell.colours());
        if (stats.jobs() == 0) {
            shell.say("no job has ended yet");
        }
    }

    private static String time(long millis) {
        return Ago.exactly(Duration.ofMillis(millis));
    }
}
