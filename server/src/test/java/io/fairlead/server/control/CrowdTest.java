package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {
    private final Crowd crowd = new Crowd();

    @Test
    void whoever_submits_alone_waits_for_nobody() {
        assertThat(crowd.together(0)).isOne();
        assertThat(crowd.together(1)).isOne();
        assertThat(crowd.together(2)).isOne();
        assertThat(crowd.together(3)).isOne();
    }

    @Test
    void of_many_half_are_waited_for_also_while_fewer_show() {
        assertThat(crowd.together(32)).isEqualTo(16);
        assertThat(crowd.together(20)).isEqualTo(14);
        assertThat(crowd.together(32)).isEqualTo(16);
    }

    @Test
    void those_who_do_not_come_again_are_soon_forgotten() {
        crowd.together(32);
        int batches = 1;
        while (crowd.together(1) > 1) {
            batches++;
        }

        assertThat(batches).isBetween(5, 20);
    }
}
