package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.net.WebSocket;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.exchange.Streams;
import io.fairlead.server.terminal.Peer;
import io.fairlead.server.terminal.Relay;
import io.fairlead.server.terminal.Terminals;
import io.fairlead.wire.json.RecordJson;
import io.fairlead.wire.terminal.AttachRequest;
import io.fairlead.wire.terminal.ExecRequest;
import io.fairlead.wire.terminal.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens terminals: everything that can be refused is refused before the upgrade, as an answer like any other. */
final class TerminalRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalRoutes.class);

    /** Longest wait for a job that is asked to be waited for. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(2);

    private final Desk desk;
    private final Archive archive;
    private final Terminals terminals;
    private final JobLookup lookup;
    private final Streams streams;

    TerminalRoutes(Desk desk, Archive archive, Terminals terminals, Streams streams) {
        this.desk = desk;
        this.archive = archive;
        this.terminals = terminals;
        this.lookup = new JobLookup(archive);
        this.streams = streams;
    }

    void exec(Exchange exchange) throws InterruptedException {
        open(exchange, (relay, job, first) -> relay.exec(job, RecordJson.read(first, ExecRequest.class)));
    }

    void attach(Exchange exchange) throws InterruptedException {
        open(exchange, (relay, job, first) -> relay.attach(job, RecordJson.read(first, AttachRequest.class)));
    }

    @FunctionalInterface
    private interface Beginning {
        void of(Relay relay, Job job, byte[] first) throws IOException;
    }

    private void open(Exchange exchange, Beginning beginning) throws InterruptedException {
        boolean wait = exchange.query("wait").flag("wait");
        Job found = lookup.of(exchange);
        exchange.checkSocket();
        Job job = wait ? begun(found) : found;
        Optional<Problem> refusal = Terminals.refusal(job);
        if (refusal.isPresent()) {
            throw new HttpRefusal(Status.CONFLICT, refusal.get());
        }
        Caller caller = exchange.caller();
        Streams.Place place = streams.take(caller);
        exchange.answer().socket(socket -> {
            try (place) {
                place.run(() -> converse(socket, caller, job, beginning));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.debug("a terminal of {} ended", job.id(), e);
            }
        });
    }

    /** As it is once it runs, or has ended, or has not for a while: one that is just being started is worth waiting for. */
    private Job begun(Job found) throws InterruptedException {
        Job job = found;
        long end = System.nanoTime() + BEGIN_WITHIN.toNanos();
        try (Desk.Listening listening = desk.listen(found.id())) {
            job = archive.job(found.id()).orElse(job);
            while (Terminals.refusal(job).isPresent() && !job.state().isTerminal() && System.nanoTime() - end < 0) {
                listening.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                job = archive.job(found.id()).orElse(job);
            }
        }
        return job;
    }

    private void converse(WebSocket socket, Caller caller, Job job, Beginning beginning) throws IOException {
        Optional<byte[]> first = socket.receive();
        if (first.isPresent()) {
            Relay relay = new Relay(terminals, new Client(socket), () -> cancel(caller, job));
            beginning.of(relay, job, first.get());
        }
    }

    private void cancel(Caller caller, Job job) {
        try {
            var _ = desk.cancel(caller, job.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Client(WebSocket socket) implements Peer {
        @Override
        public void send(Message message) throws IOException {
            socket.send(message.encoded());
        }

        @Override
        public Optional<Message> receive() throws IOException {
            Optional<byte[]> bytes = socket.receive();
            return bytes.isEmpty() ? Optional.empty() : Optional.of(Message.decode(bytes.get()));
        }

        @Override
        public void close() {
            try (socket) {
                socket.close(WebSocket.NORMAL, "");
            } catch (IOException _) {
                // It is gone.
            }
        }
    }
}
