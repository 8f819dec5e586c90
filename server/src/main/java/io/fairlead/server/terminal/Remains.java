package io.fairlead.server.terminal;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends and signals what was started in a container beside its own command. Engines do neither: what they started goes on
 * when its client is gone. Our own program in the container does it, as the container's user, so that it needs no rights.
 */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    /** The variable that everything started so carries, and its children with it. */
    static final String VARIABLE = "FAIRLEAD_TERMINAL";

    private Remains() {}

    /** What stands in the environment of everything that this terminal started. */
    static String mark(String id) {
        return VARIABLE + "=" + id;
    }

    /** Ends what earlier runs of the server had started. */
    static void endAllBut(Consoles consoles, ContainerName container, String run) {
        run(consoles, container, List.of(ContainerPlan.HOLD, "end", mark(""), mark(run)));
    }

    static void end(Consoles consoles, ContainerName container, String mark) {
        run(consoles, container, List.of(ContainerPlan.HOLD, "end", mark));
    }

    /** @param signal as the kernel counts it */
    static void signal(Opened opened, int signal) {
        run(
                opened.consoles(),
                opened.container(),
                List.of(ContainerPlan.HOLD, "signal", Integer.toString(signal), opened.mark()));
    }

    private static void run(Consoles consoles, ContainerName container, List<String> command) {
        var quiet = new Consoles.Execution(command, new LinkedHashMap<>(), Optional.empty(), false, false);
        try (Console console = consoles.exec(container, quiet)) {
            Optional<Console.Piece> piece = console.read();
            while (piece.isPresent()) {
                piece = console.read();
            }
        } catch (FileNotFoundException e) {
            // The container has ended, and everything in it.
        } catch (ProblemException | IOException e) {
            LOG.warn("what was started in {} could not be reached: {}", container, e.getMessage());
        }
    }
}
