package io.fairlead.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Wished;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdlingTest {
    private static final LimitSource STUDENT = new LimitSource(LimitSource.Layer.GROUP, "student");
    private static final Instant NOON = Instant.parse("2026-07-24T12:00:00Z");
    private static final JobDefinition SILENT = Sample.definition(1, 0, 64);
    private static final JobDefinition OWN = Sample.scheduled(
            SILENT, Wished.plain().idleFor(Duration.ofMinutes(5)).scheduling());

    private static Limits limit(Duration most) {
        JobLimits none = JobLimits.NONE;
        return new Limits(
                new JobLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.shm(),
                        none.tmpfs(),
                        none.runTime(),
                        Bound.of(most, STUDENT)),
                UserLimits.NONE);
    }

    private static Job running(JobDefinition definition) {
        Job job = Sample.queued(1, definition);
        return Sample.after(
                job, Sample.assigned(job, 1), new Change.Starting(job.id(), 1), new Change.Running(job.id(), 1, NOON));
    }

    /** Judged as soon as it was made. */
    private static Optional<Idling.Step> step(Job job, Limits limits, Idleness known, Glance glance) {
        return Idling.step(job, limits, known, glance, glance.at());
    }

    private static Glance rest(Duration after) {
        return new Glance(
                NOON.plus(after),
                Optional.of(new Use(Duration.ofSeconds(1), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void its_own_time_counts_before_the_limit_and_without_both_there_is_none() {
        Limits limits = limit(Duration.ofMinutes(30));

        assertThat(Idling.timeout(running(OWN), limits)).contains(Duration.ofMinutes(5));
        assertThat(Idling.timeout(running(SILENT), limits)).contains(Duration.ofMinutes(30));
        assertThat(Idling.timeout(running(SILENT), Limits.NONE)).isEmpty();
        assertThat(step(running(SILENT), Limits.NONE, Idleness.UNKNOWN, rest(Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void a_warning_and_a_stop_say_since_when_and_whose_bound_it_is() {
        Limits limits = limit(Duration.ofMinutes(4));
        Job job = running(SILENT);
        Idleness known = Idleness.UNKNOWN.after(rest(Duration.ZERO));

        Idling.Step warning =
                step(job, limits, known, rest(Duration.ofMinutes(4))).orElseThrow();
        Change.IdleNoted noted = (Change.IdleNoted) warning.change().orElseThrow();
        assertThat(noted.warning().orElseThrow().message())
                .isEqualTo(
                        "it has done nothing since 2026-07-24T12:00:00Z and will be stopped at 2026-07-24T12:04:48Z, after"
                                + " 4 min (from group student)");
        Job warned = Sample.after(job, noted);
        assertThat(warned.reason()).isEqualTo(noted.warning());

        Idling.Step end = step(warned, limits, warning.then(), rest(Duration.ofMinutes(5)))
                .orElseThrow();
        Change.Idled idled = (Change.Idled) end.change().orElseThrow();
        assertThat(idled.why().code()).isEqualTo("E-IDLE");
        assertThat(idled.why().message()).contains("since 2026-07-24T12:00:00Z", "4 min (from group student)");
        Job stopped = Sample.after(warned, idled);
        assertThat(stopped.attempt().orElseThrow().stop().orElseThrow().cause()).isEqualTo(Stop.Cause.IDLE);
        assertThat(step(stopped, limits, end.then(), rest(Duration.ofMinutes(6))))
                .isEmpty();
    }

    @Test
    void what_a_server_before_this_one_warned_of_is_taken_back() {
        Job job = running(OWN);
        Idling.Step warning = step(
                        job, Limits.NONE, Idleness.UNKNOWN.after(rest(Duration.ZERO)), rest(Duration.ofMinutes(5)))
                .orElseThrow();
        Job warned = Sample.after(job, warning.change().orElseThrow());

        Idling.Step anew = step(warned, Limits.NONE, Idleness.UNKNOWN, rest(Duration.ofMinutes(6)))
                .orElseThrow();

        assertThat(Sample.after(warned, anew.change().orElseThrow()).reason()).isEmpty();
    }

    @Test
    void nobody_is_stopped_for_a_glance_that_came_so_late_that_another_one_must_be_on_its_way() {
        Limits limits = limit(Duration.ofMinutes(4));
        Job job = running(SILENT);
        Idling.Step warning = step(
                        job, limits, Idleness.UNKNOWN.after(rest(Duration.ZERO)), rest(Duration.ofMinutes(4)))
                .orElseThrow();
        Job warned = Sample.after(job, warning.change().orElseThrow());
        Glance glance = rest(Duration.ofMinutes(5));
        Instant next = glance.at().plus(Idleness.every(Duration.ofMinutes(4)));

        Idling.Step late = Idling.step(warned, limits, warning.then(), glance, next.plusMillis(1))
                .orElseThrow();

        assertThat(late.change()).isEmpty();
        assertThat(step(warned, limits, late.then(), rest(Duration.ofMinutes(6)))
                        .orElseThrow()
                        .change()
                        .orElseThrow())
                .isInstanceOf(Change.Idled.class);
        assertThat(Idling.step(warned, limits, warning.then(), glance, next)
                        .orElseThrow()
                        .change())
                .isPresent();
    }
}
