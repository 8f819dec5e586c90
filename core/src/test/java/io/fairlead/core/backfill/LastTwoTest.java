package io.fairlead.core.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LastTwoTest {
    private final LastTwo history = new LastTwo();

    @Test
    void a_job_will_run_as_long_as_its_owners_last_two_and_never_beyond_its_limit() {
        history.ended(1, "vision", 500);
        history.ended(1, "vision", 100);
        assertThat(history.predict(1, "vision", 3600)).isEqualTo(300);

        history.ended(1, "birds", 200);

        assertThat(history.predict(1, "vision", 3600)).isEqualTo(150);
        assertThat(history.predict(1, 3600)).isEqualTo(150);
        assertThat(history.predict(1, "vision", 60)).isEqualTo(60);
    }

    @Test
    void of_who_has_none_the_project_has_and_else_nobody_knows_but_the_limit() {
        history.ended(1, "vision", 500);
        history.ended(2, "vision", 100);

        assertThat(history.predict(3, "vision", 3600)).isEqualTo(300);
        assertThat(history.predict(2, "vision", 3600)).isEqualTo(100);
        assertThat(history.predict(3, "birds", 3600)).isEqualTo(3600);
        assertThat(history.predict(3, 3600)).isEqualTo(3600);
    }

    @Test
    void one_that_ended_at_once_ran_for_a_second() {
        history.ended(1, "vision", 0);

        assertThat(history.predict(1, "vision", 3600)).isOne();
    }
}
