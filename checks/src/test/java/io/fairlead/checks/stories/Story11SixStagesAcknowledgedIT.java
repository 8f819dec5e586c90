package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slurm with containers: the way of a job in stages, and what is caught before anything executes. */
@Timeout(240)
class Story11SixStagesAcknowledgedIT {
    private static final String[] STAGES = {
        "select image",
        "request allocation",
        "launch runtime",
        "bind paths and devices",
        "execute",
        "record and validate outcome"
    };

    private static Story begin() throws Exception {
        Story story = Story.begin(11, "Six stages, acknowledged").varies("\\b\\d+ %", "17 %");
        story.server()
                .with("sites", "{ghent: {clusters: 0-99}}")
                .with(
                        "clusters",
                        "[{id: 0, name: ghent, node: {name: gpu1, simulatedCuda: \"12.2\","
                                + " simulatedGpus: [{model: NVIDIA A100 80GB PCIe, count: 1, memoryGb: 80}]}}]")
                .start();
        return story;
    }

    private static String job(String name, String image, int gpus, String storage, String command) {
        return """
                {
                  "name": "%s",
                  "request": {
                    "resources": {"gpus": %d, "cpus": 1, "cpuMemoryGb": 1},
                    "docker": {
                      "image": "%s",
                      "command": "%s",
                      "storage": [%s]
                    }
                  }
                }
                """.formatted(name, gpus, image, command, storage);
    }

    private static String part(String folder) {
        return "{\"volume\": \"datasets\", \"subPath\": \"" + folder
                + "\", \"containerPath\": \"/data\", \"readOnly\": true}";
    }

    @Test
    void each_stage_says_who_acknowledged_it_and_a_failure_says_where_how_it_was_told_and_what_to_do()
            throws Exception {
        try (Story story = begin()) {
            Somebody irene = story.person("irene", 0);
            story.varies("(?<=uid )" + irene.uid() + "\\b", "1001");
            Path datasets = datasets(story);
            story.tell("An administrator admits a folder with data.");
            story.root("fairlead volume create datasets --root " + datasets).well();
            story.tell("A job that goes well has been through six stages, each with who acknowledged it.");
            story.file(irene, "job.json", job("count", "fairlead/python:3", 1, part("birds"), "cat /data/list"));
            String id = story.type(irene, "fairlead submit job.json").well().word();
            story.type(irene, "fairlead wait " + id).well();
            Said well = story.type(irene, "fairlead show " + id + " --pipeline").well();
            for (String stage : STAGES) {
                assertThat(well.out()).containsPattern("(?m)^" + stage + " +done +\\d.* (images|store|engine|server)$");
            }

            story.tell(
                    "A folder that is not there, a path that is closed to you, and a driver that is too old for the"
                            + " image are each caught before anything executes. Each says by what it was told, and what to do.");
            Said missing =
                    stopped(story, irene, "missing.json", job("a", "fairlead/python:3", 0, part("brids"), "true"));
            assertThat(missing.out()).contains("E-VOLUME-PATH-MISSING", "told by: ", "fix: ");
            Said closed =
                    stopped(story, irene, "closed.json", job("b", "fairlead/python:3", 0, part("closed"), "true"));
            assertThat(closed.out()).contains("E-VOLUME-PATH-CLOSED", "told by: ", "fix: ");
            Said driver = stopped(story, irene, "new.json", job("c", "fairlead/cuda:12.8", 1, "", "nvidia-smi"));
            assertThat(driver.out()).contains("E-DRIVER-OLD", "CUDA 12.8", "CUDA 12.2", "told by: ", "fix: ");

            story.tell("One that ran and failed stopped in the stage in which it executed.");
            story.file(irene, "seven.json", job("seven", "fairlead/python:3", 0, "", "exit 7"));
            String seven =
                    story.type(irene, "fairlead submit seven.json").well().word();
            story.type(irene, "fairlead wait " + seven).with(7);
            Said ran =
                    story.type(irene, "fairlead show " + seven + " --pipeline").well();
            assertThat(ran.out()).containsPattern("execute +failed").contains("E-EXIT-CODE", "told by: the exit code");

            story.tell("Where the time of your jobs goes:");
            Said stats = story.type(irene, "fairlead stats stages").well();
            assertThat(stats.out()).containsPattern("select image +5 ").containsPattern("execute +2 ");
            story.guide();
        } finally {
            Docker.shell("docker rmi fairlead/cuda:12.8 2>&1; true");
        }
    }

