package io.fairlead.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.job.Wished;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.SiteMounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private static final Node BIG = Sample.node("big", 8, 32, 4, "NVIDIA A100 80GB");
    private static final Node WIDE = Sample.node("wide", 32, 8, 0, "");
    private static final Ledger LEDGER = new Ledger(List.of(BIG, WIDE), List.of());

    private static Resources resources(int cores, int gpus, int gib) {
        return Resources.of(Cores.of(cores), Gpus.of(gpus), Bytes.ofGib(gib));
    }

    private static JobDefinition with(Resources resources) {
        JobDefinition plain = Sample.definition(1, 0, 64);
        return JobDefinition.of(plain.name(), resources, plain.docker());
    }

    private static Candidate candidate(Submitter owner, Resources resources, List<ClusterId> clusters) {
        return new Candidate(
                owner,
                new Project(1001, "ada"),
                with(resources),
                new Texts("{}", "{}"),
                "test",
                Sample.IMAGE,
                true,
                clusters,
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
    }

    private static List<String> codes(Candidate candidate, AdmissionPolicy policy) {
        return switch (Admission.judge(candidate, LEDGER, policy)) {
            case Admission.Verdict.Admitted _ -> List.of();
            case Admission.Verdict.Refused(List<Problem> problems) ->
                problems.stream().map(Problem::code).toList();
        };
    }

    private static List<String> codes(Resources resources) {
        return codes(candidate(Sample.ADA, resources, List.of()), AdmissionPolicy.DEFAULT);
    }

    private static List<Problem> asking(Wished wished, Quotas quotas) {
        Candidate plain = candidate(Sample.ADA, resources(1, 1, 1), List.of());
        Candidate asking = new Candidate(
                plain.owner(),
                plain.project(),
                Sample.scheduled(plain.definition(), wished.scheduling()),
                plain.texts(),
                plain.dialect(),
                plain.image(),
                plain.imagePresent(),
                plain.clusters(),
                plain.mounts(),
                plain.rerunOf());
        return Admission.judge(asking, LEDGER, new AdmissionPolicy(LimitTable.SHIPPED, false, quotas))
                        instanceof Admission.Verdict.Refused(List<Problem> problems)
                ? problems
                : List.of();
    }

    @Test
    void nobody_is_kept_from_being_preempted_for_longer_than_the_site_allows() {
        Map<String, Quota> one = Map.of("ada", new Quota(Gpus.of(1), Optional.empty()));
        Quotas day = new Quotas(one, Duration.ofHours(1), Duration.ofDays(1));
        Duration more = Duration.ofDays(1).plusSeconds(1);

        assertThat(asking(Wished.plain().restartable().atLeast(Duration.ofDays(1)), day))
                .isEmpty();
        assertThat(asking(Wished.plain().restartable().atLeast(more), day))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("E-MIN-DURATION");
                    assertThat(it.path().toString()).isEqualTo("request.scheduling.minDuration");
                    assertThat(it.message()).contains("86401 s", "24 h");
                    assertThat(it.fix()).contains("ask for 24 h", "it is 1 h;", "shares.minDurationMost");
                });
        assertThat(asking(Wished.plain().haltedWithoutSignal().atLeast(more), day))
                .extracting(Problem::code)
                .containsExactly("E-MIN-DURATION");
        // Of a week Slices' pages speak.
        assertThat(asking(Wished.plain().restartable().atLeast(Duration.ofDays(7)), new Quotas(one, Duration.ZERO)))
                .isEmpty();
        assertThat(asking(Wished.plain().restartable().atLeast(Duration.ofDays(8)), new Quotas(one, Duration.ZERO)))
                .hasSize(1);
    }

    @Test
    void where_it_means_nothing_any_minDuration_will_do() {
        Map<String, Quota> one = Map.of("ada", new Quota(Gpus.of(1), Optional.empty()));
        Duration year = Duration.ofDays(365);

        assertThat(asking(Wished.plain().atLeast(year), new Quotas(one, Duration.ZERO)))
                .isEmpty();
        assertThat(asking(Wished.plain().restartable().atLeast(year), Quotas.NONE))
                .isEmpty();
    }

    @Test
    void what_some_node_could_run_is_admitted_with_the_nodes_that_could() {
        var verdict =
                Admission.judge(candidate(Sample.ADA, resources(4, 2, 8), List.of()), LEDGER, AdmissionPolicy.DEFAULT);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Admission.Verdict.Admitted.class,
                        admitted -> assertThat(admitted.submission().nodes()).containsExactly(BIG.ref()));
    }

    @Test
    void what_no_node_has_is_refused_with_its_code() {
        assertThat(codes(resources(1, 5, 1))).containsExactly("E-GPUS-UNSATISFIABLE");
        assertThat(codes(resources(33, 0, 1))).containsExactly("E-CPUS-UNSATISFIABLE");
        assertThat(codes(resources(1, 0, 33))).containsExactly("E-MEMORY-UNSATISFIABLE");
        assertThat(codes(wanting(List.of("H100"), Optional.empty(), List.of())))
                .containsExactly("E-GPU-MODEL-UNSATISFIABLE");
        assertThat(codes(wanting(List.of(), Optional.of(new CudaVersion(12, 4)), List.of())))
                .containsExactly("E-CUDA-UNSATISFIABLE");
    }

    @Test
    void a_feature_that_no_node_has_is_noticed_and_chooses_none() {
        Resources asked = wanting(List.of(), Optional.empty(), List.of("quiet"));

        var verdict = Admission.judge(candidate(Sample.ADA, asked, List.of()), LEDGER, AdmissionPolicy.DEFAULT);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Admission.Verdict.Admitted.class,
                        admitted -> assertThat(admitted.notices())
                                .extracting(Problem::code)
                                .containsExactly("N-FEATURE-UNUSED"));
    }

    private static Resources wanting(List<String> models, Optional<CudaVersion> cuda, List<String> features) {
        Resources plain = resources(1, 1, 1);
        return new Resources(
                plain.cpus(),
                plain.gpus(),
                plain.memory(),
                models,
                plain.gpuMemory(),
                plain.migProfile(),
                cuda,
                plain.clusters(),
                plain.node(),
                features,
                plain.shm(),
                plain.scratch());
    }

    @Test
    void a_model_is_a_part_of_the_name_in_any_case() {
        assertThat(codes(wanting(List.of("h100", " a100 "), Optional.empty(), List.of("fast"))))
                .isEmpty();
    }

    @Test
    void what_exists_but_not_on_one_node_is_refused_with_the_node_that_comes_nearest() {
        assertThat(codes(resources(16, 1, 1))).containsExactly("E-UNSATISFIABLE");
    }

    @Test
    void every_problem_comes_at_once() {
        Submitter root = new Submitter(0, "root", 0, List.of(), "/root");

        assertThat(codes(
                        candidate(root, resources(40, 9, 99), List.of()),
                        new AdmissionPolicy(LimitTable.of(LimitTable.submitted(1)), false)))
                .containsExactly(
                        "E-ROOT-SUBMITS", "E-GPUS-UNSATISFIABLE", "E-CPUS-UNSATISFIABLE", "E-MEMORY-UNSATISFIABLE");
    }

    @Test
    void a_cluster_or_node_that_is_not_there_is_refused() {
        assertThat(codes(candidate(Sample.ADA, resources(1, 0, 1), List.of(new ClusterId(7))), AdmissionPolicy.DEFAULT))
                .containsExactly("E-NODE-UNKNOWN");
    }

    @Test
    void shared_memory_counts_on_top_of_memory() {
        assertThat(codes(resources(1, 0, 32))).containsExactly("E-MEMORY-UNSATISFIABLE");
        assertThat(codes(resources(1, 0, 30))).isEmpty();
    }

    @Test
    void a_user_has_so_many_live_jobs_and_no_more() {
        Ledger full = new Ledger(List.of(BIG), List.of(Sample.queued(1), Sample.queued(2)));
        Candidate candidate = candidate(Sample.ADA, resources(1, 0, 1), List.of());

        assertThat(Admission.judge(candidate, full, new AdmissionPolicy(LimitTable.of(LimitTable.submitted(3)), false)))
                .isInstanceOf(Admission.Verdict.Admitted.class);
        assertThat(Admission.judge(candidate, full, new AdmissionPolicy(LimitTable.of(LimitTable.submitted(2)), false)))
                .isInstanceOfSatisfying(
                        Admission.Verdict.Refused.class,
                        refused ->
                                assertThat(refused.problems().getFirst().code()).isEqualTo("E-TOO-MANY-JOBS"));
    }

    @Test
    void a_name_is_one_session_only_among_those_of_a_user_that_have_not_ended() {
        JobDefinition session = Sample.scheduled(Sample.definition(1, 0, 64), Sample.session(Duration.ofHours(1)));
        Ledger ledger = new Ledger(List.of(Sample.node()), List.of());
        Candidate wish = named(Sample.ADA, session);
        Job first = Sample.queued(7, session);

        assertThat(Admission.judge(wish, ledger, AdmissionPolicy.DEFAULT))
                .isInstanceOf(Admission.Verdict.Admitted.class);
        ledger.apply(new Recorded(Sample.NOON, new Actor.User(1001), new Change.Submitted(first)));
        assertThat(Admission.judge(wish, ledger, AdmissionPolicy.DEFAULT))
                .isInstanceOfSatisfying(
                        Admission.Verdict.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.code()).isEqualTo("E-SESSION-NAME-TAKEN");
                                    assertThat(problem.message())
                                            .contains("train", first.id().text(), "QUEUED");
                                }));
        assertThat(Admission.judge(named(Sample.ADA, Sample.definition(1, 0, 64)), ledger, AdmissionPolicy.DEFAULT))
                .as("a job that is no session")
                .isInstanceOf(Admission.Verdict.Admitted.class);
        Submitter bob = new Submitter(1002, "bob", 1002, List.of(), "/home/bob");
        assertThat(Admission.judge(named(bob, session), ledger, AdmissionPolicy.DEFAULT))
                .as("somebody else's")
                .isInstanceOf(Admission.Verdict.Admitted.class);
        ledger.apply(new Recorded(
                Sample.NOON, new Actor.User(1001), Reconcile.retire(first).getLast()));
        assertThat(Admission.judge(wish, ledger, AdmissionPolicy.DEFAULT))
                .as("after its end")
                .isInstanceOf(Admission.Verdict.Admitted.class);
    }

    private static Candidate named(Submitter owner, JobDefinition definition) {
        return new Candidate(
                owner,
                new Project(1001, "ada"),
                definition,
                new Texts("{}", "{}"),
                "test",
                Sample.IMAGE,
                true,
                List.of(),
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
    }
}
