package io.fairlead.wire.dialect.runai;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.Typing;
import io.fairlead.wire.dialect.docker.DockerRun;
import io.fairlead.wire.jobfile.JobFile;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunaiSubmitTest {
    private static Translation text(String text) {
        return RunaiSubmit.text(text, Typing.ALICE);
    }

    private static String json(String text) {
        Translation made = text(text);
        assertThat(made.findings().problems()).as(text).isEmpty();
        return made.definition().orElseThrow();
    }

    @Test
    void a_line_becomes_a_definition() {
        String line =
                "runai submit train1 -i nvcr.io/nvidia/pytorch:19.12-py3 -g 1 -p team-a --cpu 4 --memory-limit 16Gi"
                        + " -v /raid/sets:/data:ro -e A=b=c --working-dir /data --local-image -- python train.py --lr 0.1";

        assertThat(json(line)).isEqualTo("""
                        {"name":"train1","project":"team-a","request":{"resources":{"cpus":4,"gpus":1,\
                        "cpuMemoryGb":15.9375,"shmGb":0.0625},"docker":{"image":"nvcr.io/nvidia/pytorch:19.12-py3",\
                        "command":["python","train.py","--lr","0.1"],"environment":{"A":"b=c"},\
                        "storage":[{"hostPath":"/raid/sets","containerPath":"/data","readOnly":true}],\
                        "workingDir":"/data","pull":"never"}}}""");
        assertThat(text(line).way().detached()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    runai submit a -i x:1 --command -- sh -c y         | "command":["sh","-c","y"],"entrypoint":[]
                    runai submit a -i x:1 -- y z                       | "command":["y","z"]
                    runai submit a -i x:1 --command s.py --args 1 --args 2 | "command":["1","2"],"entrypoint":["s.py"]
                    runai submit --name a -i x:1                       | "name":"a"
                    runai submit --job-name-prefix p -i x:1            | "name":"p"
                    runai submit -i reg/tool:1                         | "name":"tool"
                    runai submit a -i x:1 --cpu 500m --memory 1G       | "cpus":0.5
                    runai submit a -i x:1 --memory 64Gi --large-shm    | "cpuMemoryGb":32,"shmGb":32
                    runai submit a -i x:1 --pvc sets:/data:ro          | {"volume":"sets","containerPath":"/data","readOnly":true}
                    runai submit a -i x:1 --pvc-exists claimname=s,path=/d | {"volume":"s","containerPath":"/d"}
                    runai submit a -i x:1 -g 0.5                       | "gpus":0.5
                    runai submit a -i x:1 --gpu 0.25                   | "gpus":0.25
                    runai submit a -i x:1 --mig-profile 2g.10gb        | "gpus":1,"cpuMemoryGb":2,"migProfile":"2g.10gb"
                    runai submit a -i x:1 --image-pull-policy always   | "pull":"always"
                    runai submit a -i x:1 -e T=SECRET:hf,key           | "secrets":{"T":"hf"}
                    runai submit a -i x:1 --node-type dgx              | "features":["dgx"]
                    runai submit a -i x:1 --attach                     | "tty":true,"stdin":true
                    runai submit a -i x:1 -l team=nlp                  | "labels":{"team":"nlp"}
                    runai submit a -i x:1 --preemptible                | "scheduling":{"restartable":true}
                    runai submit a -i x:1 --backoff-limit 2            | "retries":{"max":2,"on":["node-loss","engine-failure","image-pull","exit-code","out-of-memory"]}
                    runai submit a -i x:1 --parallelism 3 --completions 12 | "array":{"size":12,"maxParallel":3}
                    runai submit a -i x:1 --parallelism 3              | "array":{"size":3}
                    runai submit a -i x:1 --completions 1              | "docker":{"image":"x:1"}}}
                    runai training submit a -i x:1 --runs 4 -- y       | "array":{"size":4}
                    runai submit a -i x:1 --backoff-limit 0            | "docker":{"image":"x:1"}}}
                    runai training submit a -i x:1 -g 2 -- y           | "gpus":2
                    runai training standard submit a -i x:1 --gpu-devices-request 1 --gpu-portion-request 0.5 -- y | "gpus":0.5
                    runai training submit a -i x:1 --gpu-portion-request 0.25 -- y | "gpus":0.25
                    runai training submit a -i x:1 --cpu-core-request 500m --cpu-memory-request 1G -- y | "cpus":0.5
                    runai training submit a -i x:1 --environment-variable A=b=c -- y | "environment":{"A":"b=c"}
                    runai training submit a -i x:1 --host-path path=/raid/sets,mount=/data -- y | {"hostPath":"/raid/sets","containerPath":"/data","readOnly":true}
                    runai training submit a -i x:1 --host-path path=/raid/sets,mount=/data,readwrite -- y | {"hostPath":"/raid/sets","containerPath":"/data"}
                    runai training submit a -i x:1 --existing-pvc claimname=s,path=/d -- y | {"volume":"s","containerPath":"/d"}
                    runai training submit a -i x:1 --preemptibility preemptible --priority very-high -- y | "scheduling":{"restartable":true,"priority":"high"}
                    runai training submit a -i x:1 --preemptibility non-preemptible -- y | "command":["y"]}}}
                    runai training submit --name-prefix p -i x:1 --command -- y | "name":"p"
                    runai workspace submit a -i x:1                    | "scheduling":{"session":true,"priority":"high"}
                    runai workspace submit a -i x:1 --priority low -- y | "scheduling":{"priority":"low"}
                    runai submit a -i x:1 --interactive -- y           | "scheduling":{"priority":"high"}
                    runai workspace submit a -i x:1 -- jupyter lab     | "command":["jupyter","lab"]
                    """)
    void flags_have_their_meaning(String line, String part) {
        assertThat(json(line)).contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    runai submit a -g 1                        | E-RUNAI-NO-IMAGE    | needs an image
                    runai submit a b -i x:1                    | E-RUNAI-ARGUMENTS   | unexpected argument b
                    runai submit a -i x:1 --gpuu 2             | E-FLAG-UNKNOWN      | did you mean --gpu?
                    runai submit a -i x:1 --gpu-memory 1G      | E-FLAG-REFUSED      | --gpu-memory can not be had
                    runai submit a -i x:1 --memory 16GiB       | E-RUNAI-QUANTITY    | did you mean 16Gi?
                    runai submit a -i x:1 -v data:/x           | E-RUNAI-VOLUME      | absolute
                    runai submit a -i x:1 -v /a:/x:ro:nfs1     | E-RUNAI-VOLUME      | server of files
                    runai submit a -i x:1 --pvc :3Gi:/x        | E-RUNAI-PVC         | no volume is made
                    runai submit a -i x:1 --pvc sc:3Gi:/x      | E-RUNAI-PVC         | no volume is made
                    runai submit a -i x:1 -t                   | E-RUNAI-TTY         | --stdin
                    runai submit a -i x:1 --image-pull-policy x | E-RUNAI-PULL-POLICY | IfNotPresent
                    runai submit a -i x:1 && ls             | E-LINE-OPERATOR     | shell's
                    runai workspace list -i x:1                | E-RUNAI-NOT-SUBMIT  | runai workspace list
                    runai training pytorch submit a -i x:1     | E-RUNAI-NOT-SUBMIT  | runai training pytorch
                    runai training submit a -i x:1 --gpu-devices-request 2 --gpu-portion-request 0.5 | E-RUNAI-PORTIONS | 0.5 of each of 2
                    runai training submit a -i x:1 --priority urgent | E-RUNAI-WORD | very-high, not urgent
                    runai training submit a -i x:1 --host-path path=/a | E-RUNAI-HOST-PATH | both needed
                    runai training submit a -i x:1 --host-path path=a,mount=/b | E-RUNAI-HOST-PATH | absolute
                    runai training submit a -i x:1 --cpu-memory-requst 1G | E-FLAG-UNKNOWN | did you mean --cpu-memory-request?
                    runai training submit a -i x:1 --run-as-uid 0 | E-FLAG-REFUSED | runs as who submits it
                    runai submit a -i x:1 --memory 64Mi        | E-MEMORY-NOTHING-LEFT | nothing for the processes
                    """)
    void what_can_not_be_had_is_refused_by_name(String line, String code, String words) {
        assertThat(text(line).findings().problems()).as(line).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message() + problem.fix()).contains(words);
        });
    }

    @Test
    void the_line_of_a_translated_docker_run_asks_for_the_same() {
        String docker =
                "docker run --runtime=nvidia -m 32g --shm-size 16G -e A='b c' -v /raid/sets:/data:ro x:1 sh -c 'a && b'";
        JobDefinition definition = JobFile.readStored(
                DockerRun.text(docker, Typing.ALICE).definition().orElseThrow());

        RunaiLine.Export export = RunaiLine.of(definition);

        assertThat(export.text())
                .isEqualTo(
                        "runai submit x -i x:1 --image-pull-policy IfNotPresent -e 'A=b c' --run-as-user -g 1 --cpu 1 --cpu-limit 1"
                                + " --memory 32Gi --memory-limit 32Gi --large-shm -v /raid/sets:/data:ro -- sh -c 'a && b'");
        assertThat(export.losses()).extracting(Problem::code).containsExactly("N-EXPORT-LOSS");
        assertThat(json(export.text()))
                .contains("\"cpuMemoryGb\":16,\"shmGb\":16", "\"environment\":{\"A\":\"b c\"}", "\"a && b\"");
    }

    /** {@code #} stands for the quotation mark. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    resources  | #gpuModel#:#A100#                               | the model or memory of devices
                    resources  | #gpuMemoryGb#:40                                | the model or memory of devices
                    resources  | #minCudaVersion#:#12.4#                         | the version of CUDA
                    resources  | #clusterId#:0                                   | the cluster or machine
                    docker     | #hostname#:#box#                                | the host name
                    docker     | #user#:#root#                                   | the user root
                    docker     | #groupAdd#:[#video#]                            | further groups
                    docker     | #readOnlyRootfs#:true                           | a read-only file system
                    docker     | #stopSignal#:#SIGUSR1#                          | the signal that stops it
                    scheduling | #interactive#:true                              | that it starts now or not at all
                    scheduling | #minDuration#:#1h#                              | the least time between preemptions
                    scheduling | #maxDuration#:#1h#                              | the longest time
                    scheduling | #idleTimeout#:#1h#                              | the longest time without use
                    scheduling | #allowHaltWithoutSignal#:true                   | that it may be killed at once
                    scheduling | #gracePeriod#:#5 minutes#                       | its time to end
                    scheduling | #notAfter#:#2030-01-01T00:00:00Z#               | when it may start
                    scheduling | #maxSimultaneousJobs#:{#bucketName#:#b#,#bucketMax#:2} | how many others it runs beside
                    scheduling | #priority#:#low#                                | its class, low
                    scheduling | #dependsOn#:[{#job#:#0123456789#,#on#:#finished#}] | the jobs that must have ended
                    scheduling | #retries#:{#max#:2,#on#:[#node-loss#]}          | for which failures there is another attempt
                    scheduling | #array#:{#size#:3}                              | what differs between the members of an array
                    scheduling | #reservationIds#:[#r#]                          | what is reserved for it
                    """)
    void what_no_line_says_is_named(String section, String member, String loss) {
        String resources = "\"gpus\":1" + (section.equals("resources") ? "," + member : "");
        String docker = "\"image\":\"x:1\"" + (section.equals("docker") ? "," + member : "");
        String scheduling = section.equals("scheduling") ? member : "";
        String json = "{\"name\":\"a\",\"request\":{\"resources\":{\"cpus\":1,\"cpuMemoryGb\":1," + resources
                + "},\"docker\":{" + docker + "},\"scheduling\":{" + scheduling + "}}}";

        RunaiLine.Export export = RunaiLine.of(JobFile.readStored(json.replace('#', '"')));

        assertThat(export.losses())
                .extracting(Problem::message)
                .singleElement(as(STRING))
                .startsWith(loss + " ");
    }

    @Test
    void an_array_is_exported_as_runs_with_what_they_lack() {
        String line = "runai submit a -i x:1 --preemptible --completions 12 --parallelism 3";

        RunaiLine.Export export = RunaiLine.of(JobFile.readStored(json(line)));

        assertThat(export.text()).contains("--completions 12 --parallelism 3 --preemptible");
        assertThat(export.losses())
                .extracting(Problem::message)
                .anySatisfy(loss -> assertThat(loss).contains("members of an array"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_exported_is_read_back_with_the_same_words(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<String> odd =
                List.of("a", "it's", "b c", "$HOME", "`x`", "*", "--flag", "a=b", "\"q\"", "~", "#", "é", "\\");
        for (int i = 0; i < 100; i++) {
            StringBuilder command = new StringBuilder();
            for (int n = 1 + chance.nextInt(4); n > 0; n--) {
                command.append(command.isEmpty() ? "\"" : ",\"")
                        .append(odd.get(chance.nextInt(odd.size()))
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\""))
                        .append('"');
            }
            String json =
                    "{\"name\":\"x\",\"request\":{\"resources\":{\"cpus\":" + (1 + chance.nextInt(8)) + ",\"gpus\":"
                            + chance.nextInt(3) + ",\"cpuMemoryGb\":" + (1 + chance.nextInt(64))
                            + "},\"docker\":{\"image\":\"x:1\",\"command\":[" + command
                            + "],\"environment\":{\"A\":\"b's $c\"}}}}";
            JobDefinition definition = JobFile.readStored(json);

            JobDefinition again =
                    JobFile.readStored(json(RunaiLine.of(definition).text()));

            assertThat(again.docker().command()).isEqualTo(definition.docker().command());
            assertThat(again.docker().environment())
                    .isEqualTo(definition.docker().environment());
            assertThat(again.resources().gpus())
                    .isEqualTo(definition.resources().gpus());
            assertThat(again.memoryReserved()).isEqualTo(definition.memoryReserved());
        }
    }
}
