package io.fairlead.simulator.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueingTest {
    /** Number, submit, run, processors, requested, user. */
    private static String swf(long... of) {
        return "%d %d -1 %d %d -1 -1 %d %d -1 1 %d 1 -1 -1 -1 -1 -1%n"
                .formatted(of[0], of[1], of[2], of[3], of[3], of[4], of[5]);
    }

    /** The worked example of docs/internals/scheduling.md: eight jobs, four processors. */
    private static final String EIGHT = "; a comment\n"
            + swf(1, 0, 100, 2, 200, 1)
            + swf(2, 10, 100, 4, 100, 2)
            + swf(3, 20, 50, 2, 60, 1)
            + swf(4, 30, 300, 2, 400, 2)
            + swf(5, 40, 10, 1, 20, 3)
            + swf(6, 50, 20, 2, 500, 3)
            + swf(7, 60, 0, 1, 10, 3)
            + swf(8, 70, 90, 5, 100, 3);

    private static Queueing of(QueuePolicy policy, Prediction predict) {
        return of(4, policy, predict);
    }

    private static Queueing of(int processors, QueuePolicy policy, Prediction predict) {
        return new Queueing(processors, policy, false, predict, false, false, true, List.of());
    }

    @Test
    void jobs_that_did_not_run_or_do_not_fit_are_dropped_and_counted() {
        Log log = Log.of("eight", EIGHT, 4);

        assertThat(log.jobs()).extracting(LogJob::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(log.read()).isEqualTo(8);
        assertThat(log.withoutRun()).isEqualTo(1);
        assertThat(log.tooLarge()).isEqualTo(1);
    }

    @Test
    void eight_jobs_on_four_processors() {
        Log log = Log.of("eight", EIGHT, 4);

        // Job 2 is promised 200 and starts at 100; 3 passes it at 20 and 5 at 70, for both end by 200; 4 and 6 wait.
        List<Outcome> easy = of(QueuePolicy.EASY, Prediction.REQUESTED).sequence(log.jobs(), _ -> {});

        assertThat(easy).extracting(it -> it.job().number()).containsExactly(1L, 3L, 5L, 2L, 4L, 6L);
        assertThat(easy).extracting(Outcome::start).containsExactly(0L, 20L, 70L, 100L, 200L, 200L);
        assertThat(easy).extracting(Outcome::promise).containsExactly(-1L, -1L, -1L, 200L, 200L, -1L);
        QueueFigures figures = of(QueuePolicy.EASY, Prediction.REQUESTED).run(log);
        assertThat(figures.lateReservations()).isZero();
        assertThat(figures.averageBoundedSlowdown())
                .isCloseTo((1 + 190 / 100.0 + 1 + 470 / 300.0 + 40 / 10.0 + 170 / 20.0) / 6, offset(1e-9));
    }

    @Test
    void first_come_first_served_lets_nobody_pass() {
        List<Outcome> outcomes = of(QueuePolicy.FCFS, Prediction.REQUESTED)
                .sequence(Log.of("eight", EIGHT, 4).jobs(), _ -> {});

        assertThat(outcomes).extracting(it -> it.job().number()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(outcomes).extracting(Outcome::start).containsExactly(0L, 100L, 200L, 200L, 250L, 260L);
        assertThat(of(QueuePolicy.FCFS, Prediction.REQUESTED)
                        .run(Log.of("eight", EIGHT, 4))
                        .averageBoundedSlowdown())
                .isCloseTo((1 + 190 / 100.0 + 230 / 50.0 + 470 / 300.0 + 220 / 10.0 + 230 / 20.0) / 6, offset(1e-9));
    }

    @Test
    void what_the_server_runs_keeps_its_promises_and_tells_starts_better_than_requested_times_do() {
        Log log = Log.of("made", made(new Random(11)), 32);

        QueueFigures easy = of(32, QueuePolicy.EASY, Prediction.REQUESTED).run(log);
        QueueFigures server = of(32, QueuePolicy.DEFAULT, Prediction.HISTORY).run(log);

        assertThat(server.reservations()).isGreaterThan(100);
        assertThat(server.lateReservations()).isZero();
        assertThat(server.averageBoundedSlowdown()).isLessThan(easy.averageBoundedSlowdown());
        assertThat(server.startErrors().orElseThrow().medianSeconds())
                .isLessThan(server.startErrorsByRequest().orElseThrow().medianSeconds());
        assertThat(server.startErrors().orElseThrow().meanSeconds())
                .isLessThan(server.startErrorsByRequest().orElseThrow().meanSeconds());
    }

    @Test
    void promises_made_of_predictions_are_counted_where_they_break() {
        Log log = Log.of("made", made(new Random(11)), 32);
        Queueing reserving =
                new Queueing(32, QueuePolicy.DEFAULT, false, Prediction.HISTORY, true, false, false, List.of());

        assertThat(reserving.run(log).lateReservations()).isPositive();
    }

    @Test
    void conservative_plans_never_start_a_job_later_than_first_come_first_served_would_by_limits() {
        Log log = Log.of("made", made(new Random(2)), 32);
        Queueing conservative =
                new Queueing(32, QueuePolicy.CONSERVATIVE, false, Prediction.REQUESTED, false, false, false, List.of());
        Queueing served =
                new Queueing(32, QueuePolicy.FCFS, false, Prediction.REQUESTED, false, false, false, List.of());

        assertThat(conservative.run(log).meanWaitSeconds())
                .isLessThan(served.run(log).meanWaitSeconds());
    }

    /** Twenty users, each with run times of their own, who ask for far more than they need. */
    private static String made(Random random) {
        StringBuilder log = new StringBuilder();
        long now = 0;
        for (int i = 1; i <= 3000; i++) {
            now += (long) (-Math.log(1 - random.nextDouble()) * 140);
            int user = random.nextInt(20);
            long run = (long) (20 + Math.pow(1.5, user) * (0.8 + 0.4 * random.nextDouble()));
            long requested = run * (2 + random.nextInt(10));
            log.append(swf(i, now, run, 1 + random.nextInt(random.nextInt(32) + 1), requested, user));
        }
        return log.toString();
    }

    @Test
    void a_line_that_is_no_job_is_named() {
        assertThatThrownBy(() -> Log.of("log.swf", "1 2 3\n" + swf(1, 0, 1, 1, 1, 1) + "x\n", 4))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.message().substring(0, 22))
                                .containsExactly("line 1 of log.swf is n", "line 3 of log.swf is n"));
    }

    private static void refused(String log, int processors, String... messages) {
        assertThatThrownBy(() -> Log.of("log.swf", log, processors))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(messages));
    }

    @Test
    void times_that_no_job_has_and_numbers_given_twice_are_told_together() {
        refused(
                swf(1, -5, 1, 1, 1, 1)
                        + swf(2, 0, Long.MAX_VALUE, 1, Long.MAX_VALUE, 1)
                        + swf(3, 0, 1, 1, -1, 1)
                        + swf(3, 9, 1, 1, 1, 1),
                4,
                "line 1 of log.swf: the submit time is -5, which is not from 0 to 100000000000",
                "line 2 of log.swf: the run time is 9223372036854775807, which is not from 0 to 100000000000",
                "line 2 of log.swf: the requested time is 9223372036854775807, which is not from 0 to 100000000000",
                "line 4 of log.swf is job 3 again");
    }

    @Test
    void a_log_of_which_nothing_is_left_says_what_became_of_it() {
        refused(
                EIGHT.replace(" -1 2 ", " -1 9 "),
                0,
                "none of the 8 jobs of log.swf is left: 7 need more processors than 0, 1 did not run");
        refused("; a comment\n", 4, "log.swf has nothing to simulate");
    }

    /** In the worked example 2 waits from 10 to 100, and all processors are used from 100 to 200. */
    @Test
    void curves_are_means_over_equal_parts_of_the_time() {
        Log log = Log.of("eight", EIGHT, 4);
        Queueing easy = new Queueing(4, QueuePolicy.EASY, false, Prediction.REQUESTED, false, false, false, List.of());
        List<Integer> told = new ArrayList<>();
        Queueing.Played played = easy.play(log, told::add);
        List<QueueCurves.Part> parts = played.curves().parts();

        assertThat(parts.stream()
                                .mapToDouble(QueueCurves.Part::processors)
                                .average()
                                .orElse(0)
                        / 4
                        * 100)
                .isCloseTo(played.figures().utilisationPercent(), offset(1e-6));
        double waited =
                parts.stream().mapToDouble(QueueCurves.Part::waiting).average().orElse(0) * 500;
        assertThat(waited).isCloseTo(played.figures().meanWaitSeconds() * 6, offset(1e-6));
        assertThat(parts.get(60).processors()).isEqualTo(4);
        assertThat(played.curves().waits()).first().isEqualTo(0L);
        assertThat(told).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(easy.jobs(log)).isEqualTo(6);
    }
}
