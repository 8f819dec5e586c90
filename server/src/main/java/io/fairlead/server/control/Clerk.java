package io.fairlead.server.control;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the writer does with a batch of messages: decide, and hand what was decided to the scribe, who makes it durable and
 * only then answers and acts. Without a thread or a queue of its own, so that the same protocol runs in virtual time.
 *
 * <p>A loop that is ahead of the store (nothing was saved, or a bug stopped it half way) is thrown away. A new one is made
 * from the store, at once or after a pause; until then everybody is told so.
 */
final class Clerk {
    private static final Duration REOPEN_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

    private final Supplier<ControlLoop> loops;
    private final Scribe scribe;
    private final InstantSource clock;
    private final Standing standing = new Standing();
    private final List<Message> asked = new ArrayList<>();
    private @Nullable ControlLoop loop;
    private long passes;
    private Problem trouble = ControlProblems.OPENING.reason();
    private Instant reopenAt = Instant.MIN;

    Clerk(Supplier<ControlLoop> loops, Scribe scribe, InstantSource clock) {
        this.loops = loops;
        this.scribe = scribe;
        this.clock = clock;
    }

    /** Tells every loop, from the first one on; only before {@link #open}. */
    void know(Message fact) {
        standing.note(fact);
    }

    /** Makes a loop from the store unless there is one; whether there is one then. */
    boolean open() {
        Instant now = clock.instant();
        if (loop != null || now.isBefore(reopenAt)) {
            return loop != null;
        }
        Turn turn;
        ControlLoop fresh;
        scribe.settle();
        try {
            fresh = loops.get();
            standing.replay(fresh, now);
            fresh.resume(now);
            turn = fresh.endTurn(now);
        } catch (ProblemException e) {
            LOG.error("the state cannot be read from the store; trying again: {}", e.getMessage());
            lost(e.problems().getFirst());
            return false;
        } catch (RuntimeException bug) {
            LOG.error("a bug: the state cannot be read from the store; trying again", bug);
            lost(ControlProblems.BUG.reason());
            return false;
        }
        loop = fresh;
        passes = 0;
        handOver(fresh, turn);
        settle();
        return isOpen();
    }

    /** Whoever waits for an answer has it or gets it from the scribe, but for questions while there is no loop to ask. */
    void handle(List<Message> messages) {
        if (isOpen()) {
            scribe.failure().ifPresent(this::lost);
        }
        if (!open()) {
            messages.forEach(message -> refuse(message, new Reply.Unavailable(trouble)));
            messages.stream().filter(Message.Question.class::isInstance).forEach(asked::add);
            // What is so outside does not become less so because the store is away.
            messages.forEach(standing::note);
            return;
        }
        List<Message> batch = new ArrayList<>(asked);
        batch.addAll(messages);
        asked.clear();
        decide(loop(), batch);
    }

    private void decide(ControlLoop now, List<Message> batch) {
        Turn turn;
        try {
            batch.forEach(message -> now.handle(message, clock.instant()));
            turn = now.endTurn(clock.instant());
        } catch (RuntimeException bug) {
            LOG.error("a bug: nothing of these {} messages is kept, and the state is read again", batch.size(), bug);
            loop = null;
            apart(batch);
            return;
        }
        batch.forEach(standing::note);
        handOver(now, turn);
        if (batch.stream().anyMatch(Message.NodeRebooted.class::isInstance)) {
            settle();
        }
    }

    /** One message meets a bug; those that only shared its batch shall not suffer for it. */
    private void apart(List<Message> batch) {
        if (batch.size() == 1) {
            refuse(batch.getFirst(), new Reply.Unavailable(ControlProblems.BUG.reason()));
        } else {
            batch.forEach(message -> handle(List.of(message)));
        }
    }

    boolean isOpen() {
        return loop != null;
    }

    /** When a {@link Message.Tick} would have something to do; empty while only messages help. */
    Optional<Instant> nextWake() {
        return loop == null ? Optional.of(reopenAt) : loop.nextWake();
    }

    /** @throws IllegalStateException while the store cannot be used */
    ControlLoop loop() {
        if (loop == null) {
            throw new IllegalStateException("not open");
        }
        return loop;
    }

    private void handOver(ControlLoop from, Turn turn) {
        boolean news = !turn.changes().isEmpty() || passes != from.passes();
        passes = from.passes();
        scribe.take(new Scribe.Decided(
                turn, news ? Optional.of(new Writer.View(from.plan(), turn.after())) : Optional.empty()));
        scribe.failure().ifPresent(this::lost);
    }

    /** Waits until what was decided is durable. */
    private void settle() {
        Optional<Problem> failure = scribe.settle();
        failure.ifPresent(this::lost);
        if (failure.isEmpty()) {
            standing.saved();
        }
    }

    private void lost(Problem why) {
        loop = null;
        trouble = why;
        reopenAt = clock.instant().plus(REOPEN_PAUSE);
    }

    static void refuse(Message message, Reply reply) {
        switch (message) {
            case Message.Submit submit -> submit.answer().accept(reply);
            case Message.OfJob asked -> asked.answer().accept(reply);
            case Message.OfNodes asked -> asked.answer().accept(reply);
            case Message.All(var wishes) ->
                wishes.forEach(asked -> asked.answer().accept(reply));
            case Message.Observed _,
                    Message.Listed _,
                    Message.Hint _,
                    Message.Outgrew _,
                    Message.Sampled _,
                    Message.NodeChanged _,
                    Message.DevicesSeen _,
                    Message.NodeRebooted _,
                    Message.Closed _,
                    Message.Acceptance _,
                    Message.Question _,
                    Message.Tick _ -> {}
        }
    }
}
