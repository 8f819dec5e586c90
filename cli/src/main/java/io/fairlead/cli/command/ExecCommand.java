package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.TerminalTalk;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.terminal.ExecRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a further command in a job's container. */
public final class ExecCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.synopsis("[flags] JOB [-- COMMAND…]")
                .foreign(
                        "JOB",
                        "an id, four or more characters that one id alone begins with, or the name of a session; and"
                                + " after -- what to run; without a command, a shell")
                .flag("-i, --stdin", "what is typed or piped here is its input; on a terminal always")
                .flag("-t, --tty", "give it a terminal; on a terminal always")
                .flag("-T, --no-tty", "give it none, and no input unless --stdin")
                .values("-e, --env", "KEY=VALUE", "a variable, over the job's; KEY alone takes it from here")
                .value("-w, --workdir", "PATH", "where it starts; without it, where the job does")
                .flag("-d, --detach", "start it and leave it to itself")
                .footer(
                        "Ends with the command's own exit code; 126 and 127 as a shell's, 125 not its doing.",
                        "ctrl-p ctrl-q leaves it running. When this program ends otherwise, so does the command.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> command = RunFlags.command(given.arguments());
        return new Further(given.argument(), command, asked(given, session.shell())).run(session);
    }

    private static Further.Asked asked(Given given, Shell shell) {
        boolean here = shell.tty().in() && shell.tty().out();
        boolean tty = given.has("--tty") || (here && !given.has("--no-tty"));
        return new Further.Asked(
                tty,
                given.has("--stdin") || tty,
                given.has("--detach"),
                RunFlags.variables(given, shell.environment()),
                given.text("--workdir"));
    }

    /**
     * A further command.
     *
     * @param command empty: a shell
     */
    public record Further(String job, List<String> command, Asked asked) {
        /**
         * @param tty whether it gets a terminal
         * @param input whether it gets what is typed or piped here
         */
        public record Asked(
                boolean tty,
                boolean input,
                boolean detached,
                Map<String, String> environment,
                Optional<String> workingDir) {
            /** On a terminal with one, elsewhere without. */
            public static Asked here(Shell shell) {
                boolean tty = shell.tty().in() && shell.tty().out();
                return new Asked(tty, true, false, Map.of(), Optional.empty());
            }
        }

        /** @return the exit code */
        public int run(Session session) throws Failure, ApiFailure, IOException, InterruptedException {
            TerminalTalk.Outcome outcome = talked(session);
            if (outcome instanceof TerminalTalk.Outcome.Ended ended) {
                return ended.code();
            }
            if (outcome instanceof TerminalTalk.Outcome.Left) {
                session.shell().say("left it running");
            }
            return ExitCode.DONE;
        }

        /** How it ended, of which nothing is told. */
        public TerminalTalk.Outcome talked(Session session)
                throws Failure, ApiFailure, IOException, InterruptedException {
            Shell shell = session.shell();
            boolean onTerminal = asked.tty() && shell.tty().in();
            Map<String, String> environment = new LinkedHashMap<>();
            String term = shell.environment().getOrDefault("TERM", "");
            if (onTerminal && !term.isEmpty()) {
                environment.put("TERM", term);
            }
            environment.putAll(asked.environment());
            TerminalTalk talk = new TerminalTalk(shell, onTerminal, asked.input() && !asked.detached());
            return talk.hold(size -> session.server()
                    .exec(
                            job,
                            new ExecRequest(
                                    new ArrayList<>(command),
                                    asked.tty(),
                                    asked.input(),
                                    size,
                                    environment,
                                    asked.workingDir(),
                                    asked.detached())));
        }
    }
}
