package io.fairlead.wire.dialect.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Command;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Dependency.On;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlurmWordsTest {
    private static final Submitting ALICE = new Submitting(
            "/home/alice/work",
            "/home/alice",
            "alice",
            "front",
            Map.of("DATA", "/project_ghent/d", "API_TOKEN", "x"),
            ZonedDateTime.parse("2026-03-28T15:30:00+01:00[Europe/Brussels]"),
            Map.of());

    private static SlurmJob srun(String... words) {
        return Srun.translate(List.of(words), ALICE, false);
    }

    private static SlurmJob sbatch(String script, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("job.sh");
        return Sbatch.translate(Sbatch.line(line), script, ALICE);
    }

    private static JobDefinition definition(SlurmJob job) {
        assertThat(job.findings().problems()).isEmpty();
        byte[] text = job.definition().orElseThrow().getBytes(StandardCharsets.UTF_8);
        ReadResult read = JobFile.read(text, Format.JSON, List.of());
        assertThat(read.findings().problems()).isEmpty();
        return read.definition().orElseThrow();
    }

    private static List<String> codes(SlurmJob job) {
        return job.findings().problems().stream().map(Problem::code).toList();
    }

    private static List<String> notices(SlurmJob job) {
        return job.findings().notices().stream().map(Problem::code).toList();
    }

    @Test
    void srun_of_apptainer_exec_runs_the_command_in_the_file_with_home_and_working_folder() {
        JobDefinition job =
                definition(srun("-n1", "--mem=4G", "apptainer", "exec", "--nv", "image.sif", "python3", "-V"));
        assertThat(job.docker().image().toString()).isEqualTo("/home/alice/work/image.sif");
        assertThat(job.docker().image().isFile()).isTrue();
        assertThat(job.docker().command()).isEqualTo(new Command.Exec(List.of("python3", "-V")));
        assertThat(job.docker().entrypoint()).isEmpty();
        assertThat(job.docker().workingDir()).contains("/home/alice/work");
        assertThat(job.docker().storage()).singleElement().isInstanceOf(StorageEntry.NamedVolume.class);
        assertThat(job.docker().environment()).containsEntry("SLURM_SUBMIT_DIR", "/home/alice/work");
    }

    @Test
    void apptainer_shell_opens_bash_where_the_image_has_it() {
        JobDefinition job = definition(srun("--pty", "--mem=4G", "apptainer", "shell", "--nv", "image.sif"));
        assertThat(job.docker().command())
                .isInstanceOfSatisfying(
                        Command.Exec.class,
                        it -> assertThat(it.argv())
                                .startsWith("/bin/sh", "-c")
                                .last()
                                .asString()
                                .contains("exec bash"));
        assertThat(job.docker().tty()).isTrue();
        assertThat(codes(srun("--pty", "apptainer", "shell", "image.sif", "ls")))
                .containsExactly("E-APPTAINER-SHELL");
        assertThat(codes(sbatch("#!/bin/bash\napptainer shell image.sif\n"))).contains("E-APPTAINER-VERB");
    }

    @Test
    void all_of_mem_is_what_the_engine_will_be_given_as_limit() {
        for (String mem : List.of("100M", "1087", "1088", "4G", "65537K")) {
            JobDefinition job = definition(srun("--mem", mem, "apptainer", "exec", "image.sif", "true"));
            Bytes whole = SlurmValues.memory(mem).orElseThrow();
            assertThat(job.memoryReserved().count()).isBetween(whole.count() - 16, whole.count());
        }
        assertThat(codes(srun("--mem=64M", "apptainer", "exec", "i.sif", "true")))
                .containsExactly("E-SLURM-MEMORY-SMALL");
    }

    @Test
    void a_folder_outside_home_is_mounted_where_it_is() {
        SlurmJob job = Srun.translate(
                List.of("apptainer", "exec", "-B", "/project_ghent/d:/data:ro", "docker://python:3.12", "true"),
                ALICE.in("/project_ghent/alice"),
                false);
        JobDefinition definition = definition(job);
        assertThat(definition.docker().storage().stream()
                        .map(it -> it.target().orElseThrow().path()))
                .containsExactly("/home/alice", "/project_ghent/alice", "/data");
        assertThat(definition.docker().image().toString()).isEqualTo("python:3.12");
        assertThat(definition.docker().entrypoint()).contains(List.of());
        assertThat(notices(job)).contains("N-SLURM-TMP", "N-SLURM-MEMORY");
    }

    @Test
    void a_script_runs_whole_in_the_image_that_its_lines_name() {
        SlurmJob job = sbatch("""
                #!/bin/bash
                #SBATCH --job-name=container-demo -c 2
                # a remark
                #SBATCH --time=1-02:00:30   # and another
                #SBATCH --gres=gpu:a100:2
                IMAGE=$HOME/images/a.sif
                module load apptainer
                if true; then srun apptainer exec --nv -B "$DATA" $IMAGE python train.py; fi
                echo $(singularity run ${IMAGE} one)
                python after.py
                """, "--time", "90");
        JobDefinition definition = definition(job);
        assertThat(definition.name()).isEqualTo("container-demo");
        assertThat(definition.docker().image().toString()).isEqualTo("/home/alice/images/a.sif");
        assertThat(definition.scheduling().maxDuration()).contains(Duration.ofMinutes(90));
        assertThat(definition.resources().gpus().whole()).isEqualTo(2);
        assertThat(definition.resources().gpuModels()).containsExactly("a100");
        assertThat(definition.resources().cpus()).isEqualTo(Cores.of(2));
        assertThat(definition.docker().environment())
                .containsEntry("DATA", "/project_ghent/d")
                .containsEntry("SLURM_APPTAINER_IMAGE", "/home/alice/images/a.sif")
                .containsEntry("SLURM_CPUS_PER_TASK", "2");
        assertThat(definition.docker().storage()).hasSize(2);
        List<String> command = ((Command.Exec) definition.docker().command()).argv();
        assertThat(command.get(2)).contains("exec </dev/null >'/home/alice/work/slurm-'\"$SLURM_JOB_ID\"'.out' 2>&1");
        assertThat(command.get(4)).isEqualTo("/bin/bash");
        assertThat(notices(job))
                .containsExactly("N-SLURM-TMP", "N-SLURM-MEMORY", "N-SLURM-MODULE", "N-SLURM-WHOLE-SCRIPT");
    }

    @Test
    void a_directive_after_the_first_command_gets_the_notice_that_sbatch_ignores_it() {
        SlurmJob job = sbatch("#!/bin/sh\napptainer exec a.sif true\n#SBATCH --mem=bogus\n");
        assertThat(definition(job).name()).isEqualTo("job.sh");
        Problem late = job.findings().notices().getLast();
        assertThat(late.code()).isEqualTo("N-SBATCH-DIRECTIVE-LATE");
        assertThat(late.position().line()).isEqualTo(3);
    }

    @Test
    void a_script_without_an_interpreter_is_refused_as_sbatch_refuses_it() {
        assertThat(codes(sbatch("apptainer exec a.sif true\n"))).containsExactly("E-SBATCH-NO-INTERPRETER");
        assertThat(codes(sbatch("#!/bin/sh\r\napptainer exec a.sif true\r\n"))).contains("E-SBATCH-LINE-ENDS");
    }

    @Test
    void two_images_are_refused_naming_both_and_the_line() {
        SlurmJob job = sbatch("#!/bin/sh\napptainer exec a.sif true\n\napptainer exec b.sif true\n");
        assertThat(codes(job)).containsExactly("E-SLURM-TWO-IMAGES");
        Problem problem = job.findings().problems().getFirst();
        assertThat(problem.position().line()).isEqualTo(4);
        assertThat(problem.message()).contains("a.sif (line 2)").contains("b.sif");
    }

    @Test
    void what_only_a_run_can_tell_is_refused_with_its_line() {
        assertThat(codes(sbatch("#!/bin/sh\napptainer exec $(ls *.sif) true\n")))
                .containsExactly("E-SLURM-IMAGE-UNKNOWN");
        assertThat(codes(sbatch("#!/bin/sh\nfor d in a b; do\napptainer exec -B $d:/d a.sif true\ndone\n")))
                .containsExactly("E-APPTAINER-BIND-UNKNOWN");
        assertThat(codes(sbatch("#!/bin/sh\nI=a.sif\nI=b.sif\napptainer exec $I true\n")))
                .containsExactly("E-SLURM-IMAGE-UNKNOWN");
    }

    @Test
    void words_in_here_documents_quotes_and_remarks_are_no_commands() {
        SlurmJob job = sbatch("""
                #!/bin/sh
                # apptainer exec no.sif true
                echo 'apptainer exec no.sif true'; echo "apptainer exec no.sif true"
                cat <<EOF > file
                apptainer exec no.sif true
                EOF
                apptainer exec a.sif true > out.txt 2>&1
                """);
        assertThat(definition(job).docker().image().toString()).endsWith("/a.sif");
    }

    @Test
    void a_wrong_word_is_refused_with_the_nearest_known_one() {
        Problem option = srun("--tiem=5", "apptainer", "exec", "a.sif", "true")
                .findings()
                .problems()
                .getFirst();
        assertThat(option.code()).isEqualTo("E-SLURM-OPTION-UNKNOWN");
        assertThat(option.message()).contains("--tiem").contains("did you mean --time?");
        Problem verb =
                srun("apptainer", "exce", "a.sif", "true").findings().problems().getFirst();
        assertThat(verb.message()).contains("exce").contains("did you mean exec?");
        Problem bind = sbatch("#!/bin/sh\n\napptainer exec --bnd /a a.sif true\n")
                .findings()
                .problems()
                .getFirst();
        assertThat(bind.message()).contains("--bnd").contains("did you mean --bind?");
        assertThat(bind.position().line()).isEqualTo(3);
    }

    @Test
    void a_dependency_names_jobs_by_number_or_id_and_how_they_must_have_ended() {
        String script = "#!/bin/sh\n#SBATCH --dependency=afterok:17:4x9k2m7q1d,afterany:18,afternotok:19\n"
                + "apptainer exec a.sif true\n";
        Sbatch.Line line = Sbatch.line(List.of("job.sh"));
        assertThat(Sbatch.named(line, script)).containsExactly("17", "4x9k2m7q1d", "18", "19");
        assertThat(Srun.named(List.of("-d", "afterok:7", "apptainer", "exec", "a.sif", "true")))
                .containsExactly("7");

        Map<String, String> known = Map.of("17", "aaaaaaaaaa", "18", "bbbbbbbbbb", "19", "cccccccccc");
        assertThat(definition(Sbatch.translate(line, script, ALICE.knowing(known)))
                        .scheduling()
                        .dependsOn())
                .containsExactly(
                        new Dependency(new JobId("aaaaaaaaaa"), On.SUCCEEDED),
                        new Dependency(new JobId("4x9k2m7q1d"), On.SUCCEEDED),
                        new Dependency(new JobId("bbbbbbbbbb"), On.FINISHED),
                        new Dependency(new JobId("cccccccccc"), On.FAILED));
        assertThat(Sbatch.translate(line, script, ALICE).findings().problems())
                .extracting(Problem::message)
                .containsExactly(
                        "--dependency names job 17, and you have no such job",
                        "--dependency names job 18, and you have no such job",
                        "--dependency names job 19, and you have no such job");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"afterok", "afterok:", "17", "afterok:17?afterok:18", "singleton", "after:17", "afterok:x y"})
    void a_dependency_of_another_form_is_refused_and_never_dropped(String given) {
        assertThat(codes(srun("--dependency=" + given, "apptainer", "exec", "a.sif", "true")))
                .containsExactly("E-SLURM-VALUE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0-9;10;0;9;",
                "1,3,7;3;1;7;",
                "0-20:4%2;6;0;20;2",
                "5;1;5;5;",
                "1-1000;1000;1;1000;",
                "3,1-2%10;3;1;3;10"
            })
    void an_array_has_slurms_indexes(String given, int count, int first, int last, Integer most) {
        JobArray array = definition(sbatch("#!/bin/sh\n#SBATCH --array=" + given + "\napptainer exec a.sif true\n"))
                .scheduling()
                .array()
                .orElseThrow();

        assertThat(array.members()).hasSize(count);
        assertThat(array.members().getFirst().index()).isEqualTo(first);
        assertThat(array.members().getLast().index()).isEqualTo(last);
        assertThat(array.maxParallel()).isEqualTo(Optional.ofNullable(most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9-0", "0-1000", "1-9000", "a", "1,,2", "0-9:0", "0-9%0", "0-9%", "-3", "0-99999999"})
    void an_array_of_another_form_is_refused_with_the_forms_there_are(String given) {
        SlurmJob job = sbatch("#!/bin/sh\napptainer exec a.sif true\n", "--array=" + given);

        assertThat(codes(job)).containsExactly("E-SLURM-VALUE");
        assertThat(job.findings().problems().getFirst().message()).contains("0-20:4", "at most 1000");
    }

    @Test
    void what_members_of_an_array_write_goes_into_files_of_their_own() {
        String script = "#!/bin/sh\napptainer exec a.sif true\n";
        var command =
                (Command.Exec) definition(sbatch(script, "-a", "0-1")).docker().command();

        assertThat(String.join(" ", command.argv()))
                .contains("'/home/alice/work/slurm-'\"${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}\"'_'"
                        + "\"${SLURM_ARRAY_TASK_ID:-4294967294}\"'.out'");
        assertThat(OutputPattern.shellWord("%3a")).contains("\"$(printf %03d ${SLURM_ARRAY_TASK_ID:-4294967294})\"");
        assertThat(codes(srun("--array=0-1", "apptainer", "exec", "a.sif", "true")))
                .containsExactly("E-SLURM-OPTION-REFUSED");
    }

    @Test
    void a_variable_that_is_a_credential_by_its_name_is_not_taken_along() {
        SlurmJob job = sbatch("#!/bin/sh\napptainer exec a.sif env T=$API_TOKEN true\n");
        assertThat(definition(job).docker().environment()).doesNotContainKey("API_TOKEN");
        assertThat(notices(job)).contains("N-SLURM-CREDENTIAL");
    }

    @ParameterizedTest
    @CsvSource({"5,5", "1:30,2", "01:00:00,60", "1-0,1440", "2-3:4,3064", "1-0:0:1,1441", "0,0", "UNLIMITED,0"})
    void times_have_all_of_slurms_forms(String text, long minutes) {
        assertThat(SlurmValues.time(text)).contains(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @CsvSource({"1h", "1:2:3:4", "-5", "''"})
    void a_time_of_another_form_is_refused(String text) {
        assertThat(codes(srun("--time=" + text, "apptainer", "exec", "a.sif", "true")))
                .containsExactly("E-SLURM-VALUE");
    }

    @Test
    void values_that_exclude_each_other_are_refused() {
        assertThat(codes(srun("--mem=1G", "--mem-per-cpu=1G", "apptainer", "exec", "a.sif", "true")))
                .containsExactly("E-SLURM-TOGETHER");
        assertThat(codes(srun("--gres=gpu:1", "--gpus=2", "apptainer", "exec", "a.sif", "true")))
                .containsExactly("E-SLURM-TOGETHER");
        assertThat(codes(srun("-N2", "apptainer", "exec", "a.sif", "true"))).containsExactly("E-SLURM-ONE-NODE");
    }

    @Test
    void a_name_with_a_quote_in_it_stays_one_word() {
        assertThat(OutputPattern.shellWord("/a'b/%j")).contains("'/a'\\''b/'\"$SLURM_JOB_ID\"");
        assertThat(OutputPattern.shellWord("/x%q")).isEmpty();
        assertThat(OutputPattern.shellWord("/x%5j")).contains("'/x'\"$(printf %05d $SLURM_JOB_ID)\"");
        assertThat(OutputPattern.shellWord("%x-%%")).contains("\"$SLURM_JOB_NAME\"'-'%");
    }

    @ParameterizedTest
    @CsvSource({
        "now+90, 2026-03-28T14:31:30Z",
        "now+2hours, 2026-03-28T16:30:00Z",
        "now+1day, 2026-03-29T13:30:00Z",
        "now+1week, 2026-04-04T13:30:00Z",
        "16:00, 2026-03-28T15:00:00Z",
        "15:00, 2026-03-29T13:00:00Z",
        "9:30PM, 2026-03-28T20:30:00Z",
        "midnight, 2026-03-28T23:00:00Z",
        "noon, 2026-03-29T10:00:00Z",
        "teatime, 2026-03-28T15:00:00Z",
        "tomorrow, 2026-03-28T23:00:00Z",
        "2026-04-01, 2026-03-31T22:00:00Z",
        "2026-04-01T08:05:09, 2026-04-01T06:05:09Z",
        "04/01/26-08:05, 2026-04-01T06:05:00Z",
        "040126, 2026-03-31T22:00:00Z",
    })
    void a_job_with_begin_starts_no_earlier_in_the_time_zone_of_the_shell(String begin, Instant at) {
        JobDefinition job = definition(srun("--begin", begin, "apptainer", "exec", "image.sif", "true"));
        assertThat(job.scheduling().window().notBefore()).contains(at);
    }

    @Test
    void what_is_reserved_is_named_and_not_restricted_to() {
        JobDefinition job =
                definition(srun("--reservation=course,fans", "--time=60", "apptainer", "exec", "image.sif", "true"));
        assertThat(job.scheduling().reservations()).containsExactly("course", "fans");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "today", "2026-03-28T15:29"})
    void a_begin_that_is_over_asks_for_nothing(String begin) {
        JobDefinition job = definition(srun("--begin", begin, "apptainer", "exec", "image.sif", "true"));
        assertThat(job.scheduling().window().notBefore()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "now+",
                "now+2fortnights",
                "now-1hour",
                "25:00",
                "13:00pm",
                "2026-02-30",
                "130126",
                "now+999999999weeks"
            })
    void a_begin_of_no_known_form_is_refused_with_the_forms(String begin) {
        SlurmJob job = srun("--begin", begin, "apptainer", "exec", "image.sif", "true");
        assertThat(job.findings().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("E-SLURM-VALUE");
            assertThat(problem.message()).contains("--begin", "now+2hours");
        });
    }
}
