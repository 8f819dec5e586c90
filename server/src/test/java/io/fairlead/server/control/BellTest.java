package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final JobId A = new JobId("aaaaaaaaaa");
    private static final JobId B = new JobId("bbbbbbbbbb");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Bell bell = new Bell();

    @Test
    void a_change_between_listening_and_waiting_is_heard() throws Exception {
        try (var listening = bell.listen(A)) {
            bell.ring(A);
            bell.ring(A);

            assertThat(listening.await(LONG)).isTrue();
            assertThat(listening.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void another_jobs_change_is_not_heard() throws Exception {
        try (var listening = bell.listen(A)) {
            bell.ring(B);

            assertThat(listening.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void all_who_listen_to_a_job_hear_it() throws Exception {
        try (var one = bell.listen(A);
                var two = bell.listen(A)) {
            bell.ring(A);

            assertThat(one.await(LONG)).isTrue();
            assertThat(two.await(LONG)).isTrue();
        }
    }

    @Test
    void nothing_is_kept_of_those_who_left() {
        bell.listen(A).close();
        bell.listen(B).close();

        assertThat(bell.jobs()).isZero();
    }
}
