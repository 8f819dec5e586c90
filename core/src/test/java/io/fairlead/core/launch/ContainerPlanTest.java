package io.fairlead.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.unit.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContainerPlanTest {
    private static final String INSTANCE = "0123456789abcdefghjkmnpqrs";
    private static final ContainerPolicy POLICY =
            new ContainerPolicy(INSTANCE, 3, ContainerSpec.Network.BRIDGE, 128, 1024, Bytes.ofMib(8));
    private static final DeviceId DEVICE = new DeviceId("GPU-node1-0");

    private static ContainerSpec spec(Job job, boolean realDevices, List<ContainerSpec.Mount> mounts) {
        Job starting = Sample.after(job, Sample.assigned(job, 1, DEVICE), new Change.Starting(job.id(), 1));
        Stand stand = new Stand(
                "ada",
                "/home/ada",
                Optional.of("/opt/bin"),
                List.of("27"),
                new LinkedHashMap<>(),
                Optional.empty(),
                mounts);
        return ContainerPlan.of(starting, starting.attempt().orElseThrow(), stand, POLICY, realDevices);
    }

    @Test
    void every_reserved_label_is_set() {
        assertThat(spec(Sample.queued(1), true, List.of()).labels())
                .containsEntry(ReservedLabels.INSTANCE, INSTANCE)
                .containsEntry(ReservedLabels.EPOCH, "3")
                .containsEntry(ReservedLabels.JOB, Sample.id(1).text())
                .containsEntry(ReservedLabels.ATTEMPT, "1");
    }

    @Test
    void devices_come_from_the_allocation_and_simulated_ones_never_reach_the_engine() {
        ContainerSpec real = spec(Sample.queued(1), true, List.of());
        ContainerSpec simulated = spec(Sample.queued(1), false, List.of());

        assertThat(real.devices()).containsExactly(DEVICE);
        assertThat(simulated.devices()).isEmpty();
        assertThat(simulated.process().environment())
                .containsEntry("NVIDIA_VISIBLE_DEVICES", "GPU-node1-0")
                .containsEntry("FAIRLEAD_GPUS", "1")
                .containsEntry("GPULAB_GPUS_RESERVED", "1");
    }

    private static Job of(String dialect, Job job) {
        Submission given = job.submission();
        Submission other = new Submission(
                given.owner(),
                given.project(),
                given.definition(),
                given.texts(),
                dialect,
                given.image(),
                given.mounts(),
                given.nodes(),
                Optional.empty());
        return Job.admitted(job.id(), other, false, true, job.submittedAt());
    }

    @Test
    void a_job_that_came_through_another_dialect_gets_its_names_and_others_do_not() {
        Map<String, String> runai =
                spec(of("runai", Sample.queued(1)), true, List.of()).process().environment();

        assertThat(runai)
                .containsEntry("RUNAI_JOB_NAME", runai.get("FAIRLEAD_JOB_NAME"))
                .containsEntry("RUNAI_PROJECT", runai.get("FAIRLEAD_PROJECT"))
                .containsEntry("JOB_NAME", runai.get("FAIRLEAD_JOB_NAME"))
                .containsEntry("JOB_UUID", Sample.id(1).text())
                .containsEntry("POD_INDEX", "0")
                .containsKey("POD_UUID")
                .containsKey("GPULAB_JOB_ID");
        assertThat(spec(Sample.queued(1), true, List.of()).process().environment())
                .doesNotContainKeys("RUNAI_JOB_NAME", "JOB_NAME", "POD_INDEX");
    }

    @Test
    void a_member_of_an_array_is_told_its_index_and_what_it_stands_for() {
        SequencedMap<String, String> told = new LinkedHashMap<>(Map.of("LR", "0.2"));
        JobArray array = new JobArray(
                List.of(new JobArray.Member(3, new LinkedHashMap<>()), new JobArray.Member(7, told)), Optional.of(1));
        Submission submission =
                Sample.queued(1, Sample.definition(1, 1, 64).arrayed(array)).submission();
        Job member = Job.admitted(Sample.id(1).member(7), submission, false, true, Sample.NOON);

        assertThat(spec(member, true, List.of()).process().environment())
                .containsEntry("FAIRLEAD_JOB_ID", Sample.id(1) + ".7")
                .containsEntry("FAIRLEAD_ARRAY_ID", Sample.id(1).text())
                .containsEntry("FAIRLEAD_ARRAY_INDEX", "7")
                .containsEntry("FAIRLEAD_ARRAY_SIZE", "2")
                .containsEntry("LR", "0.2")
                .doesNotContainKey("SLURM_ARRAY_TASK_ID");
        assertThat(spec(of("slurm", member), true, List.of()).process().environment())
                .containsEntry("SLURM_ARRAY_TASK_ID", "7")
                .containsEntry("SLURM_ARRAY_TASK_COUNT", "2")
                .containsEntry("SLURM_ARRAY_TASK_MIN", "3")
                .containsEntry("SLURM_ARRAY_TASK_MAX", "7")
                .containsEntry("SLURM_ARRAY_TASK_STEP", "4");
        assertThat(spec(of("slurm", Sample.queued(1)), true, List.of())
                        .process()
                        .environment())
                .doesNotContainKey("SLURM_ARRAY_TASK_ID");
    }

    @Test
    void a_job_without_devices_sees_none() {
        Job job = Sample.queued(1, Sample.definition(1, 0, 64));
        Job starting = Sample.after(job, Sample.assigned(job, 1), new Change.Starting(job.id(), 1));
        Stand stand = new Stand(
                "ada", "/home/ada", Optional.empty(), List.of(), new LinkedHashMap<>(), Optional.empty(), List.of());

        ContainerSpec spec = ContainerPlan.of(starting, starting.attempt().orElseThrow(), stand, POLICY, true);

        assertThat(spec.process().environment()).containsEntry("NVIDIA_VISIBLE_DEVICES", "void");
    }

    @Test
    void the_environment_says_who_where_and_how_much() {
        assertThat(spec(Sample.queued(1), true, List.of()).process().environment())
                .containsEntry("HOME", "/home/ada")
                .containsEntry("PATH", "/home/ada/.local/bin:/opt/bin")
                .containsEntry("FAIRLEAD_JOB_ID", Sample.id(1).text())
                .containsEntry("FAIRLEAD_NODE", "node1")
                .containsEntry("FAIRLEAD_ATTEMPT", "1")
                .containsEntry("FAIRLEAD_MEMORY_MB", "64")
                .doesNotContainKey("FAIRLEAD_DEADLINE");
    }

    @Test
    void the_limit_covers_shared_memory_and_the_user_is_the_submitter() {
        ContainerSpec spec = spec(Sample.queued(1), true, List.of());

        assertThat(spec.bounds().memory()).isEqualTo(Bytes.ofMib(128));
        assertThat(spec.bounds().shm()).isEqualTo(Bytes.ofMib(64));
        assertThat(spec.process().user()).isEqualTo("1001:1001");
        assertThat(spec.process().groups()).containsExactly("27");
    }

    @Test
    void parents_are_mounted_before_what_is_beneath_them() {
        ContainerSpec spec = spec(
                Sample.queued(1),
                true,
                List.of(
                        new ContainerSpec.Mount.Bind("/s/3", "/data/in/raw", false),
                        new ContainerSpec.Mount.Bind("/s/1", "/data", false),
                        new ContainerSpec.Mount.Bind("/s/2", "/data-2", false)));

        assertThat(spec.mounts()).extracting(ContainerSpec.Mount::target).containsSubsequence("/data", "/data/in/raw");
    }

    @Test
    void an_image_is_asked_for_by_digest_and_never_by_tag() {
        assertThat(spec(Sample.queued(1), true, List.of()).image()).isEqualTo("team/train@" + Sample.IMAGE.digest());
        assertThat(Sample.IMAGE.kind()).isEqualTo(ResolvedImage.Kind.MANIFEST);
    }

    @ParameterizedTest
    @CsvSource({
        "train, train",
        "'My Job, 2nd try', my-job-2nd-try",
        "--x--, x",
        "Ä, job",
        "'', job",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void a_name_becomes_a_valid_host_name(String name, String host) {
        assertThat(HostName.of(name)).isEqualTo(host).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    @Test
    void a_session_is_held_open_by_our_own_program_with_its_command_and_without() {
        Job plain =
                Sample.queued(1, Sample.scheduled(Sample.definition(1, 1, 64), Sample.session(Duration.ofHours(1))));
        JobDefinition notebook = Sample.scheduled(
                JobDefinition.of(
                        "notebook",
                        plain.submission().definition().resources(),
                        DockerRequest.of(
                                plain.submission().definition().docker().image(),
                                new Command.Exec(List.of("jupyter", "lab")))),
                Sample.session(Duration.ofHours(1)));

        assertThat(spec(plain, true, List.of()).process().entrypoint()).contains(List.of());
        assertThat(spec(plain, true, List.of()).process().command())
                .contains(List.of(ContainerPlan.HOLD, "open", "15"));
        assertThat(spec(Sample.queued(2, notebook), true, List.of()).process().command())
                .contains(List.of(ContainerPlan.HOLD, "open", "15", "jupyter", "lab"));
    }
}
