package io.fairlead.server.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.share.Shares;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.server.http.SampleJobs;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.api.WhatIfWish;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WhatIfTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");

    private final List<Records.Past> past = new ArrayList<>();
    private final List<UpkeepRecord> upkeep = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>(List.of(node("anvil", "NVIDIA A100 80GB PCIe", 1)));
    private LimitTable limits = LimitTable.SHIPPED;

    @Test
    void a_gpu_more_spares_the_second_job_the_wait_for_the_first() throws Exception {
        ran(1001, 0, 0, 600);
        ran(1002, 10, 600, 600);

        WhatIfView found = run(add("1xA100"));

        assertThat(found.changes())
                .containsExactly("a machine what-if-1 more: 1 × NVIDIA A100 80GB PCIe, 64 CPUs, 256 GiB");
        assertThat(found.overall().before().meanSeconds()).isEqualByComparingTo("295");
        assertThat(found.overall().after().meanSeconds()).isEqualByComparingTo("0");
        assertThat(found.users()).extracting(WhatIfView.NamedWaits::name).containsExactly("user1001", "user1002");
        assertThat(found.starts()).isEqualTo(new WhatIfView.StartCounts(1, 0, 1, 0, 0));
        assertThat(found.moved().getFirst().waitedBeforeSeconds()).isEqualByComparingTo("590");
        // The replay without the change does what was recorded.
        assertThat(found.error().meanSeconds()).isEqualByComparingTo(BigDecimal.ZERO);
        // 1,200 s of one GPU, of the two hours since the first submit, and of two GPUs with the change.
        assertThat(found.use().gpuPercentBefore()).isEqualByComparingTo("16.7");
        assertThat(found.use().gpuPercentAfter()).isEqualByComparingTo("8.3");
        assertThat(found.svg()).isEmpty();
    }

    @Test
    void what_held_a_place_when_the_time_began_keeps_others_waiting_but_is_not_counted() throws Exception {
        ran(1001, -3600, -600, 1200);
        ran(1002, 0, 600, 60);

        WhatIfView found = run(new WhatIfWish(
                List.of("1xA100"), List.of(), List.of(), List.of(), Optional.of("2026-11-22T08:00:00Z"), true));

        assertThat(found.jobs()).isEqualTo(1);
        assertThat(found.overall().before().meanSeconds()).isEqualByComparingTo("600");
        assertThat(found.overall().after().meanSeconds()).isEqualByComparingTo("0");
        assertThat(found.svg().orElseThrow()).contains("<svg", "as it is", "with the change");
    }

    private void drained(String node, int seconds) {
        upkeep.add(new UpkeepRecord(
                MORNING.plusSeconds(seconds),
                new Actor.Admin(0),
                new UpkeepChange.NodeDrained(new NodeRef(ClusterId.LOCAL, node), List.of(), "root", "")));
    }

    @Test
    void what_administrators_set_aside_and_reserved_is_so_in_both_and_what_nobody_recorded_is_said() throws Exception {
        ran(1001, 0, 0, 60);
        ran(1002, 100, 1000, 60);
        drained("anvil", 50);
        drained("gone", 60);
        NodeRef anvil = new NodeRef(ClusterId.LOCAL, "anvil");
        upkeep.add(new UpkeepRecord(
                MORNING.plusSeconds(1000), new Actor.Admin(0), new UpkeepChange.NodeResumed(anvil, List.of())));
        upkeep.add(new UpkeepRecord(
                MORNING.plusSeconds(1200),
                new Actor.Admin(0),
                new UpkeepChange.Reserved(new Reservation(
                        "fans",
                        new Reservation.Part(anvil, List.of(new DeviceId("GPU-anvil0")), Cores.of(1), Bytes.ofGib(1)),
                        MORNING.plusSeconds(5000),
                        MORNING.plusSeconds(6000),
                        Reservation.Members.NOBODY,
                        "root"))));

        WhatIfView found = run(add("1xA100"));

        assertThat(found.error().meanSeconds()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(found.overall().before().meanSeconds()).isEqualByComparingTo("450");
        assertThat(found.overall().after().meanSeconds()).isEqualByComparingTo("0");
        assertThat(found.site().drains()).isEqualTo(2);
        assertThat(found.site().reservations()).isEqualTo(1);
        assertThat(found.site().unknown())
                .hasSize(3)
                .anySatisfy(it -> assertThat(it).contains("lost, sick"))
                .contains("What was set aside or reserved of gone: no such node is configured now.");
        assertThat(run(add("1xA100@anvil")).overall().after().meanSeconds()).isEqualByComparingTo("450");
    }

    @Test
    void what_a_project_would_be_sure_of_is_tried_as_any_other_setting() throws Exception {
        ran(1001, 0, 0, 600);
        ran(1002, 10, 600, 600);

        WhatIfView found = run(set("shares.quotas.project1002.gpus=1", "shares.quotas.project1002.cpus=64"));

        assertThat(found.changes()).hasSize(2);
        // Over its quota a job that may not be preempted does not start: project1001 is sure of nothing.
        assertThat(found.lost()).singleElement().satisfies(it -> {
            assertThat(it.user()).isEqualTo("user1001");
            assertThat(it.reason().orElseThrow().code()).isEqualTo("E-QUOTA-NEVER");
        });
        assertThat(found.overall().after().meanSeconds()).isEqualByComparingTo("0");
    }

    @Test
    void who_may_pass_is_tried_as_any_other_setting() throws Exception {
        ran(1001, 0, 0, 600);
        ran(1002, 10, 600, 600);

        WhatIfView found = run(set("shares.backfill=conservative"));

        assertThat(found.changes()).containsExactly("shares.backfill = conservative");
        assertThat(found.overall().after()).isEqualTo(found.overall().before());
    }

    @Test
    void a_bound_of_a_group_by_its_short_and_by_its_long_name_is_the_same() throws Exception {
        limits = new LimitTable(
                Limits.NONE,
                Map.of("student", Limits.NONE),
                Map.of(),
                Map.of(),
                new LimitTable.Membership(Map.of("user1001", "student"), Optional.empty(), false));
        nodes.set(0, node("anvil", "NVIDIA A100 80GB PCIe", 2));
        ran(1001, 0, 0, 600);
        ran(1001, 0, 0, 600);

        WhatIfView shortly = run(set("limits.student.maxGpus=1"));
        WhatIfView fully = run(set("limits.groups.student.user.gpus=1"));

        assertThat(shortly.overall().after().meanSeconds()).isEqualByComparingTo("300");
        assertThat(fully.overall()).isEqualTo(shortly.overall());
    }

    @Test
    void every_mistake_is_told_at_once_with_path_value_rule_and_fix() {
        ran(1001, 0, 0, 600);
        List<Problem> problems = refused(new WhatIfWish(
                List.of("4 A100", "1xH200", "70xA100@anvil", "1xA100@nowhere"),
                List.of("5xA100"),
                List.of("cloud"),
                List.of(
                        "limits.defaults.user.gpu=1",
                        "limits.defaults.user.tmpfsGb=much",
                        "limits.defaults.job.runTime=7",
                        "limits.users.nobody.user.gpus=1",
                        "limits.defaults.user.gpus=many",
                        "shares.weights.project1001=0",
                        "shares.halfLife=1 minute",
                        "nonsense",
                        "shares.backfill=fifo",
                        "limits.defaults.maxGpu=1",
                        "shares.halfLife=2 days"),
                Optional.of("tomorrow"),
                false));

        assertThat(problems)
                .extracting(it -> it.path().toString(), Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("since", "E-WHAT-IF-SINCE"),
                        tuple("addGpus[0]", "E-WHAT-IF-GPUS"),
                        tuple("addGpus[1]", "E-WHAT-IF-MODEL"),
                        tuple("addGpus[2]", "E-WHAT-IF-FULL"),
                        tuple("addGpus[3]", "E-WHAT-IF-NODE"),
                        tuple("removeGpus[0]", "E-WHAT-IF-FEWER"),
                        tuple("addNodes[0]", "E-WHAT-IF-NODE"),
                        tuple("limits.defaults.user.gpu", "E-WHAT-IF-KEY"),
                        tuple("limits.defaults.job.runTime", "E-CONFIG-DURATION"),
                        tuple("limits.defaults.user.tmpfsGb", "E-NUMBER-UNIT"),
                        tuple("limits.users.nobody.user.gpus", "E-WHAT-IF-NAME"),
                        tuple("limits.defaults.user.gpus", "E-NUMBER-UNIT"),
                        tuple("shares.weights.project1001", "E-NUMBER-RANGE"),
                        tuple("shares.halfLife", "E-CONFIG-DURATION-RANGE"),
                        tuple("shares.backfill", "E-WORD-UNKNOWN"),
                        tuple("set[7]", "E-WHAT-IF-SETTING"),
                        tuple("limits.defaults.maxGpu", "E-WHAT-IF-KEY"),
                        tuple("shares.halfLife", "E-WHAT-IF-TWICE"));
        assertThat(problems).allSatisfy(it -> {
            assertThat(it.fix()).isNotEmpty();
            assertThat(it.given()).isNotEmpty();
        });
        assertThat(problems).anySatisfy(it -> assertThat(it.fix()).contains("did you mean limits.defaults.user.gpus?"));
        assertThat(problems).anySatisfy(it -> assertThat(it.fix()).contains("did you mean limits.defaults.maxGpus?"));
    }

    @Test
    void nothing_to_try_and_no_job_to_try_it_on_are_told() {
        assertThat(refused(add("1xA100"))).extracting(Problem::code).containsExactly("E-WHAT-IF-NO-JOBS");
        ran(1001, 0, 0, 600);
        assertThat(refused(set())).extracting(Problem::code).containsExactly("E-WHAT-IF-NOTHING");
    }

    @Test
    void a_model_that_is_new_here_needs_its_memory_and_a_part_of_two_names_is_no_name() throws Exception {
        ran(1001, 0, 0, 600);
        nodes.add(node("forge", "NVIDIA A100-SXM4-40GB", 2));

        assertThat(refused(add("1xA100"))).extracting(Problem::code).containsExactly("E-WHAT-IF-MODELS");
        assertThat(run(add("4xH200:141")).changes())
                .containsExactly(
                        "a machine what-if-1 more: 2 × H200, 64 CPUs, 256 GiB",
                        "a machine what-if-2 more: 2 × H200, 64 CPUs, 256 GiB");
        assertThat(run(add("2xSXM4@forge")).changes()).containsExactly("2 × NVIDIA A100-SXM4-40GB more in forge");
    }

    @Test
    void a_second_change_is_refused_while_one_is_being_tried() throws Exception {
        ran(1001, 0, 0, 600);
        WhatIf whatIf = whatIf();
        Trial second = whatIf.prepare(add("2xA100"), nodes);
        List<Problem> seen = new ArrayList<>();

        whatIf.prepare(add("1xA100"), nodes).run((_, _) -> {
            ProblemException busy = catchThrowableOfType(ProblemException.class, () -> second.run((_, _) -> {}));
            seen.addAll(busy.problems());
        });

        assertThat(seen).extracting(Problem::code).isNotEmpty().containsOnly("E-WHAT-IF-BUSY");
        assertThat(second.run((_, _) -> {}).jobs()).isEqualTo(1);
    }

    private static org.assertj.core.groups.Tuple tuple(String path, String code) {
        return org.assertj.core.api.Assertions.tuple(path, code);
    }

    private static WhatIfWish add(String gpus) {
        return new WhatIfWish(List.of(gpus), List.of(), List.of(), List.of(), Optional.empty(), false);
    }

    private static WhatIfWish set(String... settings) {
        return new WhatIfWish(List.of(), List.of(), List.of(), List.of(settings), Optional.empty(), false);
    }

    private WhatIf whatIf() {
        Records records = new Records() {
            @Override
            public List<Past> ran(Instant since, Instant now, int most) {
                return past.reversed();
            }

            @Override
            public List<Use> used(Instant from, Instant to, Duration step) {
                return List.of();
            }

            @Override
            public List<UpkeepRecord> upkeep() {
                return upkeep;
            }
        };
        return new WhatIf(records, limits, Shares.DEFAULT, () -> NOW);
    }

    private WhatIfView run(WhatIfWish wish) throws InterruptedException {
        return whatIf().prepare(wish, nodes).run((_, _) -> {});
    }

    private List<Problem> refused(WhatIfWish wish) {
        return catchThrowableOfType(ProblemException.class, () -> whatIf().prepare(wish, nodes))
                .problems();
    }

    /** Seconds after the morning. */
    private void ran(long uid, int submitted, int started, int seconds) {
        Submission plain = SampleJobs.submission(uid, "train");
        Submission submission = new Submission(
                plain.owner(),
                plain.project(),
                plain.definition(),
                plain.texts(),
                plain.dialect(),
                plain.image(),
                List.of(new SiteMounts("local", List.of())),
                plain.nodes(),
                Optional.empty());
        Job job = Job.admitted(
                new JobId("%010d".formatted(past.size())), submission, false, true, MORNING.plusSeconds(submitted));
        past.add(new Records.Past(job, MORNING.plusSeconds(started), Duration.ofSeconds(seconds), Optional.empty()));
    }

    private static Node node(String name, String model, int gpus) {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            devices.add(new Device(new DeviceId("GPU-" + name + i), i, model, Bytes.ofGib(80), true));
        }
        return new Node(
                new NodeRef(ClusterId.LOCAL, name),
                "local",
                Cores.of(64),
                Bytes.ofGib(256),
                devices,
                Optional.empty(),
                List.of());
    }
}
