package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ClerkTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Clerk.class.getPackageName());
    private static Level before;

    private final SimTime time = new SimTime();
    private final MemoryChangeLog store = new MemoryChangeLog();
    private final List<String> order = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Writer.View> published = new ArrayList<>();
    private int loops;
    private Clerk clerk;

    @BeforeAll
    static void failures_on_purpose_are_not_logged() {
        before = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void others_log_as_before() {
        LOG.setLevel(before);
    }

    @BeforeEach
    void open() {
        ChangeLog log = (changes, after, keys, upkeep) -> {
            order.add("saved " + changes.size());
            return store.append(changes, after, keys, upkeep);
        };
        clerk = new Clerk(
                () -> {
                    loops++;
                    return Given.loop(store);
                },
                new Scribe(
                        log,
                        effect -> {
                            order.add("effect");
                            effects.add(effect);
                        },
                        published::add,
                        Runnable::run),
                time);
        assertThat(clerk.open()).isTrue();
    }

    private void pass(Duration pause) {
        time.after(pause, () -> {});
        time.step();
    }

    @Test
    void messages_of_a_batch_share_one_transaction_and_are_answered_and_acted_on_after_it() {
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            batch.add(Given.submit(0, _ -> order.add("answer")));
        }

        clerk.handle(batch);

        assertThat(order).containsExactly("saved 9", "answer", "answer", "answer", "effect", "effect", "effect");
    }

    @Test
    void a_bug_behind_one_answer_takes_the_answers_of_later_turns_from_nobody() {
        Given.Answered later = new Given.Answered();

        clerk.handle(List.of(Given.submit(0, _ -> {
            throw new IllegalStateException("a bug on purpose");
        })));
        clerk.handle(List.of(Given.submit(0, later)));

        assertThat(later.replies.getFirst()).isInstanceOf(Reply.Accepted.class);
        assertThat(store.jobs()).hasSize(2);
    }

    @Test
    void where_nothing_was_saved_nothing_is_done_and_everybody_is_told_why() {
        Given.Answered answer = new Given.Answered();
        published.clear();
        store.failNext(Given.FULL);

        clerk.handle(List.of(Given.submit(1, answer)));

        assertThat(answer.code()).isEqualTo("E-TEST-FULL");
        assertThat(effects).isEmpty();
        assertThat(published).isEmpty();
        assertThat(store.jobs()).isEmpty();
    }

    @Test
    void after_a_failure_the_loop_is_made_anew_but_not_at_once() {
        store.failNext(Given.FULL);
        clerk.handle(List.of(Given.submit(1, new Given.Answered())));
        Given.Answered early = new Given.Answered();
        Given.Answered late = new Given.Answered();

        clerk.handle(List.of(Given.submit(1, early)));
        assertThat(loops).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        clerk.handle(List.of(Given.submit(1, late)));

        assertThat(early.code()).isEqualTo("E-TEST-FULL");
        assertThat(loops).isEqualTo(2);
        assertThat(store.job(late.job()).orElseThrow().state()).isEqualTo(JobState.STARTING);
    }

    @Test
    void a_question_waits_until_there_is_a_loop_to_ask() {
        store.failNext(Given.FULL);
        clerk.handle(List.of(Given.submit(1, new Given.Answered())));
        List<Integer> answers = new ArrayList<>();

        clerk.handle(List.of(new Message.Question(loop -> {
            int live = loop.snapshot().live().size();
            return _ -> answers.add(live);
        })));
        assertThat(answers).isEmpty();
        pass(Duration.ofSeconds(1));
        clerk.handle(List.of(new Message.Tick()));

        assertThat(answers).containsExactly(0);
    }

    @Test
    void a_store_that_stays_broken_is_tried_again_with_pauses_and_never_recursed_into() {
        clerk.handle(List.of(Given.submit(2, new Given.Answered()), Given.submit(1, new Given.Answered())));
        for (int i = 0; i < 100; i++) {
            store.failNext(Given.FULL);
        }
        clerk.handle(List.of(Given.submit(0, new Given.Answered())));

        for (int i = 0; i < 99; i++) {
            pass(Duration.ofSeconds(1));
            clerk.handle(List.of(Given.submit(0, new Given.Answered())));
        }
        pass(Duration.ofSeconds(1));
        Given.Answered last = new Given.Answered();
        clerk.handle(List.of(Given.submit(0, last)));

        assertThat(last.code()).isEmpty();
    }

    @Test
    void a_message_that_meets_a_bug_is_refused_alone() {
        Node unknown = new Node(
                new NodeRef(ClusterId.LOCAL, "nowhere"),
                "local",
                Given.node().cores(),
                Given.node().memory(),
                List.of(),
                Optional.empty(),
                List.of());
        Given.Answered first = new Given.Answered();
        Given.Answered second = new Given.Answered();

        clerk.handle(List.of(Given.submit(1, first), new Message.NodeChanged(unknown), Given.submit(1, second)));

        assertThat(first.replies).hasSize(1);
        assertThat(second.replies).hasSize(1);
        assertThat(store.job(first.job())).isPresent();
        assertThat(store.job(second.job())).isPresent();
    }

    @Test
    void what_a_bug_stops_is_told_so() {
        Message.Submit poisoned = new Message.Submit(
                Given.candidate(1001, 1, io.fairlead.core.job.Scheduling.DEFAULT, true),
                false,
                Optional.empty(),
                new Given.Answered());
        Message bug = new Message.Question(_ -> {
            throw new IllegalArgumentException("not only illegal states are bugs");
        });

        clerk.handle(List.of(bug));
        clerk.handle(List.of(poisoned));

        assertThat(((Given.Answered) poisoned.answer()).code()).isEmpty();
    }

    @Test
    void what_was_said_once_is_told_to_a_new_loop_again() {
        Problem closed = new ProblemCode("E-TEST-CLOSED", "closed", "wait", "Only in tests.").reason();
        clerk.handle(List.of(new Message.Closed(ClusterId.LOCAL, "space", Optional.of(closed))));
        store.failNext(Given.FULL);
        clerk.handle(List.of(Given.submit(1, new Given.Answered())));
        pass(Duration.ofSeconds(1));
        Given.Answered answer = new Given.Answered();

        clerk.handle(List.of(Given.submit(1, answer)));

        assertThat(store.job(answer.job()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(clerk.loop().reason(store.job(answer.job()).orElseThrow(), 0))
                .isEqualTo(closed);
    }
}
