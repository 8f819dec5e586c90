package io.fairlead.wire.dialect.ds01;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitsFileTest {
    private static final String FILE = """
            defaults:
              max_gpu_equivalents: 1.0
              max_gpu_slots_per_container: 1
              allow_full_gpu: true
              max_cpus: 32
              memory: 32g
              memory_swap: 32g
              shm_size: 16g
              pids_limit: 4096
              max_containers_per_user: 3
              max_runtime_h: 24
              idle_timeout_h: 0.5
            default_group: student
            enforcement: {aggregate_limits: true, cgroup_driver: systemd}
            groups:
              student:
                max_gpu_equivalents: 2.0
                max_gpu_slots_per_container: 2
                aggregate: {cpu_quota: "9600%", memory_max: 96G, memory_high: 86G, tasks_max: 12288, gpu_limit: 2}
              faculty:
                max_gpu_equivalents: 4.0
                max_gpu_slots_per_container: 4
                max_cpus: 64
                memory: 128g
                shm_size: 64g
                max_runtime_h: 72
                idle_timeout_h: 2
                max_containers_per_user: 5
              admin:
                max_gpu_equivalents: null
                max_runtime: 24h
            policies: {high_demand_threshold: 0.8}
            """;

    private static LimitsFile.Text text(String name, String content) {
        return new LimitsFile.Text(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static LimitsFile.Result read(String file, String faculty, String users) {
        String overrides = file.contains("admin:") ? "# who\nh.root@uni.test:admin  # IT\n" : "";
        return LimitsFile.read(
                text("/etc/limits.yaml", file),
                new LimitsFile.Beside(
                        Map.of("faculty", text("faculty.members", faculty)),
                        Optional.of(text("group-overrides.txt", overrides)),
                        Optional.of(text("user-overrides.yaml", users))));
    }

    private static Limits of(LimitsFile.Result result, String user) {
        assertThat(result.findings().problems()).isEmpty();
        return result.table().of(user, "");
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    @Test
    void groups_lie_over_the_defaults_and_every_bound_says_where_it_is_from() {
        LimitsFile.Result result = read(FILE, "r.lee@uni.test\n", "# none\n");

        Limits student = of(result, "anybody");
        assertThat(student.user().gpus())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(Gpus.of(2)), "group student");
        assertThat(student.user().cpus().most()).contains(Cores.of(96));
        assertThat(student.user().memory().most()).contains(Bytes.ofGib(96));
        assertThat(student.user().containers())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(3), "defaults");
        assertThat(student.job().memory().by()).isEqualTo("defaults");
        Limits faculty = of(result, "r.lee@uni.test");
        assertThat(faculty.job().memory().most()).contains(Bytes.ofGib(128));
        assertThat(faculty.job().runTime().most()).contains(Duration.ofHours(72));
        assertThat(faculty.user().cpus().most()).isEmpty();
        Limits admin = of(result, "h.root@uni.test");
        assertThat(admin.user().gpus())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.empty(), "group admin");
        assertThat(admin.job().runTime().most()).contains(Duration.ofHours(24));
    }

    @Test
    void an_exception_lies_over_its_group_and_the_difference_to_ds01_is_told() {
        LimitsFile.Result result = read(FILE, "r.lee@uni.test\n", "r.lee@uni.test: {idle_timeout_h: 8}\n");

        Limits effective = of(result, "r.lee@uni.test");
        assertThat(effective.user().gpus().most()).contains(Gpus.of(4));
        assertThat(effective.job().memory().most()).contains(Bytes.ofGib(128));
        assertThat(effective.job().runTime().most()).contains(Duration.ofHours(72));
        assertThat(effective.job().idle())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(Duration.ofHours(8)), "user r.lee@uni.test");
        Problem told = result.findings().notices().stream()
                .filter(it -> it.code().equals("N-DS01-OVERRIDE-LAYERED"))
                .findFirst()
                .orElseThrow();
        assertThat(told.message())
                .contains("r.lee@uni.test", "faculty", "GPUs 1 → 4", "memory of a container 32 GiB → 128 GiB")
                .contains("run time 1 day → 3 days");
    }

    @Test
    void logins_may_stand_there_in_the_short_form() {
        LimitsFile.Result result = read(FILE, "r_lee\n", "r_lee: {max_cpus: 8}\n");

        assertThat(result.table().groupOf("r.lee@uni.test")).contains("faculty");
        assertThat(of(result, "r.lee@uni.test").job().cpus().most()).contains(Cores.of(8));
    }

    @Test
    void both_bounds_on_a_users_gpus_must_allow() {
        String file = """
                defaults: {max_gpu_equivalents: 1}
                default_group: g
                groups: {g: {aggregate: {gpu_limit: 3}}}
                """;

        assertThat(of(read(file, "", "#"), "x").user().gpus().most()).contains(Gpus.of(1));
        assertThat(of(read(file, "", "x: {max_gpu_equivalents: 8}"), "x").user().gpus())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(Gpus.of(3)), "group g");
        String off = file + "enforcement: {aggregate_limits: false}\n";
        assertThat(of(read(off, "", "x: {max_gpu_equivalents: 8}"), "x")
                        .user()
                        .gpus()
                        .most())
                .contains(Gpus.of(8));
    }

    @Test
    void what_has_no_effect_is_named_once() {
        List<Problem> notices = read(FILE, "", "#").findings().notices();

        assertThat(notices.stream()
                        .filter(it -> it.code().equals("N-DS01-NO-EFFECT"))
                        .map(it -> it.arguments().get("key")))
                .containsExactlyInAnyOrder("policies", "memory_swap", "pids_limit", "memory_high", "tasks_max");
        assertThat(notices.getFirst().message()).startsWith("/etc/limits.yaml:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_cpu: 3|E-KEY-UNKNOWN|max_cpus",
                "memory: lots|E-DS01-AMOUNT|memory",
                "memory: 16GiBB|E-DS01-AMOUNT|16GiBB",
                "max_runtime: 24|E-DS01-TIME|max_runtime",
                "aggregate: {cpu_quota: 96}|E-DS01-CPU-QUOTA|96",
                "aggregate: {gpu_limits: 96}|E-KEY-UNKNOWN|gpu_limit",
                "max_containers_per_user: -1|E-NUMBER-RANGE|max_containers_per_user",
            })
    void mistakes_are_named_with_file_line_and_the_nearest_key(String line, String code, String word) {
        List<Problem> problems =
                read("groups:\n  g:\n    " + line + "\n", "", "#").findings().problems();

        assertThat(codes(problems)).containsExactly(code);
        assertThat(problems.getFirst().message())
                .startsWith("/etc/limits.yaml:3:")
                .contains(word);
    }

    @Test
    void unknown_groups_and_broken_lists_are_refused() {
        LimitsFile.Result result = LimitsFile.read(
                text("l.yaml", "default_group: studnet\ngroups: {student: {}}\ngroup: {}\n"),
                new LimitsFile.Beside(
                        Map.of("student", text("student.members", "a\n\nb c\n")),
                        Optional.of(text("group-overrides.txt", "a\nb:staff\n")),
                        Optional.empty()));

        assertThat(codes(result.findings().problems()))
                .containsExactlyInAnyOrder(
                        "E-DS01-GROUP-UNKNOWN", "E-KEY-UNKNOWN", "E-DS01-LINE", "E-DS01-GROUP-UNKNOWN", "E-DS01-LINE");
        assertThat(result.findings().problems().stream().map(Problem::message))
                .anyMatch(it -> it.contains("student.members:3") && it.contains("b c"));
    }

    @Test
    void whoever_is_listed_twice_is_in_the_first_group() {
        LimitsFile.Result result = read(FILE, "h.root@uni.test\n", "#");

        assertThat(result.table().groupOf("h.root@uni.test")).contains("admin");
        assertThat(codes(result.findings().notices())).contains("N-DS01-TWO-GROUPS");
    }

    @Test
    void the_sample_with_ds01s_shipped_values_is_read_without_a_word() throws IOException {
        LimitsFile.Result result = LimitsFile.read(
                new LimitsFile.Text("sample", Files.readAllBytes(Path.of("../examples/site/limits-ds01.yaml"))),
                new LimitsFile.Beside(Map.of("researcher", text("r", "alice\n")), Optional.empty(), Optional.empty()));

        assertThat(result.findings().notices()).isEmpty();
        assertThat(of(result, "alice").user().memory().most()).contains(Bytes.ofGib(320));
        assertThat(of(result, "bob").user().gpus().most()).contains(Gpus.of(2));
    }
}
