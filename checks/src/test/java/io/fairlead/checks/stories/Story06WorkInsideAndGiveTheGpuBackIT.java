package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 6. Work inside, then give the GPU back. */
final class Story06WorkInsideAndGiveTheGpuBackIT {
    private static final String TITLE = "Work inside, then give the GPU back";
    private static final String ANY = "fairlead/python:3";
    private static final String LIMITS = "{defaults: {job: {gpus: 1}, user: {gpus: 2, containers: 3}}}";

    @Test
    void a_prompt_a_device_pip_and_the_workspace_afterwards() throws Exception {
        Somebody elena = null;
        try (Story story = Story.begin(6, TITLE)) {
            story.server()
                    .with("node", Ds01Words.TWO_GPUS)
                    .with("limits", LIMITS)
                    .start();
            story.programs(Ds01Words.PROGRAMS);
            elena = story.person("elena", 0);
            Ds01Words.varies(story, elena);
            story.varies("ds01-" + elena.uid() + "\\b", "ds01-1001");
            Ds01Words.image(ANY, elena.uid(), "my-project", elena.uid());
            Ds01Words.wheel(story, elena, "my-project");
            story.tell(
                    "`container-run` starts the container where it is not there, and opens it. One GPU is yours in it.");

            Said inside = story.terminal(
                    elena,
                    "container-run my-project",
                    "/workspace$ ",
                    "pwd",
                    "/workspace$ ",
                    "nvidia-smi -L",
                    "/workspace$ ",
                    "pip install --no-index einops-*.whl",
                    "/workspace$ ",
                    "python3 -c 'import einops; print(einops)'",
                    "/workspace$ ",
                    "echo kept > result.txt; exit");
            assertThat(inside.out())
                    .contains("elena@my-project:/workspace$")
                    .contains("SIMULATED", "einops-0.8.0", "/.local/");
            Said limits = story.type(elena, "check-limits").well();
            assertThat(limits.out()).contains("1 of 2").contains("1 of 3").contains("(defaults)");

            story.tell("Two containers of one image run side by side.");
            story.type(elena, "container-deploy second --image ds01-" + elena.uid() + "/my-project:latest --background")
                    .well();
            story.type(elena, "container-list").well();
            assertThat(story.quietly(elena, "check-limits -o json").out().replaceAll("\\s", ""))
                    .contains("\"gpus\":{\"used\":2,\"most\":2");

            story.tell("Retired, the device is free, and the workspace is whole.");
            story.type(elena, "container-retire my-project second").well();
            Said list = story.quietly(elena, "container-list").well();
            assertThat(list.out()).doesNotContain("my-project");
            assertThat(story.quietly(elena, "check-limits -o json").out().replaceAll("\\s", ""))
                    .contains("\"gpus\":{\"used\":0,\"most\":2");
            assertThat(Files.readString(elena.home().resolve("workspace/my-project/result.txt")))
                    .isEqualTo("kept\n");
            story.guide();
        } finally {
            if (elena != null) {
                Ds01Words.remove(elena.uid(), "my-project");
            }
        }
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(6, TITLE)) {
            story.server()
                    .with("node", Ds01Words.TWO_GPUS)
                    .with("limits", LIMITS)
                    .start();
            story.programs(Ds01Words.PROGRAMS);
            Somebody one = story.person("m" + chance.nextInt(1000, 9999), 0);
            Somebody two = story.person("n.o" + chance.nextInt(1000, 9999), 0);
            for (Somebody somebody : List.of(one, two)) {
                String gpus =
                        List.of("--num-gpus 1", "--num-gpus=1", "--gpus 1", "").get(chance.nextInt(4));
                story.quietly(somebody, "container-deploy work " + ANY + " --background " + gpus)
                        .well();
                Said tool = story.quietly(somebody, "container-open work -- nvidia-smi -L")
                        .well();
                assertThat(tool.out().lines().filter(line -> line.startsWith("GPU ")))
                        .hasSize(1);
                Ds01Words.wheel(story, somebody, "work");
                story.quietly(somebody, "container-open work -- sh -c 'pip install --no-index *.whl'")
                        .well();
            }
            Said full = story.quietly(one, "container-deploy more " + ANY + " --background");
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err()).contains("free GPUs");
            Said much = story.quietly(one, "container-deploy more " + ANY + " --background --num-gpus 2")
                    .with(2);
            assertThat(much.err()).contains("one of your jobs may have: 1").contains("defaults");
            story.quietly(one, "container retire work").well();
            story.quietly(one, "container-deploy more " + ANY + " --background").well();
            Said gone = story.quietly(one, "container-open more -- python3 -c 'import einops'");
            assertThat(gone.code()).isNotZero();
            assertThat(Files.exists(one.home().resolve("workspace/work"))).isTrue();

            Said name = story.quietly(one, "container-retire mroe");
            assertThat(name.code()).isNotZero();
            assertThat(name.err()).contains("mroe").contains("more");
            Said other = story.quietly(one, "check-limits --as " + two.name());
            assertThat(other.code()).isNotZero();
            assertThat(other.err()).contains("administrator");
            Said word = story.quietly(one, "check limts").with(2);
            assertThat(word.err()).contains("check limts").contains("check-limits");
            story.quietly(one, "container-stop more").well();
            story.quietly(two, "container-retire work").well();
        }
    }
}
