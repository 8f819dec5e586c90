package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Run:AI: a pasted {@code docker run}, and the words of {@code runai}. */
@Timeout(240)
class Story09DockerRunBecomesAJobIT {
    private static final String IMAGE = "nvcr.io/nvidia/pytorch:19.12-py3";
    private static final String TITLE = "docker run becomes a job";

    private static final String LINE = """
            docker run --runtime=nvidia --shm-size 16G -it --rm -e HOSTNAME=`hostname` \\
                -v /raid/public/my_datasets:/root/dataset:ro \\
                nvcr.io/nvidia/pytorch:19.12-py3
            """;

    /** An image of the distribution's packages under the name of the story, as the engine has it from then on. */
    private static void image() throws IOException {
        Docker.cli("tag", "fairlead/python:3", IMAGE);
    }

    private static final String GPUS = "{simulatedGpus: [{model: NVIDIA A100 80GB PCIe, count: 2, memoryGb: 80}]}";

    private static Path datasets(Story story) throws IOException {
        Path folder = Files.createDirectories(story.server().folder().resolve("datasets"));
        Files.writeString(folder.resolve("one.csv"), "1,2,3\n");
        return folder;
    }

    private static void admit(Story story, Path folder) throws Exception {
        story.server()
                .with("volumes", "{my_datasets: {root: " + folder + ", path: /raid/public/my_datasets}}")
                .with("node", GPUS);
    }

    @Test
    void pasted_as_it_stands_and_then_in_the_words_of_runai() throws Exception {
        image();
        try (Story story = Story.begin(9, TITLE)) {
            story.varies(
                            "\\b"
                                    + Files.readString(Path.of("/proc/sys/kernel/hostname"))
                                            .strip() + "\\b",
                            "login1")
                    .varies("(?<=(Running|Succeeded|Fail) {1,12})([0-9]s |[0-9]{2}s)", "5s ")
                    .varies(" *fairlead: (QUEUED|ASSIGNED|STARTING)[^\n]*\n", "");
            story.server().with("node", GPUS).start();
            story.programs("docker", "runai");
            Somebody grace = story.person("grace", 0);
            story.tell("You have a line of `docker run`. Paste it as it stands, back-quotes and continuation lines"
                    + " included: nothing of it is executed.");
            story.file(grace, "line.txt", LINE);

            Said translated = story.type(grace, "fairlead translate line.txt").well();

            assertThat(translated.out())
                    .contains(
                            "\"shmGb\": 16",
                            "\"gpus\": 1",
                            "\"readOnly\": true",
                            "\"containerPath\": \"/root/dataset\"")
                    .contains("\"HOSTNAME\": \""
                            + Files.readString(Path.of("/proc/sys/kernel/hostname"))
                                    .strip() + "\"");
            assertThat(translated.err()).contains("does not say how many devices: one is asked for");

            story.tell(
                    "The folder of the data is none that this machine gives to jobs yet. The refusal is the line with"
                            + " which an administrator admits it.");
            Said refused =
                    story.type(grace, "fairlead submit --from docker line.txt").with(2);
            assertThat(refused.err()).contains("fairlead volume create my_datasets --root /raid/public/my_datasets");

            story.server().stop();
            admit(story, datasets(story));
            story.server().start();
            story.tell(
                    "Once it is admitted, the same line under docker's own name runs. This one is for a script, so its"
                            + " command stands at its end.");
            String command =
                    "import os; print(os.listdir(\"/root/dataset\"), os.statvfs(\"/dev/shm\").f_blocks * 4096 >> 30,"
                            + " os.access(\"/root/dataset\", os.W_OK))";
            story.file(grace, "look.sh", LINE.strip().replace("-it ", "") + " python3 -c '" + command + "'\n");
            Said ran = story.type(grace, "sh look.sh").well();
            assertThat(ran.out()).isEqualTo("['one.csv'] 16 False\n");

            story.tell("On a terminal the line as it stood at first leads to one in the container.");
            Said inside = story.terminal(
                    grace,
                    "sh line.txt",
                    ">>> ",
                    "import os; os.listdir('/root/dataset'), os.isatty(0), os.get_terminal_size().columns",
                    ">>> ",
                    "exit(3)");
            assertThat(inside.code()).isEqualTo(3);

            Said exported =
                    story.type(grace, "fairlead export --to runai pytorch").well();
            assertThat(exported.out())
                    .startsWith("runai submit pytorch -i " + IMAGE + " ")
                    .contains("-g 1");

            story.tell("And in the words of Run:AI:");
            runai(story, grace);
            story.guide();
        }
    }

