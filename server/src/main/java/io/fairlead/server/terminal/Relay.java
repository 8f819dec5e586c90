package io.fairlead.server.terminal;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.StopSignal;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.Console;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.terminal.AttachRequest;
import io.fairlead.wire.terminal.ExecRequest;
import io.fairlead.wire.terminal.Message;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation: carries bytes between a client and a console until one of them ends. What was started for a client
 * does not outlive it, unless it said that it leaves.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Terminals terminals;
    private final Peer peer;
    private final Runnable cancel;
    private volatile boolean clientGone;
    private volatile boolean left;

    /** @param cancel ends the job, where it is bound to its client */
    public Relay(Terminals terminals, Peer peer, Runnable cancel) {
        this.terminals = terminals;
        this.peer = peer;
        this.cancel = cancel;
    }

    /** Runs a further command, to its end or the client's. For the conversation's own thread; interrupted to stop. */
    public void exec(Job job, ExecRequest request) {
        left = request.detached();
        converse(() -> terminals.exec(job, request), false);
    }

    /** Joins the job's own command. */
    public void attach(Job job, AttachRequest request) {
        converse(() -> terminals.attach(job, request), request.bound());
    }

    @FunctionalInterface
    private interface Opening {
        Opened open() throws IOException;
    }

    private void converse(Opening opening, boolean bound) {
        // What is told after a failure must be told before the peer is closed, so this is not one try.
        try (peer) {
            try {
                carry(opening.open(), bound);
            } catch (ProblemException e) {
                tell(e.problems().getFirst());
            } catch (IOException e) {
                LOG.debug("a terminal broke off", e);
                broken(e);
            }
        }
    }

    private void carry(Opened opened, boolean bound) throws IOException {
        try (Console console = opened.console()) {
            peer.send(new Message.Started());
            if (!left) {
                Thread.ofVirtual().name("terminal-input").start(() -> fromClient(opened));
                ended(opened, output(opened, console));
                left = true;
            }
        } finally {
            if (!left) {
                abandoned(opened, bound);
            }
        }
    }

    /** @return how it ended, where anybody can say */
    private Optional<Integer> output(Opened opened, Console console) throws IOException {
        Optional<Console.Piece> piece = console.read();
        while (piece.isPresent()) {
            terminals.touched(opened);
            byte[] bytes = piece.get().bytes();
            peer.send(piece.get().errors() ? new Message.Errors(bytes) : new Message.Output(bytes));
            piece = console.read();
        }
        return console.exitCode();
    }

    private void ended(Opened opened, Optional<Integer> code) throws IOException {
        if (code.isPresent()) {
            peer.send(new Message.Ended(code.get()));
        } else if (opened.isFurther()) {
            tell(TerminalProblems.CONTAINER_GONE.reason("job", opened.job().id()));
        }
    }

    /** The client went away, the engine did, or this server stops: nothing of it may be left. */
    private void abandoned(Opened opened, boolean bound) {
        boolean stopping = Thread.interrupted();
        if (stopping) {
            tell(TerminalProblems.STOPPING.reason());
        }
        if (opened.isFurther()) {
            Remains.end(opened.consoles(), opened.container(), opened.mark());
        } else if (bound && clientGone) {
            cancel.run();
        }
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void broken(IOException cause) {
        if (!clientGone && !Thread.currentThread().isInterrupted()) {
            tell(TerminalProblems.ENGINE.reason("cause", String.valueOf(cause.getMessage())));
        }
    }

    private void tell(Problem problem) {
        try {
            peer.send(new Message.Trouble(Finding.of(problem)));
        } catch (IOException _) {
            // Nobody is there to be told.
        }
    }

    private static void signal(Opened opened, String name) throws IOException {
        Optional<StopSignal> signal = StopSignal.parse(name);
        if (signal.isPresent() && opened.isFurther()) {
            Remains.signal(opened, signal.get().number());
        } else if (signal.isPresent()) {
            opened.consoles().signal(opened.container(), signal.get().name());
        }
    }

    private void fromClient(Opened opened) {
        try {
            Optional<Message> message = peer.receive();
            while (message.isPresent()) {
                obey(opened, message.get());
                message = peer.receive();
            }
        } catch (IOException e) {
            LOG.debug("a client went away", e);
        }
        clientGone = true;
        opened.console().close();
    }

    private void obey(Opened opened, Message message) throws IOException {
        Console console = opened.console();
        switch (message) {
            case Message.Input(byte[] bytes) -> {
                terminals.touched(opened);
                console.write(bytes);
            }
            case Message.InputEnd() -> console.endInput();
            case Message.Resize(var size) -> Terminals.resized(console, Optional.of(size));
            case Message.Signal(String name) -> signal(opened, name);
            case Message.Leave() -> {
                left = true;
                console.close();
            }
            case Message.Started _, Message.Output _, Message.Errors _, Message.Ended _, Message.Trouble _ ->
                throw new IOException("a client sent what only servers send");
        }
    }
}
