package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A pass may leave out whom nothing can come of, and one after submits may look at newcomers alone; a submit may need no pass, and
 * none comes before a plan asks for it. Two schedulers of which one does nothing of that come to the same.
 */
final class ShortcutsTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 80;

    @Test
    void whoever_is_left_out_of_a_pass_changes_nothing_in_its_plan() {
        int shortcuts = 0;
        int spared = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Twins site = new Twins(seed);
            for (int step = 0; step < STEPS; step++) {
                site.step();
            }
            shortcuts += site.shortcuts();
            spared += site.spared();
        }
        assertThat(shortcuts).isGreaterThan(3 * SEEDS);
        assertThat(spared).isGreaterThan(SEEDS);
    }
}
