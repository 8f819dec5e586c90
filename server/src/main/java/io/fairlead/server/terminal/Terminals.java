package io.fairlead.server.terminal;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;
import io.fairlead.wire.terminal.AttachRequest;
import io.fairlead.wire.terminal.ExecRequest;
import io.fairlead.wire.terminal.TerminalSize;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens consoles in the containers of running jobs. Any number of threads may use it. */
public final class Terminals {
    private static final Logger LOG = LoggerFactory.getLogger(Terminals.class);
    private static final int WORDS_MAX = 4096;
    private static final List<String> SHELL = List.of(ContainerPlan.HOLD, "shell");

    private final Map<ClusterId, Consoles> consoles;
    private final String run;
    private final Touches touches;
    private final AtomicLong opened = new AtomicLong();

    /** @param run names this run of the server, as no other before it: letters and digits */
    public Terminals(Map<ClusterId, Consoles> consoles, String run, Touches touches) {
        this.consoles = Map.copyOf(consoles);
        this.run = run;
        this.touches = touches;
    }

    /** Why nothing can be opened in this job now; empty where it runs. */
    public static Optional<Problem> refusal(Job job) {
        boolean runs = running(job).isPresent();
        return runs
                ? Optional.empty()
                : Optional.of(TerminalProblems.NOT_RUNNING.reason("job", job.id(), "state", job.state()));
    }

    private static Optional<Placement> running(Job job) {
        return job.attempt()
                .filter(attempt -> attempt.holding() && attempt.state() == AttemptState.RUNNING)
                .map(Attempt::placements)
                .map(List::getFirst);
    }

    private static Placement placement(Job job) {
        return running(job).orElseThrow(() -> new ProblemException(refusal(job).orElseThrow()));
    }

    private Consoles of(Placement placement) {
        Consoles found = consoles.get(placement.where().cluster());
        if (found == null) {
            throw new IllegalStateException("no engine for cluster " + placement.where());
        }
        return found;
    }

    /** @throws ProblemException where the request is out of bounds, or the job does not run */
    Opened exec(Job job, ExecRequest request) throws IOException {
        if (request.command().size() > WORDS_MAX || request.command().stream().anyMatch(it -> it.indexOf(0) >= 0)) {
            throw new ProblemException(TerminalProblems.REQUEST.reason(
                    "cause", "a command has at most " + WORDS_MAX + " words, without NUL"));
        }
        Placement placement = placement(job);
        String id = run + "-" + opened.incrementAndGet();
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        if (request.tty()) {
            environment.put("TERM", "xterm");
            environment.put("PS1", prompt(job));
        }
        environment.putAll(request.environment());
        environment.put(Remains.VARIABLE, id);
        var execution = new Consoles.Execution(
                request.command().isEmpty() ? SHELL : request.command(),
                environment,
                request.workingDir(),
                request.tty(),
                request.input());
        Consoles there = of(placement);
        try {
            Console console = there.exec(placement.container(), execution);
            resized(console, request.size());
            return new Opened(job, there, placement.container(), console, Remains.mark(id));
        } catch (FileNotFoundException e) {
            throw new ProblemException(TerminalProblems.CONTAINER_GONE.reason("job", job.id()));
        }
    }

    /** Understood by every shell alike: none knows the escapes of all others, and all expand variables. */
    private static String prompt(Job job) {
        return "$USER@" + job.submission().definition().name().replaceAll("[^A-Za-z0-9._-]", "-") + ":$PWD\\$ ";
    }

    Opened attach(Job job, AttachRequest request) throws IOException {
        Placement placement = placement(job);
        DockerRequest docker = job.submission().definition().docker();
        if (request.input() && !docker.stdin()) {
            throw new ProblemException(TerminalProblems.NO_INPUT.reason("job", job.id()));
        }
        Consoles there = of(placement);
        try {
            Console console = there.attach(placement.container());
            resized(console, request.size());
            return new Opened(job, there, placement.container(), console, "");
        } catch (FileNotFoundException e) {
            throw new ProblemException(TerminalProblems.CONTAINER_GONE.reason("job", job.id()));
        }
    }

    /** Somebody typed into a terminal, or was shown something in one. */
    void touched(Opened opened) {
        touches.note(opened.container());
    }

    static void resized(Console console, Optional<TerminalSize> size) throws IOException {
        Optional<TerminalSize> real = size.filter(TerminalSize::isReal);
        if (real.isPresent()) {
            console.resize(real.get().rows(), real.get().columns());
        }
    }

    /** Ends what an earlier server, which ended suddenly, had started for clients that are gone with it. */
    public void sweep(Collection<Job> live) {
        for (Job job : live) {
            Optional<Placement> placement = running(job);
            try {
                if (placement.isPresent()
                        && of(placement.get()).hasMore(placement.get().container())) {
                    Remains.endAllBut(of(placement.get()), placement.get().container(), run);
                }
            } catch (IOException e) {
                LOG.warn("what was left in {} could not be looked at: {}", job.id(), e.getMessage());
            }
        }
    }
}
