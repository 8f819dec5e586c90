package io.fairlead.cli.command.queue;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.QueueView;
import io.fairlead.wire.api.QueueView.QueuedView;
import io.fairlead.wire.client.ApiFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists who runs and who waits, with when they will end and start. */
final class QueueCommand implements Command {
    private static final String NOT_SHOWN = "-";

    @Override
    public void declare(Flags flags) {
        flags.flag("--timeline", "draw the devices over time");
        Output.ofList(flags);
        flags.footer(
                "STARTS is reckoned from how long its owner's last jobs and those before it ran, and up to when everybody runs"
                        + " up to their limit. Later submits may change it; what says \"by\" is promised. With -o wide, USED is what its project and OWN what its owner has used, as it counts"
                        + " for whose turn it is; QUOTA says whether a job runs over its project's.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        QueueView queue = session.server().queue();
        Shell shell = session.shell();
        if (given.has("--timeline") && output.isTable()) {
            new Timeline(shell, queue)
                    .print(session.server().nodes(), session.server().reservations());
            return ExitCode.DONE;
        }
        switch (output) {
            case JSON, YAML -> output.tree(shell, queue);
            case NAME -> queue.jobs().forEach(job -> job.id().ifPresent(shell.out()::println));
            case TABLE, WIDE -> table(shell, queue, output == Output.WIDE);
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, QueueView queue, boolean wide) {
        if (queue.jobs().isEmpty()) {
            shell.say("nobody runs or waits");
            return;
        }
        List<String> titles =
                List.of("POS", "ID", "NAME", "OWNER", "STATE", "GPUS", "CPUS", "STARTS", "ENDS BY", "WHY");
        List<String> more = wide ? List.of("CLASS", "PROJECT", "USED", "OWN", "QUOTA") : List.of();
        Table table = new Table(Stream.concat(titles.stream(), more.stream()).toArray(String[]::new));
        When when = new When(shell.world().zone(), queue.at());
        for (QueuedView job : queue.jobs()) {
            List<String> row = List.of(
                    job.position().map(Object::toString).orElse(""),
                    id(job),
                    job.name().orElse(NOT_SHOWN),
                    job.owner().orElse(NOT_SHOWN),
                    job.state() + " " + Ago.length(Duration.between(job.since(), queue.at())),
                    JobWords.gpus(job.request()),
                    Amount.plain(job.request().cpus()),
                    job.position().isPresent() ? when.start(job) : "",
                    job.ends().map(when::of).orElse(""),
                    job.reason().map(Finding::code).orElse(""));
            Stream<String> claim = wide ? Stream.concat(claim(job.claim()), quota(job)) : Stream.empty();
            table.row(Stream.concat(row.stream(), claim).toList());
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }

    /** Of members that wait together the array, with their indexes. */
    private static String id(QueuedView job) {
        return job.id().orElse(NOT_SHOWN)
                + job.members().map(it -> "[" + it + "]").orElse("");
    }

    private static Stream<String> quota(QueuedView job) {
        return Stream.of(job.overQuota().map(over -> over ? "over" : "within").orElse(""));
    }

    private static Stream<String> claim(Optional<ClaimView> claim) {
        return claim.map(it -> Stream.of(
                        it.priority().equals(it.countsAs()) ? it.priority() : it.priority() + " as " + it.countsAs(),
                        it.project(),
                        it.projectGpuHours() + " GPU-h",
                        it.userGpuHours() + " GPU-h"))
                .orElseGet(() -> Stream.of("", "", "", ""));
    }
}