    private static void runai(Story story, Somebody grace) throws IOException, InterruptedException {
        story.type(
                        grace,
                        "runai submit look -i " + IMAGE + " -g 1 --cpu 1 --memory 1Gi"
                                + " -v /raid/public/my_datasets:/data:ro --local-image"
                                + " -- sh -c 'echo $JOB_NAME sees $(ls /data); sleep 600'")
                .well();
        story.quietly(grace, "fairlead wait --wait-run $(fairlead jobs --mine --name look -o name)")
                .well();
        Said listed = story.type(grace, "runai list").well();
        assertThat(listed.out()).contains("look").contains("Running");
        Said logs = untilLogged(story, grace);
        assertThat(logs.out()).isEqualTo("look sees one.csv\n");
        story.type(grace, "runai logs look").well();
        Said shell = story.terminal(
                grace, "runai bash look", "$ ", "ls /data; tty > /dev/null && echo on a terminal", "$ ", "exit");
        assertThat(shell.well().out()).contains("one.csv");
        story.type(grace, "runai delete look").well();
        story.quietly(grace, "fairlead wait $(fairlead jobs --all --mine --name look -o name)");
        assertThat(story.type(grace, "runai list").well().out()).doesNotContain("look ");
    }

    private static Said untilLogged(Story story, Somebody by) throws IOException, InterruptedException {
        Said logs = story.quietly(by, "runai logs look").well();
        for (int i = 0; i < 100 && logs.out().isEmpty(); i++) {
            logs = story.quietly(by, "runai logs look").well();
        }
        return logs;
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        image();
        Random chance = Story.chance();
        try (Story story = Story.begin(9, TITLE)) {
            admit(story, datasets(story));
            story.server().start();
            story.programs("docker", "runai");
            Somebody one = story.person("u" + chance.nextInt(1000, 9999), 21_000 + chance.nextInt(1000));
            Somebody two = story.person("b.c" + chance.nextInt(1000, 9999), 0);
            for (Somebody somebody : List.of(one, two)) {
                Said ran = story.quietly(somebody, varied(chance)).well();
                assertThat(ran.out()).isEqualTo(somebody.uid() + " one.csv 2097152\n");
            }
            assertThat(story.quietly(one, "docker ps -a -q").out().lines()).hasSize(1);
            wrong(story, one);
        }
    }

    /** The same job in another order and other forms of flags. */
    private static String varied(Random chance) {
        List<String> flags = new ArrayList<>(List.of(
                chance.nextBoolean() ? "--gpus 1" : "--gpus '\"device=0\"'",
                chance.nextBoolean() ? "--shm-size=2g" : "--shm-size 2048m",
                chance.nextBoolean() ? "-m 3g" : "--memory=3221225472",
                chance.nextBoolean() ? "--rm" : "--rm=true",
                chance.nextBoolean()
                        ? "-v /raid/public/my_datasets:/sets:ro"
                        : "--mount type=bind,src=/raid/public/my_datasets,dst=/sets,readonly",
                chance.nextBoolean() ? "-eA=$(id -u)" : "--env A=`id -u`",
                chance.nextBoolean() ? "-w/tmp" : "--workdir /tmp"));
        Collections.shuffle(flags, chance);
        String run = chance.nextBoolean() ? "docker run " : "docker container run ";
        return run + String.join(" ", flags) + " " + IMAGE
                + " sh -c 'echo $A $(ls /sets) $(df -k /dev/shm | tail -n 1 | tr -s \" \" | cut -d\" \" -f2)'";
    }

    private static void wrong(Story story, Somebody one) throws IOException, InterruptedException {
        assertThat(story.quietly(one, "docker run --gpu 1 " + IMAGE + " true")
                        .with(2)
                        .err())
                .contains("--gpu;")
                .contains("did you mean --gpus?");
        assertThat(story.quietly(one, "docker run -m 16GiBB " + IMAGE + " true")
                        .with(2)
                        .err())
                .contains("16GiBB")
                .contains("did you mean 16g?");
        assertThat(story.quietly(one, "echo 'docker run x:1 && rm -rf y' | fairlead translate -")
                        .with(2)
                        .err())
                .contains("standard input:1:16: && is the shell's");
        assertThat(story.quietly(one, "echo 'docker run -e A=`date` x:1' | fairlead translate -")
                        .with(2)
                        .err())
                .contains("standard input:1:17: `date` would have to be executed");
        assertThat(story.quietly(one, "runai submit a -i " + IMAGE + " --gpuu 1")
                        .with(2)
                        .err())
                .contains("did you mean --gpu?");
        assertThat(story.quietly(one, "docker run -d nvcr.io/nvidia/pytorch:19.12-py_3 true")
                        .both())
                .contains("19.12-py3");
    }
}
