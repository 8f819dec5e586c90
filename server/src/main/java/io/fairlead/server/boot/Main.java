package io.fairlead.server.boot;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.config.Settings;
import io.fairlead.server.config.Surroundings;
import io.fairlead.server.linux.Credentials;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that run in this process and not in a server's: the server itself, and what needs no server. */
public final class Main {
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        try {
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                case "server" -> server(words.subList(1, words.size()));
                default -> {
                    System.err.println("fairlead: no such command: " + String.join(" ", words));
                    yield WRONG_USAGE;
                }
            };
        } catch (ProblemException e) {
            e.problems().forEach(problem -> show(System.err, problem));
            return REFUSED;
        } catch (IOException e) {
            LOG.error("could not start", e);
            show(System.err, BootProblems.FAILED.reason("cause", String.valueOf(e.getMessage())));
            return REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }

    private static int server(List<String> words) throws IOException, InterruptedException {
        Settings settings = Settings.defaults(
                new Surroundings(Credentials.serverUid(), System.getProperty("user.home"), System.getenv()));
        FairleadServer server = new FairleadServer(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::askToStop, "stop"));
        server.start();
        System.err.println("fairlead: the server listens at " + server.socket());
        server.awaitStop();
        server.stop();
        return DONE;
    }

    /** Message, code and fix, as every command shows them. */
    static void show(PrintStream out, Problem problem) {
        out.println("fairlead: " + problem.message() + "  [" + problem.code() + "]");
        if (!problem.fix().isEmpty()) {
            out.println("  fix: " + problem.fix());
        }
    }
}
