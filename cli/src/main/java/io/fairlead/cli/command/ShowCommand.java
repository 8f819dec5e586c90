package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tree;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Shows everything about one job. */
final class ShowCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with")
                .flag(
                        "--pipeline",
                        "its way through the six stages, with times, who acknowledged each, and what failed")
                .flag("--definition", "the definition as it was understood, as JSON")
                .flag("--source", "the definition as it was submitted");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        Output output = Output.one(given);
        Shell shell = session.shell();
        String job = given.argument();
        if (given.has("--definition") && given.has("--source")) {
            throw new WrongUsage("--definition and --source exclude each other", "give one");
        }
        if (given.has("--definition")) {
            Tree.json(shell.out(), session.server().definition(job));
            return ExitCode.DONE;
        }
        if (given.has("--source")) {
            source(shell, session.server().source(job));
            return ExitCode.DONE;
        }
        JobDetail detail = session.server().job(job);
        switch (output) {
            case JSON, YAML -> output.tree(shell, detail);
            case NAME -> shell.out().println(detail.job().id());
            case TABLE, WIDE -> {
                JobText text = new JobText(shell, detail);
                if (given.has("--pipeline")) {
                    text.pipeline();
                } else {
                    text.print();
                }
            }
        }
        return ExitCode.DONE;
    }

    /** To a pipe as it is; on a terminal nothing in it may act. */
    private static void source(Shell shell, byte[] text) throws IOException {
        if (shell.tty().out()) {
            shell.out()
                    .println(Inert.lines(new String(text, StandardCharsets.UTF_8))
                            .stripTrailing());
        } else {
            shell.out().write(text);
        }
    }
}
