package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slurm with containers: predict, run, record, run again, compare. */
@Timeout(240)
class Story12RunItAgainIT {
    private static final String TRAIN = """
            import os, pathlib, random
            random.seed(int(os.environ["SEED"]))
            weights = [random.random() for _ in range(1000)]
            pathlib.Path("/project_ghent/model.txt").write_text("\\n".join(map(str, weights)))
            print(f"accuracy: {0.9 + weights[0] / 100:.10f}")
            """;

    private static String job(String name, String seed, String expect) {
        return """
                {
                  "name": "%s",
                  "request": {
                    "resources": {"gpus": 0, "cpus": 1, "cpuMemoryGb": 1},
                    "docker": {
                      "image": "fairlead/python:3",
                      "command": "python /project_ghent/train.py",
                      "environment": {%s},
                      "storage": ["/project_ghent"]
                    },
                    "expect": %s
                  }
                }
                """.formatted(name, seed, expect);
    }

    private static final String EXPECT = """
            {"outputs": ["/project_ghent/model.txt"], "stdoutMatches": "^accuracy: 0\\\\.9"}""";

    private static Story begin() throws Exception {
        Story story = Story.begin(12, "Run it again")
                .varies("(?m)ran on .*$", "ran on     docker 20.10.24, runc 1.1.5, kernel 6.1.0-18-amd64")
                .varies("\\b[0-9a-f]{12}\\b", "5a1e0c9b7d24");
        story.server()
                .with("sites", "{ghent: {clusters: 0-99}}")
                .with("clusters", "[{id: 0, name: ghent}]")
                .start();
        return story;
    }

    @Test
    void the_same_again_is_the_same_and_what_was_predicted_is_held_against_what_came() throws Exception {
        try (Story story = begin()) {
            Somebody julia = story.person("julia", 0);
            story.tell(
                    "The job file says what you predict: exit code 0, unless you say another; a file on a volume; and"
                            + " a line of the log.");
            story.file(julia, "job.json", job("train", "\"SEED\": 7", EXPECT));
            Path share = script(story, julia, TRAIN);
            String id = story.type(julia, "fairlead submit job.json").well().word();
            story.type(julia, "fairlead wait " + id).well();

            story.tell("It came as predicted. What was kept of the run: what ran on what, sums of what it wrote, and a"
                    + " score of two parts with what would make each better.");
            Said record = story.type(julia, "fairlead record " + id).well();
            assertThat(record.out())
                    .contains("/project_ghent/model.txt  sha256:", "a line of the log matches", "seed       SEED=7")
                    .contains("imageImmutability", "runtimeConsistency", "N-SCORE-CODE-UNKNOWN", "fix: ");

            story.tell("Run it again: the same image by its digest, the same definition, and the same sums.");
            String model = Files.readString(share.resolve("model.txt"));
            Said rerun = story.type(julia, "fairlead rerun " + id).well();
            assertThat(rerun.out()).contains("same").doesNotContain("DIFFERS");
            assertThat(Files.readString(share.resolve("model.txt"))).isEqualTo(model);
            story.type(julia, "fairlead rerun " + id + " --times 5 --strict").well();

            story.tell(
                    "Without a seed each run gives something else, and the comparison shows it. A job that does not come"
                            + " out as predicted has failed, whatever its exit code was.");
            script(story, julia, TRAIN.replace("random.seed(int(os.environ[\"SEED\"]))\n", ""));
            Said other = story.type(julia, "fairlead rerun " + id + " --strict").with(1);
            assertThat(other.out()).contains("/project_ghent/model.txt", "DIFFERS");
            script(story, julia, "print('nothing learnt')");
            String failed = story.type(julia, "fairlead submit job.json").well().word();
            Said unmet = story.type(julia, "fairlead wait " + failed).with(1);
            assertThat(unmet.err()).contains("E-EXPECTATION-UNMET", "no line of its log matches ^accuracy: 0\\.9");
            story.guide();
        }
    }

    @Test
    void by_others_with_other_codes_and_with_words_that_are_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = begin()) {
            Somebody one = story.person("r" + chance.nextInt(1000, 9999), 21_000 + chance.nextInt(1000));
            Somebody two = story.person("r.d" + chance.nextInt(1000, 9999), 0);
            int code = chance.nextInt(2, 120);
            String name = "net " + chance.nextInt(100);
            String expect = "{\"exitCodes\": [" + (chance.nextBoolean() ? code + ", 0" : "0, " + code) + "]}";
            String job = job(name, "\"A\": 1", expect).replace("python /project_ghent/train.py", "exit " + code);
            story.file(one, "job.json", job);
            String id = story.quietly(one, "fairlead submit job.json").well().word();
            story.quietly(one, "fairlead wait " + id).well();
            Said rerun = story.quietly(one, chance.nextBoolean() ? "fairlead rerun " + id : "fairlead job rerun " + id)
                    .well();
            assertThat(rerun.out()).contains("exit code").doesNotContain("DIFFERS");

            assertThat(story.quietly(two, "fairlead rerun " + id).with(1).err()).contains("E-JOB-NOT-FOUND");
            assertThat(story.quietly(two, "fairlead record " + id).with(1).err())
                    .contains("E-JOB-NOT-FOUND");
            story.file(one, "wrong.json", job.replace("exitCodes", "exitCode"));
            assertThat(story.quietly(one, "fairlead submit wrong.json").with(2).err())
                    .contains("exitCode", "did you mean exitCodes?");
            story.file(one, "lost.json", job(name, "\"A\": 1", "{\"outputs\": [\"/tmp/x\"]}"));
            assertThat(story.quietly(one, "fairlead submit lost.json").with(2).err())
                    .contains("/tmp/x", "/project_ghent");
            Said verb = story.quietly(one, "fairlead rerum " + id).with(2);
            assertThat(verb.err()).contains("rerum").contains("rerun");
        }
    }

    private static Path script(Story story, Somebody of, String text) throws Exception {
        String group = story.quietly(of, "id -gn").well().word();
        Path share = story.server().folder().resolve("volumes/ghent").resolve(group);
        if (!Files.isDirectory(share)) {
            String id = story.quietly(
                            of, "fairlead run --detach -c 1 -m 1g -v /project_ghent fairlead/python:3 -- true")
                    .well()
                    .word();
            story.quietly(of, "fairlead wait " + id + " && fairlead rm " + id).well();
        }
        Files.writeString(share.resolve("train.py"), text);
        Docker.shell("chown " + of.uid() + ":" + of.gid() + " '" + share + "/train.py'");
        return share;
    }
}
