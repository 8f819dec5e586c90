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
                        Optional.of(text("user-overrides.yaml", users)),
                        Optional.empty()));
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
                .containsExactlyInAnyOrder(
                        "policies", "pids_limit", "memory_high", "tasks_max", "enforcement.cgroup_driver");
        assertThat(notices.getFirst().message()).startsWith("/etc/limits.yaml:");
    }

    private static Problem notice(LimitsFile.Result result, String code) {
        assertThat(result.findings().problems()).isEmpty();
        return result.findings().notices().stream()
                .filter(it -> it.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_value_without_an_effect_is_told_and_whose_it_is() {
        LimitsFile.Result result = read("""
                defaults: {gpu_hold_after_stop_h: 0.25, memory: 8g, memory_swap: 8g}
                groups:
                  g: {policies: {gpu_idle_threshold: 5, days: [1, 2]}}
                  admin: {gpu_hold_after_stop_h: 1, memory: 8g, memory_swap: 16g}
                """, "", "x: {gpu_hold_after_stop_h: null}\n");

        assertThat(result.findings().notices().stream().map(Problem::message))
                .anyMatch(it -> it.endsWith("container is gone; the file says 0.25 (defaults), 1 (group admin)"))
                .anyMatch(it -> it.contains("user-overrides.yaml:1:") && it.endsWith("the file says null (user x)"))
                .anyMatch(it -> it.endsWith("the file says {gpu_idle_threshold: 5, days: [1, 2]} (group g)"))
                .anyMatch(it -> it.endsWith("no swap; the file says 16g (group admin)"));
    }

    @Test
    void of_two_names_for_one_thing_the_newer_counts_and_the_other_is_told() {
        LimitsFile.Result result = read("""
                defaults: {max_gpu_slots: 7, max_gpu_equivalents: 2, max_runtime: 5h, max_runtime_h: 3}
                groups: {admin: {max_mig_instances: 4}}
                """, "", "#");

        assertThat(of(result, "x").user().gpus().most()).contains(Gpus.of(2));
        assertThat(of(result, "x").job().runTime().most()).contains(Duration.ofHours(3));
        assertThat(result.findings().notices().stream().map(Problem::message))
                .anyMatch(it -> it.endsWith("max_gpu_equivalents is said beside it; the file says 7 (defaults)"))
                .anyMatch(it -> it.endsWith("max_runtime_h is said beside it; the file says 5h (defaults)"))
                .anyMatch(it -> it.endsWith("max_mig_instances is read as max_gpu_equivalents: 4"));
    }

    @Test
    void null_for_the_aggregate_is_no_bound_whatever_the_defaults_say() {
        String file = "defaults: {aggregate: {gpu_limit: 2, cpu_quota: 800%}}\ngroups: {admin: {aggregate: null}}\n";

        assertThat(of(read(file, "", "#"), "x").user().cpus().most()).contains(Cores.of(8));
        assertThat(of(read(file, "", "#"), "h.root@uni.test").user().cpus())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.empty(), "group admin");
        assertThat(of(read(file, "", "#"), "h.root@uni.test").user().gpus().most())
                .isEmpty();
    }

    @Test
    void what_ds01_kept_of_the_group_is_no_difference_and_what_it_did_not_take_from_an_exception_is_one() {
        String file = """
                defaults: {max_gpu_equivalents: 1}
                groups: {faculty: {max_gpu_equivalents: 4, aggregate: {gpu_limit: 4, cpu_quota: 800%}}}
                """;

        LimitsFile.Result same = read(file, "x\n", "x: {max_gpu_equivalents: 8}");
        assertThat(of(same, "x").user().gpus().most()).contains(Gpus.of(4));
        assertThat(codes(same.findings().notices())).doesNotContain("N-DS01-OVERRIDE-LAYERED");
        LimitsFile.Result other = read(file, "x\n", "x: {max_gpu_equivalents: 4, aggregate: {cpu_quota: 1600%}}");
        assertThat(notice(other, "N-DS01-OVERRIDE-LAYERED").message()).endsWith("beneath it: CPUs 8 → 16");
    }

    @Test
    void an_exception_in_the_short_form_lies_over_the_group_of_the_whole_login() {
        String file =
                "groups: {g: {aggregate: {gpu_limit: 2}}, faculty: {aggregate: {gpu_limit: 4}}}\ndefault_group: g\n";
        LimitsFile.Result result = read(file, "r.lee@uni.test\n", "r_lee: {max_gpu_equivalents: 8}");

        assertThat(of(result, "r.lee@uni.test").user().gpus())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(Gpus.of(4)), "group faculty");
    }

    @Test
    void lists_of_no_group_and_exemptions_are_told_by_name() {
        LimitsFile.Result result = LimitsFile.read(
                text("l.yaml", "defaults: {idle_timeout_h: 0.5}\ngroups: {g: {}}\n"),
                new LimitsFile.Beside(
                        Map.of("phd", text("phd.members", "ghost # gone\n"), "none", text("none.members", "# empty\n")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(text("lifecycle-exemptions.yaml", """
                                exemptions:
                                  - {username: bob, exempt_from: [idle_timeout, max_runtime], expires_on: 2027-01-01}
                                """))));

        assertThat(notice(result, "N-DS01-LIST-UNUSED").message())
                .startsWith("phd.members is for no group")
                .endsWith("ghost");
        assertThat(notice(result, "N-DS01-EXEMPTION").message())
                .startsWith("lifecycle-exemptions.yaml:2:")
                .endsWith(
                        "bob was exempt from idle_timeout, max_runtime until 2027-01-01; here the bounds hold: run time"
                                + " unlimited, idle time 30 minutes");
        assertThat(codes(result.findings().notices())).hasSize(2);
    }

    @Test
    void what_is_of_the_wrong_kind_at_the_top_is_refused_and_not_passed_over() {
        List<Problem> problems = read("""
                        default_group: 5
                        enforcement: {aggregate_limits: no, memory: true}
                        groups: {g: {members: bob, allow_full_gpu: no}, admin: {}}
                        defaults: {members: [bob]}
                        """, "", "#").findings().problems();

        assertThat(problems)
                .extracting(it -> it.code() + " " + it.path())
                .containsExactlyInAnyOrder(
                        "E-VALUE-TYPE default_group",
                        "E-VALUE-TYPE enforcement.aggregate_limits",
                        "E-KEY-UNKNOWN enforcement.memory",
                        "E-VALUE-TYPE groups.g.members",
                        "E-VALUE-TYPE groups.g.allow_full_gpu",
                        "E-KEY-UNKNOWN defaults.members");
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
                "idle_timeout_h: 0|E-DS01-NO-TIME|idle_timeout_h",
                "max_runtime: 0h|E-DS01-TIME|max_runtime",
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
                        Optional.empty(),
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
    void the_sample_has_ds01s_shipped_values_and_all_of_them_count() throws IOException {
        LimitsFile.Result result = LimitsFile.read(
                new LimitsFile.Text("sample", Files.readAllBytes(Path.of("../examples/site/limits-ds01.yaml"))),
                new LimitsFile.Beside(
                        Map.of("researcher", text("r", "alice\n")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(codes(result.findings().notices())).containsExactly("N-DS01-SLOTS");
        assertThat(of(result, "alice").user().memory().most()).contains(Bytes.ofGib(320));
        assertThat(of(result, "bob").user().gpus().most()).contains(Gpus.of(2));
        assertThat(of(result, "alice").job().idle())
                .extracting(Bound::most, Bound::by)
                .containsExactly(Optional.of(Duration.ofHours(1)), "group researcher");
        assertThat(of(result, "bob").job().idle().most()).contains(Duration.ofMinutes(30));
    }
}
