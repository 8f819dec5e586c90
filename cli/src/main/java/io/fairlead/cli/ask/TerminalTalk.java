package io.fairlead.cli.ask;

import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Terminal;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.Conversation;
import io.fairlead.wire.terminal.Message;
import io.fairlead.wire.terminal.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A process in a container, as if it ran here: keys, output, size, signals, exit code. For one conversation. */
public final class TerminalTalk {
    /** What goes on to a command without a terminal; on a terminal these are keys. The JVM keeps others to itself. */
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    /** Codes of a shell for commands that cannot be run. */
    private static final Map<String, Integer> CODES =
            Map.of("E-COMMAND-NOT-FOUND", 127, "E-COMMAND-NOT-EXECUTABLE", 126);

    private static final int INPUT_BYTES = 8 << 10;
    private static final int SIGNALS_PATIENCE = 2;

    private final Shell shell;
    private final boolean tty;
    private final boolean input;
    private volatile boolean left;
    private volatile @Nullable Thread typing;

    /**
     * @param tty whether a terminal here speaks with a terminal there
     * @param input whether what is typed or piped here goes there
     */
    public TerminalTalk(Shell shell, boolean tty, boolean input) {
        this.shell = shell;
        this.tty = tty;
        this.input = input;
    }

    /** Opens the conversation. */
    @FunctionalInterface
    public interface Opening {
        Conversation open(Optional<TerminalSize> size) throws ApiFailure, InterruptedException;
    }

    /** How it ended. */
    public sealed interface Outcome {
        /** @param code as a shell would tell it */
        record Ended(int code) implements Outcome {}

        /** The person left; it goes on. */
        record Left() implements Outcome {}

        /** The server ended it and knows no code: what the job says counts. */
        record Over() implements Outcome {}
    }

    /**
     * Until it ends, or the person leaves.
     *
     * @throws Failure where it cannot be run, or the server ends it
     */
    public Outcome hold(Opening opening) throws Failure, ApiFailure, IOException, InterruptedException {
        Terminal terminal = shell.world().terminal();
        shell.out().flush();
        // Beside the opening: both take their time.
        Thread raw = Thread.ofVirtual().unstarted(terminal::raw);
        if (tty) {
            raw.start();
        }
        try (Conversation talk = opening.open(tty ? terminal.size() : Optional.empty())) {
            if (tty) {
                raw.join();
                shell.world().onSignal("WINCH", () -> resized(talk, terminal));
            } else {
                forwardSignals(talk);
            }
            return output(talk);
        } finally {
            Thread reader = typing;
            if (reader != null) {
                // What is typed from now on is for whoever asks next.
                reader.interrupt();
            }
            if (tty) {
                restored(raw, terminal);
            }
        }
    }

    private static void restored(Thread raw, Terminal terminal) throws InterruptedException {
        try {
            raw.join();
        } finally {
            terminal.restore();
        }
    }

    private Outcome output(Conversation talk) throws Failure, ApiFailure, IOException {
        Outcome outcome = new Outcome.Over();
        while (!left) {
            Optional<Message> message;
            try {
                message = talk.receive();
            } catch (ApiFailure e) {
                if (left) {
                    break;
                }
                throw e;
            }
            if (message.isEmpty()) {
                return left ? new Outcome.Left() : outcome;
            }
            Message next = message.get();
            if (next instanceof Message.Output some) {
                shell.out().write(some.bytes());
                shell.out().flush();
            } else if (next instanceof Message.Errors some) {
                shell.err().write(some.bytes());
                shell.err().flush();
            } else if (next instanceof Message.Started) {
                if (input) {
                    typing = Thread.ofPlatform().daemon().name("input").start(() -> type(talk));
                }
            } else if (next instanceof Message.Ended ended) {
                outcome = new Outcome.Ended(ended.code());
            } else if (next instanceof Message.Trouble trouble) {
                throw failure(trouble.finding());
            }
        }
        return new Outcome.Left();
    }

    private static Failure failure(Finding finding) {
        return Failure.of(finding, CODES.getOrDefault(finding.code(), ExitCode.NOT_ITS_OWN));
    }

    private void type(Conversation talk) {
        DetachKeys keys = new DetachKeys();
        byte[] typed = new byte[INPUT_BYTES];
        InputStream in = shell.in();
        try {
            for (int count = in.read(typed); count >= 0; count = in.read(typed)) {
                byte[] on = tty ? keys.passed(typed, count) : typed;
                talk.input(on, tty ? on.length : count);
                if (keys.complete()) {
                    left = true;
                    talk.send(new Message.Leave());
                    return;
                }
            }
            talk.send(new Message.InputEnd());
        } catch (IOException e) {
            // The conversation is over: whoever receives deals with it.
        }
    }

    private static void resized(Conversation talk, Terminal terminal) {
        try {
            Optional<TerminalSize> size = terminal.size();
            if (size.isPresent()) {
                talk.send(new Message.Resize(size.get()));
            }
        } catch (IOException e) {
            // The conversation is over.
        }
    }

    private void forwardSignals(Conversation talk) {
        AtomicInteger times = new AtomicInteger();
        for (String name : SIGNALS) {
            shell.world().onSignal(name, () -> {
                try {
                    talk.send(new Message.Signal("SIG" + name));
                } catch (IOException e) {
                    // The conversation is over.
                }
                if (times.incrementAndGet() > SIGNALS_PATIENCE) {
                    talk.close();
                }
            });
        }
    }
}