    /** Hands it in, and shows where it stopped: before it executed. */
    private static Said stopped(Story story, Somebody by, String file, String job) throws Exception {
        story.file(by, file, job);
        String id = story.type(by, "fairlead submit " + file).well().word();
        assertThat(story.quietly(by, "fairlead wait " + id).code()).isEqualTo(125);
        Said shown = story.type(by, "fairlead show " + id + " --pipeline").well();
        assertThat(shown.out()).containsPattern("launch runtime +failed").containsPattern("(?m)^execute +skipped$");
        return shown;
    }

    @Test
    void by_others_whose_data_it_is_and_with_words_that_are_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = begin()) {
            Somebody one = story.person("p" + chance.nextInt(1000, 9999), 22_000 + chance.nextInt(1000));
            Somebody two = story.person("p.q" + chance.nextInt(1000, 9999), 0);
            Path datasets = datasets(story);
            Docker.shell("chown " + one.uid() + " '" + datasets + "/closed'");
            story.root("fairlead volume create datasets --root " + datasets).well();
            String job = job("look " + chance.nextInt(100), "fairlead/python:3", 0, part("closed"), "true");
            story.file(one, "job.json", job);
            story.file(two, "job.json", job);
            String flags = chance.nextBoolean() ? "show --pipeline %s" : "job show %s --pipeline";

            String first = story.quietly(one, "fairlead submit job.json").well().word();
            String second =
                    story.quietly(two, "fairlead submit job.json").well().word();
            story.quietly(one, "fairlead wait " + first).well();
            story.quietly(two, "fairlead wait " + second).with(125);
            assertThat(story.quietly(one, "fairlead " + flags.formatted(first))
                            .well()
                            .out())
                    .doesNotContain("failed", "skipped");
            assertThat(story.quietly(two, "fairlead " + flags.formatted(second))
                            .well()
                            .out())
                    .contains("E-VOLUME-PATH-CLOSED");
            assertThat(story.quietly(two, "fairlead " + flags.formatted(first))
                            .with(1)
                            .err())
                    .contains("E-JOB-NOT-FOUND");
            assertThat(story.quietly(two, "fairlead stats stages").well().out())
                    .containsPattern("(?m)^execute +0( |$)");
            assertThat(story.quietly(two, "fairlead stats stages --all").well().out())
                    .containsPattern("execute +1 ");
            Said flag = story.quietly(one, "fairlead show " + first + " --pipelines")
                    .with(2);
            assertThat(flag.err()).contains("--pipelines").contains("--pipeline");
            Said noun = story.quietly(one, "fairlead stats stage").with(2);
            assertThat(noun.err()).contains("stats stages");
        } finally {
            Docker.shell("docker rmi fairlead/cuda:12.8 2>&1; true");
        }
    }

    /** A folder of data for all, a part of it closed, and an image that wants a newer driver than this machine has. */
    private static Path datasets(Story story) throws Exception {
        Path datasets = story.server().folder().resolve("datasets");
        Files.createDirectories(datasets.resolve("birds"));
        Files.createDirectories(datasets.resolve("closed"));
        Files.writeString(datasets.resolve("birds/list"), "robin\n");
        Docker.shell("chmod 755 '%1$s' '%1$s/birds' && chmod 700 '%1$s/closed'".formatted(datasets));
        Docker.shell("printf 'FROM fairlead/python:3\\nENV NVIDIA_REQUIRE_CUDA=cuda>=12.8\\n' |"
                + " docker build -q -t fairlead/cuda:12.8 -");
        return datasets;
    }
}
