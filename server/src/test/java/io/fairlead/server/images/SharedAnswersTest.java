package io.fairlead.server.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SharedAnswersTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final SharedAnswers<String, String> answers =
            new SharedAnswers<>(Duration.ofNanos(100), 10, it -> !it.startsWith("no"), now::get);

    private String ask(String key, String answer) throws Exception {
        return answers.ask(
                key,
                () -> {
                    asked.incrementAndGet();
                    return answer;
                },
                AMPLE);
    }

    @Test
    void an_answer_serves_until_its_life_is_over() throws Exception {
        assertThat(ask("a", "1")).isEqualTo("1");
        now.set(99);
        assertThat(ask("a", "2")).isEqualTo("1");
        now.set(100);
        assertThat(ask("a", "3")).isEqualTo("3");
        answers.forget();
        assertThat(ask("a", "4")).isEqualTo("4");
    }

    @Test
    void what_is_not_worth_keeping_is_asked_again() throws Exception {
        assertThat(ask("a", "no answer")).isEqualTo("no answer");
        assertThat(ask("a", "yes")).isEqualTo("yes");
    }

    @Test
    void of_many_who_ask_at_a_time_one_asks_the_world() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CompletableFuture<String> one = new CompletableFuture<>();
            all.add(one);
            Thread.ofVirtual().start(() -> {
                try {
                    one.complete(answers.ask("a", () -> counted(open), AMPLE));
                } catch (InterruptedException | TimeoutException e) {
                    one.completeExceptionally(e);
                }
            });
        }
        open.countDown();

        for (CompletableFuture<String> one : all) {
            assertThat(one.get()).isEqualTo("1");
        }
        assertThat(asked).hasValue(1);
    }

    private String counted(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Integer.toString(asked.incrementAndGet());
    }

    @Test
    void whoever_does_not_want_to_wait_leaves_the_question_to_the_others() throws Exception {
        CountDownLatch open = new CountDownLatch(1);

        assertThatThrownBy(() -> answers.ask("a", () -> counted(open), Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
        open.countDown();

        assertThat(answers.ask("a", () -> "another", AMPLE)).isEqualTo("1");
    }

    @Test
    void the_number_of_answers_is_bounded() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            ask("key" + i, "yes");
        }
        asked.set(0);
        for (int i = 0; i < 1_000; i++) {
            ask("key" + i, "yes");
        }
        assertThat(asked).hasValueGreaterThanOrEqualTo(989);
    }
}
