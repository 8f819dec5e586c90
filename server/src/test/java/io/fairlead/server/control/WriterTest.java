package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.port.ChangeLog;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WriterTest {
    private static final long AMPLE_SECONDS = 60;

    private final MemoryChangeLog store = new MemoryChangeLog();
    private final Semaphore mayCommit = new Semaphore(0);
    private final CountDownLatch committing = new CountDownLatch(1);
    private final List<Integer> commits = new ArrayList<>();
    private final Writer writer =
            new Writer(() -> Given.loop(store), slow(), _ -> {}, _ -> {}, InstantSource.fixed(Given.NOON));

    private ChangeLog slow() {
        return (changes, after, keys, upkeep) -> {
            committing.countDown();
            mayCommit.acquireUninterruptibly();
            commits.add(keys.size() + after.size());
            return store.append(changes, after, keys, upkeep);
        };
    }

    @AfterEach
    void stop() throws InterruptedException {
        mayCommit.release(1_000_000);
        writer.stop();
    }

    private CompletableFuture<Reply> submitted() {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        assertThat(writer.offer(Given.submit(0, reply::complete))).isTrue();
        return reply;
    }

    /** The writer is in the middle of a transaction, and stays there. */
    private CompletableFuture<Reply> blocked() throws InterruptedException {
        writer.start();
        CompletableFuture<Reply> first = submitted();
        assertThat(committing.await(AMPLE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    @Test
    void what_comes_during_a_transaction_shares_the_next_one() throws Exception {
        CompletableFuture<Reply> first = blocked();
        List<CompletableFuture<Reply>> more = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            more.add(submitted());
        }
        assertThat(first).isNotDone();

        mayCommit.release(1_000_000);
        for (CompletableFuture<Reply> reply : more) {
            assertThat(reply.get(AMPLE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
        }

        assertThat(first.get(AMPLE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
        // All that was decided by then together; one that is being decided, and what waits behind it, come after it.
        assertThat(commits).hasSizeBetween(2, 4).startsWith(1);
        assertThat(commits.stream().mapToInt(it -> it).sum()).isEqualTo(1 + more.size());
    }

    @Test
    void many_who_submit_again_and_again_are_all_answered_and_none_waits_for_a_company_that_is_gone() throws Exception {
        mayCommit.release(1_000_000);
        writer.start();
        int rounds = 50;
        try (ExecutorService people = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int stays = i == 0 ? 2 * rounds : rounds;
                done.add(people.submit(() -> {
                    for (int round = 0; round < stays; round++) {
                        CompletableFuture<Reply> reply = new CompletableFuture<>();
                        assertThat(writer.offer(answer -> Given.submit(0, answer), reply::complete))
                                .isTrue();
                        assertThat(reply.get(AMPLE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
                    }
                    return stays;
                }));
            }
            for (Future<Integer> one : done) {
                one.get(AMPLE_SECONDS, TimeUnit.SECONDS);
            }
        }

        assertThat(store.jobs()).hasSize(17 * rounds);
        assertThat(commits.stream().mapToInt(it -> it).sum()).isEqualTo(17 * rounds);
    }

    @Test
    void one_message_more_than_may_wait_is_not_taken() throws Exception {
        blocked();
        int taken = 0;
        do {
            // It still takes some out, until it must wait itself.
            while (writer.offer(new Message.Tick())) {
                taken++;
                assertThat(taken).isLessThan(20 * Writer.QUEUE_MAX);
            }
        } while (writer.waiting() != Writer.QUEUE_MAX);

        assertThat(writer.offer(new Message.Tick())).isFalse();
        assertThat(taken).isGreaterThanOrEqualTo(Writer.QUEUE_MAX);
    }

    @Test
    void a_stop_finishes_what_was_decided_and_refuses_what_waits() throws Exception {
        List<CompletableFuture<Reply>> replies = new ArrayList<>(List.of(blocked()));
        for (int i = 0; i < 50; i++) {
            replies.add(submitted());
        }
        Thread stop = Thread.ofPlatform().start(() -> {
            try {
                writer.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(writer.offer(new Message.Tick())).isFalse();

        mayCommit.release(1_000_000);
        stop.join();

        assertThat(replies.getFirst().get(AMPLE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
        int accepted = 0;
        for (CompletableFuture<Reply> reply : replies) {
            switch (reply.get(AMPLE_SECONDS, TimeUnit.SECONDS)) {
                case Reply.Accepted _ -> accepted++;
                case Reply.Unavailable(var problem) ->
                    assertThat(problem.code()).isEqualTo("E-SERVER-STOPPING");
                case Reply other -> throw new AssertionError(other);
            }
        }
        assertThat(store.jobs()).hasSize(accepted);
    }

    @Test
    void what_was_decided_upon_something_that_was_not_saved_is_refused_with_it() throws Exception {
        store.failNext(Given.FULL);
        List<CompletableFuture<Reply>> replies = new ArrayList<>(List.of(blocked()));
        for (int i = 0; i < 50; i++) {
            replies.add(submitted());
        }
        mayCommit.release(1_000_000);

        for (CompletableFuture<Reply> reply : replies) {
            assertThat(reply.get(AMPLE_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Reply.Unavailable.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo("E-TEST-FULL"));
        }
        assertThat(store.jobs()).isEmpty();
    }
}
