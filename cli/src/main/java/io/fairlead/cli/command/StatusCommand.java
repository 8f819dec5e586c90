package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.client.ApiFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says how the server is. */
final class StatusCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.one(given);
        ServerStatus status = session.server().status();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, status);
            case NAME -> shell.out().println(status.instance());
            case TABLE, WIDE -> print(shell, status);
        }
        return ExitCode.DONE;
    }

    private static void print(Shell shell, ServerStatus status) {
        line(
                shell,
                "server   " + status.version() + ", instance " + status.instance() + ", up "
                        + Ago.length(Duration.ofSeconds(status.uptimeSeconds())) + ", "
                        + (status.accepting() ? "accepting jobs" : "NOT accepting jobs"));
        line(
                shell,
                "store    " + status.store().kind() + ", "
                        + health(status.store().healthy()));
        trouble(shell, status.store().trouble());
        for (ServerStatus.EngineHealth engine : status.engines()) {
            String version = engine.version().map(it -> " " + it).orElse("");
            line(
                    shell,
                    "engine   " + engine.kind() + version + ", cluster " + engine.cluster() + ", "
                            + health(engine.healthy()));
            trouble(shell, engine.trouble());
        }
        String jobs = status.jobs().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        line(shell, "jobs     " + (jobs.isEmpty() ? "none" : jobs));
    }

    private static String health(boolean healthy) {
        return healthy ? "well" : "in trouble";
    }

    private static void trouble(Shell shell, Optional<Finding> trouble) {
        trouble.ifPresent(it -> {
            line(shell, "         " + it.message() + "  [" + it.code() + "]");
            if (!it.fix().isEmpty()) {
                line(shell, "         fix: " + it.fix());
            }
        });
    }

    private static void line(Shell shell, String text) {
        shell.out().println(Inert.line(text));
    }
}
