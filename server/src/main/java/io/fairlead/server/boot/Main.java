package io.fairlead.server.boot;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.docker.Docker;
import io.fairlead.net.Endpoint;
import io.fairlead.server.config.ConfigCheck;
import io.fairlead.server.doctor.Doctor;
import io.fairlead.server.doctor.EngineLook;
import io.fairlead.server.simulate.SimulateCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** The commands that run in this process and not in a server's: the server itself, and what needs no server. */
@Command(
        name = "fairlead",
        description = "The commands that need no running server.",
        subcommands = {
            ServerCommand.class,
            CheckCommand.class,
            VerifyCommand.class,
            SimulateCommand.class,
            Main.ConfigCommand.class,
            Main.DoctorCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] words) {
        System.exit(line().execute(words));
    }

    static CommandLine line() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, line, _) -> failed(failure, line))
                .setParameterExceptionHandler(Main::misused);
    }

    /** The configuration's own commands. */
    @Command(name = "config", description = "What is configured.", subcommands = ConfigCommand.Check.class)
    static final class ConfigCommand implements Runnable {
        @Override
        public void run() {
            throw new ParameterException(line(), "config needs a command: check");
        }

        /** Handed to the room that knows. */
        @Command(name = "check", description = "Say every mistake in the configuration, or what holds because of it.")
        static final class Check implements Callable<Integer> {
            @Parameters(paramLabel = "FILE", description = "The file, instead of the usual one.")
            private List<String> words = new ArrayList<>();

            @Override
            public Integer call() throws Exception {
                return ConfigCheck.run(words, SiteOptions.surroundings(), System.out, System.err);
            }
        }
    }

    /** Handed to the room that knows. */
    @Command(
            name = "doctor",
            description =
                    "Look whether this machine is fit to run jobs; each finding comes with its fix. -o json for programs.")
    static final class DoctorCommand implements Callable<Integer> {
        /** Of no server: what a look makes belongs to nobody. */
        private static final String NO_INSTANCE = "00000000";

        @Unmatched
        private List<String> words = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            return Doctor.run(
                    words,
                    SiteOptions.surroundings(),
                    socket -> EngineLook.of(new Docker(new Endpoint.UnixSocket(socket), NO_INSTANCE)),
                    System.out,
                    System.err);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(line(), "a command is missing");
    }

    private static int misused(ParameterException e, String[] words) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("fairlead: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        line.usage(err);
        return WRONG;
    }

    /** What a person can put right is shown; anything else is named in a line, of a server with its details in the log. */
    private static int failed(Exception failure, CommandLine line) {
        String cause = String.valueOf(failure.getMessage());
        if (failure instanceof ProblemException problems) {
            show(line.getErr(), problems.problems());
        } else if (line.getCommandName().equals("server")) {
            LOG.error("failed", failure);
            show(line.getErr(), List.of(BootProblems.FAILED.reason("cause", cause)));
        } else {
            String what = failure.getClass().getSimpleName() + ": " + cause;
            show(line.getErr(), List.of(BootProblems.COMMAND_FAILED.reason("cause", what)));
        }
        // What it was given has mistakes: it does nothing but read that and reckon.
        return line.getCommandName().equals("simulate") && failure instanceof ProblemException ? WRONG : REFUSED;
    }

    /** Place, message, code and fix, as every command shows them. */
    static void show(PrintWriter out, List<Problem> problems) {
        for (Problem problem : problems) {
            StringBuilder line = new StringBuilder("fairlead: ");
            String path = problem.path().toString();
            if (!path.isEmpty()) {
                line.append(path);
                if (problem.position().isKnown()) {
                    line.append(" (line ").append(problem.position()).append(')');
                }
                line.append(": ");
            }
            out.println(line.append(problem.message())
                    .append("  [")
                    .append(problem.code())
                    .append(']'));
            if (!problem.fix().isEmpty()) {
                out.println("  fix: " + problem.fix());
            }
        }
        out.flush();
    }
}
