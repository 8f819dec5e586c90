package io.fairlead.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Wished;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static final LimitSource DEFAULTS = LimitSource.DEFAULTS;
    private static final LimitSource RESEARCHER = new LimitSource(LimitSource.Layer.GROUP, "researcher");
    private static final LimitSource BIRDS = new LimitSource(LimitSource.Layer.PROJECT, "birds");
    private static final LimitSource ADA = new LimitSource(LimitSource.Layer.USER, "ada");

    private static Limits job(Bound<Gpus> gpus, Bound<Bytes> memory) {
        JobLimits none = JobLimits.NONE;
        return new Limits(
                new JobLimits(gpus, none.cpus(), memory, none.shm(), none.tmpfs(), none.runTime(), none.idle()),
                UserLimits.NONE);
    }

    private static Limits runTime(Duration most) {
        JobLimits none = JobLimits.NONE;
        return new Limits(
                new JobLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.shm(),
                        none.tmpfs(),
                        Bound.of(most, RESEARCHER),
                        none.idle()),
                UserLimits.NONE);
    }

    static Limits user(Bound<Gpus> gpus, Bound<Integer> containers) {
        UserLimits none = UserLimits.NONE;
        return new Limits(
                JobLimits.NONE,
                new UserLimits(gpus, none.cpus(), none.memory(), none.tmpfs(), containers, none.submitted()));
    }

    private static Limits tmpfs(Bound<Bytes> one, Bound<Bytes> all) {
        JobLimits job = JobLimits.NONE;
        UserLimits user = UserLimits.NONE;
        return new Limits(
                new JobLimits(job.gpus(), job.cpus(), job.memory(), job.shm(), one, job.runTime(), job.idle()),
                new UserLimits(user.gpus(), user.cpus(), user.memory(), all, user.containers(), user.submitted()));
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    @Test
    void a_layer_replaces_what_it_says_and_nothing_else() {
        LimitTable table = new LimitTable(
                job(Bound.of(Gpus.of(1), DEFAULTS), Bound.of(Bytes.ofGib(32), DEFAULTS)),
                Map.of("researcher", job(Bound.of(Gpus.of(3), RESEARCHER), Bound.of(Bytes.ofGib(64), RESEARCHER))),
                Map.of("birds", job(Bound.of(Gpus.of(4), BIRDS), Bound.unsaid())),
                Map.of("ada", job(Bound.unlimited(ADA), Bound.unsaid())),
                new LimitTable.Membership(Map.of("ada", "researcher", "bob", "researcher"), Optional.empty(), false));

        assertThat(table.of("ada", "birds").job().gpus()).isEqualTo(Bound.unlimited(ADA));
        assertThat(table.of("ada", "birds").job().memory()).isEqualTo(Bound.of(Bytes.ofGib(64), RESEARCHER));
        assertThat(table.of("bob", "birds").job().gpus()).isEqualTo(Bound.of(Gpus.of(4), BIRDS));
        assertThat(table.of("bob", "bob").job().gpus()).isEqualTo(Bound.of(Gpus.of(3), RESEARCHER));
        assertThat(table.of("eve", "eve").job().memory().by()).isEqualTo("defaults");
    }

    @Test
    void whoever_is_in_no_group_is_in_the_usual_one() {
        LimitTable table = new LimitTable(
                Limits.NONE,
                Map.of("student", job(Bound.of(Gpus.of(2), RESEARCHER), Bound.unsaid())),
                Map.of(),
                Map.of(),
                new LimitTable.Membership(Map.of("j_doe", "staff"), Optional.of("student"), true));

        assertThat(table.groupOf("eve")).contains("student");
        assertThat(table.of("eve", "eve").job().gpus().most()).contains(Gpus.of(2));
        assertThat(table.groupOf("j.doe@uni.test")).contains("staff");
    }

    @Test
    void logins_shorten_as_ds01_shortened_them() {
        assertThat(List.of("j.doe@a.b", "JDoe", "a--b", "-x-", "student 12", "x@y@z", "éa.b", "dom:usr", "123456"))
                .flatExtracting(ShortLogin::of)
                .containsExactly("j_doe", "JDoe", "a_b", "x", "student_12", "x", "a_b", "dom:usr", "123456");
        assertThat(ShortLogin.of("a".repeat(32))).containsExactly("a".repeat(32));
        assertThat(ShortLogin.of("a".repeat(33))).containsExactly("a".repeat(27) + "_b4f1", "a".repeat(27) + "-b4f1");
    }

    @Test
    void a_job_over_a_bound_is_refused_with_value_bound_source_and_field() {
        Limits limits = job(Bound.of(Gpus.of(1), RESEARCHER), Bound.of(Bytes.ofGib(1), DEFAULTS));

        List<Problem> problems = limits.refusals(Sample.definition(1, 2, 4096));

        assertThat(codes(problems)).containsExactly("E-LIMIT-JOB", "E-LIMIT-JOB");
        assertThat(problems.getFirst().message())
                .isEqualTo("2 GPUs is more than one of your jobs may have: 1, from group researcher");
        assertThat(problems.getFirst().path()).hasToString("request.resources.gpus");
        assertThat(problems.getLast().message()).contains("4.3 GiB").contains("1 GiB, from defaults");
        assertThat(problems.getLast().fix())
                .contains("ask for 1 GiB or less in request.resources.cpuMemoryGb, shmGb and tmpfs together");
        assertThat(limits.refusals(Sample.definition(1, 1, 512))).isEmpty();
    }

    @Test
    void a_job_that_could_never_run_beside_nothing_is_refused() {
        Limits limits = user(Bound.of(Gpus.of(1), ADA), Bound.unsaid());

        List<Problem> problems = limits.refusals(Sample.definition(1, 2, 512));

        assertThat(codes(problems)).containsExactly("E-LIMIT-NEVER");
        assertThat(problems.getFirst().message()).contains("0 of your 1 GPUs").contains("user ada");
        assertThat(codes(user(Bound.unsaid(), Bound.of(0, ADA)).refusals(Sample.definition(1, 0, 64))))
                .containsExactly("E-LIMIT-NEVER");
    }

    @Test
    void a_bound_on_run_time_refuses_more_and_stops_what_says_nothing() {
        Limits limits = runTime(Duration.ofHours(24));
        JobDefinition silent = Sample.definition(1, 0, 64);
        JobDefinition longer = Sample.scheduled(silent, Sample.atMost(Duration.ofHours(25)));

        assertThat(limits.refusals(longer).getFirst().message())
                .contains("25 h run time")
                .contains("24 h");
        assertThat(limits.stopped(silent).scheduling().maxDuration()).contains(Duration.ofHours(24));
        assertThat(codes(limits.stoppedAt(silent))).containsExactly("N-RUN-TIME-LIMIT");
        JobDefinition shorter = Sample.scheduled(silent, Sample.atMost(Duration.ofHours(1)));
        assertThat(limits.stopped(shorter)).isEqualTo(shorter);
        assertThat(limits.stoppedAt(shorter)).isEmpty();
    }

    @Test
    void a_bound_on_idle_time_refuses_more_and_is_told_to_what_says_nothing() {
        JobLimits none = JobLimits.NONE;
        Limits limits = new Limits(
                new JobLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.shm(),
                        none.tmpfs(),
                        none.runTime(),
                        Bound.of(Duration.ofMinutes(30), RESEARCHER)),
                UserLimits.NONE);
        JobDefinition silent = Sample.definition(1, 0, 64);
        Function<Duration, JobDefinition> own =
                time -> Sample.scheduled(silent, Wished.plain().idleFor(time).scheduling());

        assertThat(limits.refusals(own.apply(Duration.ofSeconds(1801)))
                        .getFirst()
                        .message())
                .isEqualTo("1801 s idle time is more than one of your jobs may have: 30 min, from group researcher");
        assertThat(limits.refusals(own.apply(Duration.ofMinutes(30)))).isEmpty();
        assertThat(limits.stoppedAt(silent))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("30 min, from group researcher"));
        assertThat(limits.stoppedAt(own.apply(Duration.ofMinutes(1)))).isEmpty();
        assertThat(limits.stopped(silent)).isEqualTo(silent);
    }

    @Test
    void the_first_bound_without_room_is_named_with_its_numbers() {
        Limits limits = user(Bound.of(Gpus.of(2), RESEARCHER), Bound.of(3, DEFAULTS));
        UserUse used = new UserUse(5, 2, Gpus.of(2), Cores.of(2), Bytes.ofGib(2), Bytes.ZERO);

        assertThat(limits.shortfall(used, UserUse.of(Sample.definition(1, 1, 64))))
                .hasValueSatisfying(it -> {
                    assertThat(it.what()).isEqualTo(Aggregate.GPUS);
                    assertThat(it.reason().message())
                            .isEqualTo("2 of your 2 GPUs are in use (from group researcher) and the job needs 1");
                });
        assertThat(limits.shortfall(used, UserUse.of(Sample.definition(1, 0, 64))))
                .isEmpty();
    }

    @Test
    void tmpfs_volumes_are_bounded_together_and_shared_memory_is_none_of_them() {
        Limits limits = tmpfs(Bound.of(Bytes.ofGib(4), RESEARCHER), Bound.unsaid());
        JobDefinition shared = Sample.definition(1, 0, 128 * 1024);

        assertThat(limits.refusals(Sample.withTmpfs(shared, 1, 3))).isEmpty();
        assertThat(limits.refusals(Sample.withTmpfs(shared, 2, 3)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.message())
                            .isEqualTo(
                                    "5 GiB tmpfs is more than one of your jobs may have: 4 GiB, from group researcher");
                    assertThat(it.path()).hasToString("request.docker.storage");
                    assertThat(it.fix())
                            .contains("4 GiB or less in the tmpfs volumes of request.docker.storage together");
                });
    }

    @Test
    void what_tmpfs_a_user_has_leaves_keeps_those_waiting_who_want_some_and_nobody_else() {
        Limits limits = tmpfs(Bound.unsaid(), Bound.of(Bytes.ofGib(4), ADA));
        JobDefinition plain = Sample.definition(1, 0, 64);
        UserUse used = UserUse.of(Sample.withTmpfs(plain, 3));

        assertThat(limits.shortfall(used, UserUse.of(Sample.withTmpfs(plain, 2))))
                .hasValueSatisfying(it -> {
                    assertThat(it.what()).isEqualTo(Aggregate.TMPFS);
                    assertThat(it.reason().message())
                            .isEqualTo("3 GiB of your 4 GiB tmpfs are in use (from user ada) and the job needs 2 GiB");
                });
        assertThat(limits.shortfall(used, UserUse.of(Sample.withTmpfs(plain, 1))))
                .isEmpty();
        assertThat(limits.shortfall(UserUse.of(Sample.withTmpfs(plain, 9)), UserUse.of(plain)))
                .isEmpty();
        assertThat(codes(limits.refusals(Sample.withTmpfs(plain, 5)))).containsExactly("E-LIMIT-NEVER");
    }

    @Test
    void over_thousands_of_tables_a_bound_is_the_topmost_that_was_said() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<Bound<Gpus>> said = new ArrayList<>();
            Map<Integer, Bound<Gpus>> layers = new HashMap<>();
            for (int layer = 0; layer < 4; layer++) {
                LimitSource source = List.of(DEFAULTS, RESEARCHER, BIRDS, ADA).get(layer);
                Bound<Gpus> bound = switch (random.nextInt(3)) {
                    case 0 -> Bound.<Gpus>unsaid();
                    case 1 -> Bound.<Gpus>unlimited(source);
                    default -> Bound.of(Gpus.of(random.nextInt(5)), source);
                };
                layers.put(layer, bound);
                if (bound.source().isPresent()) {
                    said.add(bound);
                }
            }
            LimitTable table = new LimitTable(
                    job(layers.get(0), Bound.unsaid()),
                    Map.of("researcher", job(layers.get(1), Bound.unsaid())),
                    Map.of("birds", job(layers.get(2), Bound.unsaid())),
                    Map.of("ada", job(layers.get(3), Bound.unsaid())),
                    new LimitTable.Membership(Map.of("ada", "researcher"), Optional.empty(), false));

            assertThat(table.of("ada", "birds").job().gpus())
                    .as("seed %d", seed)
                    .isEqualTo(said.isEmpty() ? Bound.unsaid() : said.getLast());
        }
    }
}
