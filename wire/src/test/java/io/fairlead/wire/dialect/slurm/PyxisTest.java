package io.fairlead.wire.dialect.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Command;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.jobfile.JobFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PyxisTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-28T15:30:00+01:00[Europe/Brussels]");

    private static Submitting in(String folder) {
        return new Submitting(folder, "/home/alice", "alice", "front", Map.of(), NOW, Map.of());
    }

    private static SlurmJob srun(String... words) {
        return Srun.translate(List.of(words), in("/home/alice/work"), false);
    }

    private static SlurmJob sbatch(String script, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("job.sh");
        return Sbatch.translate(Sbatch.line(line), script, in("/home/alice/work"));
    }

    private static JobDefinition definition(SlurmJob job) {
        assertThat(job.findings().problems()).isEmpty();
        return JobFile.readStored(job.definition().orElseThrow());
    }

    private static List<String> codes(SlurmJob job) {
        return job.findings().problems().stream().map(Problem::code).toList();
    }

    @Test
    void srun_with_an_image_runs_the_command_there_and_shows_nothing_but_what_is_mounted() {
        JobDefinition job = definition(srun(
                "--mem=4G",
                "--container-image=nvcr.io#nvidia/pytorch:24.01-py3",
                "--container-mounts=/data/sets:/sets:ro,/scratch:/scratch",
                "python3",
                "train.py"));

        assertThat(job.name()).isEqualTo("python3");
        assertThat(job.docker().image().toString()).isEqualTo("nvcr.io/nvidia/pytorch:24.01-py3");
        assertThat(job.docker().command()).isEqualTo(new Command.Exec(List.of("python3", "train.py")));
        assertThat(job.docker().workingDir()).as("the image's own").isEmpty();
        assertThat(job.docker().storage())
                .extracting(StorageEntry::toString)
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("/data/sets", "/sets", "readOnly=true"))
                .anySatisfy(it -> assertThat(it).contains("/scratch", "readOnly=false"));
    }

    @Test
    void home_and_working_folder_are_asked_for() {
        JobDefinition job = definition(srun(
                "--container-image", "busybox:1", "--container-mount-home", "--container-workdir=/home/alice", "ls"));

        assertThat(job.docker().workingDir()).contains("/home/alice");
        assertThat(job.docker().storage()).singleElement().isInstanceOf(StorageEntry.NamedVolume.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --container-image=x.sqsh ls                                | E-SLURM-IMAGE-KIND
                    --container-image=busybox:1                                | E-APPTAINER-NO-COMMAND
                    --container-image=Busy:1 ls                                | E-IMAGE-REFERENCE
                    --container-image=busybox:1 --container-mounts=/a:b ls     | E-APPTAINER-BIND
                    --container-image=busybox:1 --container-name=x ls          | E-SLURM-OPTION-REFUSED
                    --container-image=busybox:1 apptainer exec x.sif ls        | E-SLURM-TOGETHER
                    --container-imag=busybox:1 --conatiner-mounts=/a:/a ls     | E-SLURM-OPTION-UNKNOWN
                    """)
    void a_wrong_line_is_refused_by_name(String line, String code) {
        assertThat(codes(srun(line.split(" ", -1)))).contains(code);
    }

    @Test
    void what_belongs_to_a_container_is_not_dropped_where_there_is_none() {
        SlurmJob job = srun("--container-mounts=/a:/a", "apptainer", "exec", "x.sif", "ls");

        assertThat(codes(job)).containsExactly("E-SLURM-NO-CONTAINER");
    }

    @Test
    void a_script_runs_whole_in_the_image_of_its_steps_with_their_mounts() {
        JobDefinition job = definition(sbatch("""
                #!/bin/bash
                IMG=busybox:1
                srun --container-image=$IMG --container-mounts=/data/a:/a ls /a
                srun --container-image "$IMG" --container-mounts /data/b:/b:ro ls /b
                srun hostname
                """));

        assertThat(job.docker().image().toString()).isEqualTo("busybox:1");
        assertThat(job.docker().environment())
                .containsEntry("SLURM_APPTAINER_BINDS", "/data/a:/a,/data/a:/a:rw,/data/b:/b:ro");
    }

    @Test
    void an_image_in_a_directive_is_that_of_the_whole_script() {
        JobDefinition job = definition(
                sbatch("#!/bin/sh\n#SBATCH --container-image=busybox:1 --container-mounts=/data:/data\nls /data\n"));

        assertThat(job.docker().image().toString()).isEqualTo("busybox:1");
        assertThat(job.docker().environment())
                .containsEntry("SLURM_APPTAINER_BINDS", "/data,/data:/data,/data:/data:rw");
    }

    @Test
    void a_step_in_another_image_is_refused_with_both_and_never_run_in_the_first() {
        SlurmJob job = sbatch("""
                #!/bin/sh
                apptainer exec docker://busybox:1 ls
                srun --container-image=debian:12 ls
                """);

        assertThat(codes(job)).containsExactly("E-SLURM-TWO-IMAGES");
        assertThat(job.findings().problems().getFirst().message()).contains("busybox:1", "debian:12");
    }

    @Test
    void what_only_a_run_can_tell_is_refused_with_its_line() {
        SlurmJob job = sbatch("#!/bin/sh\nsrun --container-image=$(cat image) ls\n");

        assertThat(codes(job)).contains("E-SLURM-IMAGE-UNKNOWN");
        assertThat(job.findings().problems().getFirst().position().line()).isEqualTo(2);
    }

    /** The stand-ins for srun run under this machine's own shell, as they do in a container. */
    @Test
    void steps_run_where_they_say_and_one_in_another_image_fails(@TempDir Path folder) throws Exception {
        String script = "#!/bin/sh\nIMG=reg.example#a/b:1\n"
                + "srun --container-image=$IMG --container-workdir / sh -c 'echo in $PWD'\n"
                + "srun -n1 --no-container-mount-home --container-image reg.example/a/b:1 echo plain\n"
                + "eval srun --container-image=c:1 echo never || echo failed\n"
                + "srun --container-image=$IMG sh -c 'exit 7'\n";
        SlurmJob job = Sbatch.translate(Sbatch.line(List.of("job.sh")), script, in(folder.toString()));
        JobDefinition definition = definition(job);

        int code = run(definition, folder);

        assertThat(Files.readString(folder.resolve("slurm-4242.out")))
                .contains("in /\n", "plain\n", "c:1 is another image", "failed\n")
                .doesNotContain("never\n");
        assertThat(code).isEqualTo(7);
    }

    private static int run(JobDefinition definition, Path folder) throws IOException, InterruptedException {
        List<String> argv = ((Command.Exec) definition.docker().command()).argv();
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().putAll(definition.docker().environment());
        builder.environment().put("SLURM_JOB_ID", "4242");
        try {
            return builder.start().waitFor();
        } finally {
            new ProcessBuilder("rm", "-rf", "/tmp/slurm-job-4242").start().waitFor();
            assertThat(Files.readString(folder.resolve("said"), StandardCharsets.UTF_8))
                    .contains("the output goes to");
        }
    }
}
