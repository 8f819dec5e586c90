package io.fairlead.core.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EasyTest {
    private static final int PROCESSORS = 16;

    /** @param run seconds, at most the limit */
    private record Work(long number, long submit, int processors, long limit, long run) {}

    private record Runs(Work work, Processors.Held held, long end) {}

    private static List<Work> work(Random random) {
        List<Work> work = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 120; i++) {
            now += random.nextInt(40);
            long limit = 1 + random.nextInt(200);
            work.add(new Work(i, now, 1 + random.nextInt(PROCESSORS), limit, 1 + random.nextLong(limit)));
        }
        return work;
    }

    /** Starts and promises of all, by number. */
    private record Played(Map<Long, Long> starts, Map<Long, Long> promises) {}

    private static Played play(List<Work> work, Line.Passing passing, Easy.Slip slip, Random guesses) {
        Processors stock = new Processors(PROCESSORS);
        Line<Integer> line = new Line<>(passing);
        Easy<Integer, Processors.Held> easy = new Easy<>(stock, line, slip);
        List<Runs> running = new ArrayList<>();
        Map<Long, Work> known = new HashMap<>();
        Played played = new Played(new HashMap<>(), new HashMap<>());
        int arrived = 0;
        while (played.starts().size() < work.size()) {
            Runs next =
                    running.stream().min(Comparator.comparingLong(Runs::end)).orElse(null);
            boolean ends = next != null
                    && (arrived == work.size()
                            || next.end() <= work.get(arrived).submit());
            long now;
            if (ends) {
                running.remove(next);
                stock.giveBack(next.held());
                now = next.end();
            } else {
                Work job = work.get(arrived++);
                known.put(job.number(), job);
                line.add(new Waiting<>(job.number(), job.processors(), job.limit(), 1 + guesses.nextLong(job.limit())));
                now = job.submit();
            }
            Easy.Pass<Integer, Processors.Held> pass = easy.pass(now);
            pass.promised().ifPresent(it -> played.promises().put(it.job().order(), it.start()));
            for (Easy.Started<Integer, Processors.Held> started : pass.starts()) {
                Work job = known.get(started.job().order());
                played.starts().put(job.number(), now);
                running.add(new Runs(job, started.held(), now + job.run()));
            }
            assertThat(running.stream().mapToInt(it -> it.work().processors()).sum() + stock.free())
                    .isEqualTo(PROCESSORS);
        }
        return played;
    }

    @Test
    void everybody_starts_and_no_promise_is_late() {
        int promises = 0;
        for (long seed = 1; seed <= 60; seed++) {
            List<Work> work = work(new Random(seed));
            for (Line.Passing passing : Line.Passing.values()) {
                for (Easy.Slip slip : Easy.Slip.values()) {
                    Played played = play(work, passing, slip, new Random(seed));
                    promises += played.promises().size();
                    played.promises()
                            .forEach((job, promise) -> assertThat(
                                            played.starts().get(job))
                                    .as("seed, passing, slip, job: %s %s %s %s", passing, slip, job, work.get(0))
                                    .isLessThanOrEqualTo(promise));
                }
            }
        }
        assertThat(promises).isGreaterThan(1000);
    }

    @Test
    void equal_inputs_give_equal_plans() {
        List<Work> work = work(new Random(7));

        assertThat(play(work, Line.Passing.SHORTEST, Easy.Slip.TO_THE_PROMISE, new Random(1)))
                .isEqualTo(play(work, Line.Passing.SHORTEST, Easy.Slip.TO_THE_PROMISE, new Random(1)));
    }

    @Test
    void a_short_job_passes_a_head_that_waits_and_a_long_one_only_where_it_takes_nothing_from_it() {
        Processors stock = new Processors(4);
        Line<Integer> line = new Line<>(Line.Passing.IN_ORDER);
        Easy<Integer, Processors.Held> easy = new Easy<>(stock, line, Easy.Slip.NEVER);
        stock.take(2, 100);
        line.add(new Waiting<>(1, 3, 50, 50));
        line.add(new Waiting<>(2, 1, 101, 101));
        line.add(new Waiting<>(3, 1, 100, 100));
        line.add(new Waiting<>(4, 1, 10, 10));

        Easy.Pass<Integer, Processors.Held> pass = easy.pass(0);

        assertThat(pass.promised())
                .hasValueSatisfying(it -> assertThat(it.start()).isEqualTo(100));
        // 2 runs beyond the promise on the one processor that the head leaves over; 3 ends by it; for 4 none is left.
        assertThat(pass.starts()).extracting(it -> it.job().order()).containsExactly(2L, 3L);
    }

    @Test
    void a_head_that_could_start_earlier_than_promised_slips_to_the_promise_and_not_beyond() {
        for (Easy.Slip slip : Easy.Slip.values()) {
            Processors stock = new Processors(4);
            Line<Integer> line = new Line<>(Line.Passing.IN_ORDER);
            Easy<Integer, Processors.Held> easy = new Easy<>(stock, line, slip);
            stock.take(2, 60);
            Processors.Held ends = stock.take(2, 100).orElseThrow();
            line.add(new Waiting<>(1, 4, 50, 50));
            assertThat(easy.pass(0).promised()).isPresent();
            stock.giveBack(ends);
            line.add(new Waiting<>(2, 2, 90, 90));

            // The head could start at 60 now. The other one, until 100, delays it to what it was promised.
            assertThat(easy.pass(10).starts()).hasSize(slip == Easy.Slip.NEVER ? 0 : 1);
        }
    }

    @Test
    void what_is_foretold_comes_true_when_all_run_as_long_as_expected_and_nobody_comes() {
        Processors stock = new Processors(8);
        Line<Integer> line = new Line<>(Line.Passing.SHORTEST);
        Easy<Integer, Processors.Held> easy = new Easy<>(stock, line, Easy.Slip.TO_THE_PROMISE);
        Random random = new Random(3);
        for (int i = 0; i < 30; i++) {
            long limit = 1 + random.nextInt(50);
            line.add(new Waiting<>(i, 1 + random.nextInt(8), limit, 1 + random.nextLong(limit)));
        }
        List<Forecast.Running<Integer, Processors.Held>> running = new ArrayList<>();
        Map<Long, Long> actual = new HashMap<>();
        for (Easy.Started<Integer, Processors.Held> it : easy.pass(0).starts()) {
            running.add(new Forecast.Running<>(it.job(), it.held(), it.job().predicted()));
        }
        List<Forecast.Start<Integer>> foretold =
                new Forecast<>(easy, stock, line, running, Waiting::predicted).starts(Long.MAX_VALUE, 1);
        while (!running.isEmpty()) {
            long now = running.stream().mapToLong(Forecast.Running::end).min().orElseThrow();
            running.removeIf(it -> {
                if (it.end() == now) {
                    stock.giveBack(it.held());
                }
                return it.end() == now;
            });
            for (Easy.Started<Integer, Processors.Held> it : easy.pass(now).starts()) {
                running.add(new Forecast.Running<>(
                        it.job(), it.held(), now + it.job().predicted()));
                actual.put(it.job().order(), now);
            }
        }

        assertThat(line.size()).isZero();
        assertThat(foretold)
                .hasSize(actual.size())
                .allSatisfy(
                        it -> assertThat(it.at()).isEqualTo(actual.get(it.job().order())));
    }

    @Test
    void conservative_delays_nobody_before() {
        Processors stock = new Processors(4);
        stock.take(2, 5);
        Line<Integer> line = new Line<>(Line.Passing.IN_ORDER);
        line.add(new Waiting<>(1, 3, 10, 10));
        line.add(new Waiting<>(2, 4, 20, 20));
        line.add(new Waiting<>(3, 1, 30, 30));
        line.add(new Waiting<>(4, 1, 15, 15));

        // The third would delay the second, which EASY lets it.
        assertThat(new Easy<>(stock.copy(), line.copy(), Easy.Slip.NEVER, 9)
                        .pass(0)
                        .starts())
                .extracting(it -> it.job().order())
                .containsExactly(4L);
        assertThat(new Easy<>(stock.copy(), line.copy(), Easy.Slip.NEVER, 1)
                        .pass(0)
                        .starts())
                .extracting(it -> it.job().order())
                .containsExactly(4L);
        assertThat(new Easy<>(stock.copy(), line.copy(), Easy.Slip.NEVER)
                        .pass(0)
                        .starts())
                .extracting(it -> it.job().order())
                .containsExactly(3L);
    }
}
