package io.fairlead.server.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AheadTest {
    @Test
    void it_is_read_before_anybody_asks_and_anew_for_whoever_asks_again() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        CountDownLatch read = new CountDownLatch(1);
        Ahead<Integer> ahead = Ahead.of("ahead", () -> {
            int now = reads.incrementAndGet();
            read.countDown();
            return now;
        });
        read.await();

        assertThat(ahead.get()).isEqualTo(1);
        assertThat(ahead.get()).isEqualTo(2);
        assertThat(ahead.get()).isEqualTo(3);
    }

    @Test
    void what_failed_ahead_is_tried_again_and_fails_where_it_is_asked_for() {
        AtomicInteger reads = new AtomicInteger();
        Ahead<Integer> once = Ahead.of("ahead", () -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("no");
            }
            return 7;
        });
        Ahead<Integer> always = Ahead.of("ahead", () -> {
            throw new IllegalStateException("never");
        });

        assertThat(once.get()).isEqualTo(7);
        assertThatThrownBy(always::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("never");
    }
}
