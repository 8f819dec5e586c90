package io.fairlead.wire.dialect.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Problem;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.Typing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DockerRunTest {
    private static Translation text(String text) {
        return DockerRun.text(text, Typing.ALICE);
    }

    private static String json(String text) {
        Translation made = text(text);
        assertThat(made.findings().problems()).as(text).isEmpty();
        return made.definition().orElseThrow();
    }

    private static List<String> notices(String text) {
        return text(text).findings().notices().stream().map(Problem::code).toList();
    }

    @Test
    void the_line_of_the_story_becomes_a_definition() {
        String line = """
                docker run --runtime=nvidia --shm-size 16G -it --rm -e HOSTNAME=`hostname` \\
                    -v /raid/public/my_datasets:/root/dataset:ro \\
                    nvcr.io/nvidia/pytorch:19.12-py3
                """;

        assertThat(json(line)).isEqualTo("""
                        {"name":"pytorch","request":{"resources":{"cpus":1,"gpus":1,"cpuMemoryGb":2,"shmGb":16},\
                        "docker":{"image":"nvcr.io/nvidia/pytorch:19.12-py3","environment":{"HOSTNAME":"login1"},\
                        "storage":[{"hostPath":"/raid/public/my_datasets","containerPath":"/root/dataset","readOnly":true}],\
                        "tty":true,"stdin":true},"scheduling":{"interactive":true}}}""");
        assertThat(text(line).way()).isEqualTo(new Translation.Way(false, true, true));
        assertThat(text(line).findings().notices())
                .extracting(Problem::code, it -> it.position().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("N-DEFAULTED", "1:1"),
                        org.assertj.core.groups.Tuple.tuple("N-DOCKER-GPUS-UNSAID", "1:12"),
                        org.assertj.core.groups.Tuple.tuple("N-LINE-SUBSTITUTED", "1:65"));
    }

    @Test
    void named_devices_are_counted_and_quoted_words_stay_whole() {
        String line = """
                docker run --gpus '"device=0,1"' --ipc=host --ulimit memlock=-1 --ulimit stack=67108864 \\
                  -it --rm -v ${PWD}:/workspace -w /workspace hub.example/trainer:2.3-cuda12 \\
                  python -m torch.distributed.run --nproc_per_node=2 train.py --cfg "configs/a b.yaml" --name 'run #1' --lr=3e-4
                """;

        assertThat(json(line))
                .contains("\"gpus\":2")
                .contains(
                        "\"command\":[\"python\",\"-m\",\"torch.distributed.run\",\"--nproc_per_node=2\",\"train.py\","
                                + "\"--cfg\",\"configs/a b.yaml\",\"--name\",\"run #1\",\"--lr=3e-4\"]")
                .contains("{\"hostPath\":\"/home/alice/work\",\"containerPath\":\"/workspace\"}")
                .contains("\"cpus\":2,\"gpus\":2,\"cpuMemoryGb\":4,\"shmGb\":2")
                .doesNotContain("interactive");
        assertThat(notices(line)).contains("N-DOCKER-GPU-IDS", "N-DOCKER-IPC-HOST", "N-FLAG-NOTED");
    }

    @Test
    void a_notebook_keeps_its_empty_argument_and_its_token_becomes_a_secret() {
        String line = """
                docker run -d --name jup-$USER -p 127.0.0.1:8888:8888 --gpus all --restart unless-stopped \\
                  --user $(id -u):$(id -g) --group-add 100 -v ~/work:/home/jovyan/work -e JUPYTER_TOKEN -e GRANT_SUDO=yes \\
                  hub.example/lab start-notebook.sh --NotebookApp.token='' --ip="0.0.0.0"
                """;
        Translation made = text(line);

        assertThat(made.credentials())
                .containsExactly(new Translation.Credential("JUPYTER_TOKEN", "jupyter-token", "s3cr3t"));
        assertThat(made.toString()).doesNotContain("s3cr3t");
        assertThat(made.definition().orElseThrow()).contains("\"secrets\":{\"JUPYTER_TOKEN\":\"jupyter-token\"}");
        assertThat(made.way().detached()).isTrue();
        assertThat(notices(line))
                .contains("N-DOCKER-GPUS-UNSAID", "N-DOCKER-RESTART", "N-FLAG-NOTED", "N-CREDENTIAL-MOVED");
        assertThat(json(line.replace("-e JUPYTER_TOKEN", "")))
                .contains("\"name\":\"jup-alice\"")
                .contains("\"command\":[\"start-notebook.sh\",\"--NotebookApp.token=\",\"--ip=0.0.0.0\"]")
                .contains("\"user\":\"1001:2001\"")
                .contains("\"groupAdd\":[\"100\"]")
                .contains("{\"hostPath\":\"/home/alice/work\",\"containerPath\":\"/home/jovyan/work\"}")
                .contains("\"GRANT_SUDO\":\"yes\"");
    }

    @Test
    void mounts_of_every_form_become_storage() {
        String line = """
                docker run --rm --gpus 1 --mount type=bind,src="$(pwd)"/data,dst=/data,readonly \\
                  --mount source=hf-cache,target=/root/.cache/huggingface \\
                  --mount 'type=tmpfs,destination=/scratch,tmpfs-size=4g' --tmpfs /fast:rw,size=2g,mode=1777 \\
                  -vdata:/sets -v ./data:/rel -v /anon hub.example/hf:latest python run.py
                """;

        assertThat(json(line))
                .contains("{\"hostPath\":\"/home/alice/work/data\",\"containerPath\":\"/data\",\"readOnly\":true}")
                .contains("{\"volume\":\"hf-cache\",\"containerPath\":\"/root/.cache/huggingface\"}")
                .contains("{\"hostPath\":\"tmpfs\",\"containerPath\":\"/scratch\",\"sizeGb\":4}")
                .contains("{\"hostPath\":\"tmpfs\",\"containerPath\":\"/fast\",\"sizeGb\":2}")
                .contains("{\"volume\":\"data\",\"containerPath\":\"/sets\"}")
                .contains("{\"hostPath\":\"/home/alice/work/data\",\"containerPath\":\"/rel\"}")
                .doesNotContain("/anon");
        assertThat(notices(line)).contains("N-DOCKER-VOLUME-OWN", "N-DOCKER-MOUNT-OPTION");
    }

    @Test
    void a_file_of_variables_is_read_as_docker_reads_it() {
        String line = "docker run --rm --env-file .env -e C=override --shm-size=8gb hub.example/app:1.0"
                + " bash -c \"celery -A tasks worker\"";

        assertThat(json(line))
                .contains("\"environment\":{\"A\":\"1\",\"B\":\"\\\"quoted\\\"\",\"D\":\"lead\",\"E\":\"fromshell\","
                        + "\"URL\":\"postgres://u:p@h/db?x=1#frag\",\"F\":\"val # trailing\",\"C\":\"override\"}")
                .contains("\"shmGb\":8")
                .contains("\"command\":[\"bash\",\"-c\",\"celery -A tasks worker\"]");
        assertThat(text("docker run --env-file bad.env x").findings().problems())
                .extracting(Problem::message)
                .containsExactly(
                        "bad.env, line 2: the name of a variable has no blank in it",
                        "bad.env, line 3: the name of a variable has no blank in it");
    }

    @Test
    void operators_inside_quotes_belong_to_the_job() {
        String line = "docker run --rm --entrypoint /bin/bash -v \"$PWD/out\":/out hub.example/ml:1 -c"
                + " \"cd /code && python train.py --note \\\"it's fine\\\" | tee \\\"/out/log.txt\\\"\"";

        assertThat(json(line))
                .contains("\"entrypoint\":[\"/bin/bash\"]")
                .contains("\"command\":[\"-c\",\"cd /code && python train.py --note \\\"it's fine\\\" | tee"
                        + " \\\"/out/log.txt\\\"\"]");
        assertThat(json("docker run --entrypoint '' x:1 ls")).contains("\"entrypoint\":[]");
    }

    @Test
    void every_flag_that_can_not_be_had_is_named_at_once() {
        String line = "docker run --rm --gpus=2 -e NVIDIA_VISIBLE_DEVICES=all --cpus=7.5 -m 64g --memory-swap 64g"
                + " --pids-limit -1 --cap-add=SYS_ADMIN --security-opt seccomp=unconfined --privileged"
                + " --device /dev/infiniband --network host --pid=host --init hub.example/nccl:1 all_reduce_perf -b 8 -e 1G";

        assertThat(text(line).findings().problems())
                .extracting(Problem::code)
                .containsExactly(
                        "E-FLAG-REFUSED",
                        "E-DOCKER-SECURITY",
                        "E-FLAG-REFUSED",
                        "E-DOCKER-DEVICE",
                        "E-DOCKER-NETWORK",
                        "E-FLAG-REFUSED");
        assertThat(text(line).definition()).isEmpty();
    }

    @Test
    void glued_short_flags_are_taken_apart_as_docker_does() {
        String line = "docker run -dit -eA=1 -e B=b=c=d -p8080:80 -u1001 -w/app -m16g -c 512 -lteam=nlp --label cost=42"
                + " hub.example/x:y serve -e 1G";

        assertThat(json(line))
                .contains("\"environment\":{\"A\":\"1\",\"B\":\"b=c=d\"}")
                .contains("\"user\":\"1001\"")
                .contains("\"workingDir\":\"/app\"")
                .contains("\"labels\":{\"team\":\"nlp\",\"cost\":\"42\"}")
                .contains("\"command\":[\"serve\",\"-e\",\"1G\"]")
                .doesNotContain("interactive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -m 16g                                  | "cpuMemoryGb":15.9375,"shmGb":0.0625
                    -m 16g --shm-size 4g                    | "cpuMemoryGb":12,"shmGb":4
                    -m 16g --shm-size 4g --tmpfs /t:size=2g | "cpuMemoryGb":10,"shmGb":4
                    -m 16g --ipc host                       | "cpuMemoryGb":8,"shmGb":8
                    --shm-size 4g                           | "cpuMemoryGb":2,"shmGb":4
                    --cpus 1.5                              | "cpus":1.5
                    --cpu-quota 150000                      | "cpus":1.5
                    --cpuset-cpus 0-3,8                     | "cpus":5
                    --gpus 3                                | "cpus":3,"gpus":3,"cpuMemoryGb":6
                    --gpus 0.5                              | "gpus":0.5
                    --gpus count=.25                        | "gpus":0.25
                    --gpus count=2                          | "gpus":2
                    --gpus device=GPU-6f2c                  | "gpus":1
                    --gpus device=0:1                       | "gpus":1
                    --device /dev/nvidia0 --device /dev/nvidiactl | "gpus":1
                    --device nvidia.com/gpu=all             | "gpus":1
                    --device nvidia.com/gpu=0 --device nvidia.com/gpu=1 | "gpus":2
                    --runtime nvidia -e NVIDIA_VISIBLE_DEVICES=2,3 | "gpus":2
                    --runtime nvidia -e NVIDIA_VISIBLE_DEVICES=none | "gpus":0
                    -e NVIDIA_VISIBLE_DEVICES=all           | "gpus":0
                    --rm=false --read-only --stop-timeout 30 | "readOnlyRootfs":true
                    --pull never                            | "pull":"never"
                    --hostname node7 --name a               | "hostname":"node7"
                    """)
    void amounts_become_what_the_processes_may_use(String flags, String part) {
        assertThat(json("docker run " + flags + " x:1")).contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    docker run --gpus device=0,1 x:1        | E-DOCKER-GPUS-AMBIGUOUS | 1:19 | --gpus '"device=0,1"'
                    docker run --gpus foo x:1               | E-DOCKER-GPUS           | 1:19 | not foo
                    docker run --gpu all x:1                | E-FLAG-UNKNOWN          | 1:12 | did you mean --gpus?
                    docker run --mount type=bind,src=/a,dst=/b,ro=maybe x:1 | E-DOCKER-MOUNT | 1:20 | maybe
                    docker run --mount type=bind,source=data,target=/b x:1 | E-DOCKER-MOUNT | 1:20 | absolute
                    docker run --rm -v /a:/b                | E-DOCKER-NO-IMAGE       | 1:1  | needs an image
                    docker run -m 16GiBB x:1                | E-SIZE                  | 1:15 | did you mean 16g?
                    docker run -m 1g --shm-size 2g x:1      | E-MEMORY-NOTHING-LEFT   | 1:15 | nothing for the processes
                    docker run hub.example/Upper            | E-IMAGE-REFERENCE       | 1:12 | lower case
                    docker run --rm --restart always x:1    | E-DOCKER-RM-RESTART     | 1:27 | exclude
                    docker run -v a:b x:1                   | E-DOCKER-VOLUME         | 1:15 | must be absolute
                    docker run -v C:/x:/y x:1               | E-DOCKER-VOLUME         | 1:15 | Windows
                    docker run -v /var/run/docker.sock:/s x:1 | E-DOCKER-SOCKET       | 1:15 | root on the machine
                    docker run -w rel x:1                   | E-PATH-RELATIVE         | 1:15 | absolute
                    docker run x:1 && rm -rf y              | E-LINE-OPERATOR         | 1:16 | && is the shell's
                    docker run x:1 > log                    | E-LINE-OPERATOR         | 1:16 | > is the shell's
                    docker run x:1 2>&1                     | E-LINE-OPERATOR         | 1:17 | > is the shell's
                    docker run -v $(ls /):/x x:1            | E-LINE-SUBSTITUTION     | 1:15 | $(ls /)
                    docker run -e A=`date` x:1              | E-LINE-SUBSTITUTION     | 1:17 | `date`
                    docker run -e A=$NOPE x:1               | E-LINE-VARIABLE         | 1:17 | NOPE
                    docker run -e A=${B:-c} x:1             | E-LINE-EXPANSION        | 1:17 | ${B:-c}
                    docker run -e 'A=b x:1                  | E-LINE-UNFINISHED       | 1:15 | single quote
                    docker run --rm --tty=perhaps x:1       | E-FLAG-BOOLEAN          | 1:17 | --tty
                    docker run -e =x x:1                    | E-VARIABLE-FORM         | 1:15 | NAME
                    docker run --env-file no.env x:1        | E-VARIABLE-FILE         | 1:23 | no such file
                    docker run --volumes-from a x:1         | E-FLAG-REFUSED          | 1:12 | --volumes-from
                    docker ps                               | E-DOCKER-NOT-RUN        | 1:8  | docker ps
                    docker run --ipc container:a x:1        | E-DOCKER-IPC            | 1:18 | container:a
                    docker run --network none x:1           | E-DOCKER-NETWORK        | 1:22 | none
                    docker run --runtime kata x:1           | E-DOCKER-RUNTIME        | 1:22 | kata
                    """)
    void what_is_wrong_is_refused_at_its_column(String line, String code, String at, String words) {
        List<Problem> problems = text(line).findings().problems();

        assertThat(problems).as(line).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.position()).hasToString(at);
            assertThat(problem.message() + " " + problem.fix()).contains(words);
        });
        assertThat(text(line).definition()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    $ docker run x:1 ls
                    sudo -E docker container run x:1 ls
                    podman run x:1 ls
                    # docker run x:1 ls
                    docker run --rm x:1 ls # remarks
                    docker run -- x:1 ls
                    """)
    void what_stands_around_the_command_is_left_out(String line) {
        assertThat(json(line)).contains("\"image\":\"x:1\"").contains("\"command\":[\"ls\"]");
    }

    @Test
    void devices_before_nvidia_docker_count() {
        assertThat(json("NV_GPU=0,1 nvidia-docker run x:1")).contains("\"gpus\":2");
        assertThat(json("nvidia-docker run x:1")).contains("\"gpus\":1");
    }

    @Test
    void words_of_a_shell_mean_the_same_without_places() {
        Translation made = DockerRun.words(
                List.of("run", "--gpus", "2", "-e", "A=$HOME `x`", "x:1", "sh", "-c", "a && b"), Typing.ALICE);

        assertThat(made.definition().orElseThrow())
                .contains("\"A\":\"$HOME `x`\"")
                .contains("\"command\":[\"sh\",\"-c\",\"a && b\"]");
        assertThat(DockerRun.words(List.of("docker", "run", "--gpuss", "2", "x:1"), Typing.ALICE)
                        .findings()
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("did you mean --gpus?"));
    }
}
