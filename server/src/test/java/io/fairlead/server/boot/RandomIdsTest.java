package io.fairlead.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomIdsTest {
    private static final int SEED = 4;

    private static List<JobId> thousand(RandomIds ids) {
        List<JobId> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(ids.next());
        }
        return all;
    }

    @Test
    void an_id_that_was_used_is_not_given_again() {
        Set<JobId> used = new HashSet<>(thousand(new RandomIds(new Random(SEED), _ -> Set.of(), () -> 0)));
        RandomIds again = new RandomIds(
                new Random(SEED),
                drawn -> {
                    Set<JobId> taken = new HashSet<>(drawn);
                    taken.retainAll(used);
                    return taken;
                },
                () -> 0);

        assertThat(thousand(again)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(used);
    }

    @Test
    void the_store_is_asked_once_for_many_ids() {
        List<Set<JobId>> asked = new ArrayList<>();
        List<JobId> given = thousand(new RandomIds(
                new Random(SEED),
                drawn -> {
                    asked.add(Set.copyOf(drawn));
                    return Set.of();
                },
                () -> 0));

        assertThat(asked).hasSizeLessThanOrEqualTo(20);
        assertThat(asked.stream().flatMap(Set::stream)).containsAll(given);
    }

    @Test
    void every_character_of_the_alphabet_comes_at_every_place() {
        List<JobId> given = thousand(new RandomIds(new Random(SEED), _ -> Set.of(), () -> 0));

        for (int i = 0; i < JobId.LENGTH; i++) {
            int place = i;
            assertThat(given.stream().map(id -> id.text().charAt(place)).distinct())
                    .hasSize(JobId.ALPHABET.length());
        }
    }

    @Test
    void ids_of_a_burst_lie_near_each_other_and_those_of_jobs_that_come_one_by_one_do_not() {
        long[] now = {0};
        RandomIds ids = new RandomIds(new Random(SEED), _ -> Set.of(), () -> now[0]);

        assertThat(beginnings(ids, 1024)).as("the first").hasSizeGreaterThan(500);
        now[0] += 999_999_999;
        assertThat(beginnings(ids, 1024)).as("a burst").hasSize(1);
        now[0] += 1_000_000_000;
        assertThat(beginnings(ids, 1024)).as("after a second").hasSizeGreaterThan(500);
    }

    @Test
    void ids_of_a_burst_come_in_their_order() {
        RandomIds ids = new RandomIds(new Random(SEED), _ -> Set.of(), () -> 0);
        thousand(ids);
        for (int i = 1000; i < 1024; i++) {
            ids.next();
        }

        assertThat(thousand(ids)).isSorted();
    }

    private static Set<String> beginnings(RandomIds ids, int count) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < count; i++) {
            all.add(ids.next().text().substring(0, 2));
        }
        return all;
    }
}
