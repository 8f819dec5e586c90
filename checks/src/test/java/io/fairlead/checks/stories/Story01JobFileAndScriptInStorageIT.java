package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices: a job file, and a script in storage. */
@Timeout(240)
class Story01JobFileAndScriptInStorageIT {
    private static final String TRAIN = """
            import os, pathlib, random
            home = pathlib.Path("/project_ghent")
            data = home / "data" / "digits.csv"
            if data.exists():
                print(f"found {data}")
            else:
                data.parent.mkdir(parents=True, exist_ok=True)
                random.seed(1)
                data.write_text("\\n".join(str(random.random()) for _ in range(1000)))
                print(f"wrote {data}")
            folder = home / "checkpoints"
            folder.mkdir(exist_ok=True)
            first = 1 + len(list(folder.glob("epoch-*.txt")))
            for epoch in range(first, first + 2):
                (folder / f"epoch-{epoch}.txt").write_text(os.environ["GPULAB_JOB_ID"])
                print(f"epoch {epoch}")
            """;

    private static String job(String name, String image) {
        return """
                {
                  "name": "%s",
                  "request": {
                    "resources": {"gpus": 0, "cpus": 1, "cpuMemoryGb": 1},
                    "docker": {
                      "image": "%s",
                      "command": "python /project_ghent/cifar10/train.py",
                      "storage": ["/project_ghent"]
                    }
                  }
                }
                """.formatted(name, image);
    }

    @Test
    void edit_submit_and_go_on_from_the_last_checkpoint() throws Exception {
        try (Story story = Story.begin(1, "A job file and a script in storage")) {
            story.server().start();
            story.programs("slices");
            Somebody alice = story.person("alice", 0);
            story.tell("You have a job file and, in your project's storage, the script that it runs. On this machine"
                    + " `/project_ghent` is a folder of your project's; nothing had to be configured.");
            story.file(alice, "job.json", job("cifar10", "fairlead/python:3"));
            Path share = share(story, alice);
            script(share, alice, TRAIN);

            String first = story.type(alice, "slices ai submit job.json").well().word();
            story.type(alice, "slices ai wait " + first).well();
            Said log = story.type(alice, "slices ai log " + first).well();
            story.type(alice, "slices ai jobs").well();

            assertThat(log.out()).contains("wrote /project_ghent/data/digits.csv", "epoch 1", "epoch 2");
            assertThat(checkpoints(share)).containsExactly("epoch-1.txt", "epoch-2.txt");
            assertThat(Files.readString(share.resolve("checkpoints/epoch-1.txt")))
                    .isEqualTo(first);

            story.tell(
                    "Edit the script and submit again: nothing is pulled or built, the data is found, and the training"
                            + " goes on from the last checkpoint.");
            script(share, alice, TRAIN.replace("print(f\"epoch {epoch}\")", "print(f\"epoch {epoch}, edited\")"));
            String second =
                    story.type(alice, "slices ai submit job.json").well().word();
            story.type(alice, "slices ai wait " + second).well();
            Said again = story.type(alice, "slices ai log " + second).well();

            assertThat(again.out())
                    .isEqualTo("found /project_ghent/data/digits.csv\nepoch 3, edited\nepoch 4, edited\n");
            assertThat(story.quietly(alice, "slices ai debug " + second).out()).doesNotContainIgnoringCase("pull");
            assertThat(Files.getAttribute(share.resolve("checkpoints/epoch-4.txt"), "unix:uid"))
                    .isEqualTo((int) alice.uid());
            story.guide();
        }
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(1, "A job file and a script in storage")) {
            story.server().start();
            story.programs("slices");
            Somebody one = story.person("u" + chance.nextInt(1000, 9999), 20_000 + chance.nextInt(1000));
            Somebody two = story.person("b.c" + chance.nextInt(1000, 9999), 0);
            for (Somebody somebody : List.of(one, two)) {
                String name = "net " + chance.nextInt(100);
                story.file(somebody, "my jobs/j.json", job(name, "fairlead/python:3"));
                script(share(story, somebody), somebody, TRAIN);
                String submit = chance.nextBoolean()
                        ? "slices ai submit 'my jobs/j.json'"
                        : "slices ai submit - < 'my jobs/j.json'";
                String id = story.quietly(somebody, submit).well().word();
                story.quietly(somebody, "slices ai wait " + id).well();
                assertThat(story.quietly(somebody, "slices ai logs " + id)
                                .well()
                                .out())
                        .startsWith("wrote ");
            }
            assertThat(story.quietly(one, "slices ai jobs").out()).contains("net ");
            assertThat(checkpoints(share(story, one))).hasSize(2);
            assertThat(checkpoints(share(story, two))).hasSize(2);

            story.file(one, "wrong.json", job("x", "fairlead/python:3").replace("cpuMemoryGb", "cpuMemoryGB"));
            Said wrong = story.quietly(one, "slices ai submit wrong.json").with(2);
            assertThat(wrong.err()).contains("cpuMemoryGB").contains("cpuMemoryGb");
            Said verb = story.quietly(one, "slices ai sumbit wrong.json").with(2);
            assertThat(verb.err()).contains("sumbit").contains("submit");
        }
    }

    /** Where the person's {@code /project_ghent} is on this machine: made by a first job that uses it. */
    private static Path share(Story story, Somebody of) throws IOException, InterruptedException {
        Path share = story.server().folder().resolve("volumes/ghent").resolve(group(story, of));
        if (!Files.isDirectory(share)) {
            String id = story.quietly(
                            of, "fairlead run --detach -c 1 -m 1g -v /project_ghent fairlead/python:3 -- true")
                    .well()
                    .word();
            story.quietly(of, "fairlead wait " + id + " && fairlead rm " + id).well();
        }
        return share;
    }

    private static String group(Story story, Somebody of) throws IOException, InterruptedException {
        return story.quietly(of, "id -gn").well().word();
    }

    private static void script(Path share, Somebody of, String text) throws IOException {
        Path file = share.resolve("cifar10/train.py");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Docker.shell("chown -R " + of.uid() + ":" + of.gid() + " '" + file.getParent() + "'");
    }

    private static List<String> checkpoints(Path share) throws IOException {
        try (var files = Files.list(share.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
