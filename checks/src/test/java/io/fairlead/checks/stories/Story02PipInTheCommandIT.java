package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices: a package that the command installs before it runs. */
@Timeout(300)
class Story02PipInTheCommandIT {
    private static final String JOB = """
            {
              "name": "einops",
              "request": {
                "resources": {"gpus": 0, "cpus": 1, "cpuMemoryGb": 1},
                "docker": {
                  "image": "fairlead/python:3",
                  "command": "pip install einops && python /project_ghent/train.py",
                  "environment": {"PIP_NO_INDEX": 1, "PIP_FIND_LINKS": "/project_ghent/index"},
                  "storage": ["/project_ghent"]
                }
              }
            }
            """;
    private static final String TRAIN = """
            import einops
            print("einops", einops.__version__, "from", einops.__file__.split("/lib/")[0])
            """;

    @Test
    void what_the_command_installs_is_there_for_this_job_and_gone_afterwards() throws Exception {
        try (Story story = Story.begin(2, "pip in the command")) {
            story.server().start();
            story.programs("slices");
            Somebody bella = story.person("bella", 0);
            story.tell(
                    "The command installs a package before it runs. Here a folder of the project stands for the package"
                            + " index; the two `PIP_` variables say so to pip.");
            Path share = share(story, bella, "einops", "0.8.1");
            story.file(bella, "job.json", JOB);

            Said submit = story.type(bella, "slices ai submit job.json").well();
            String id = submit.word();
            story.type(bella, "slices ai wait " + id).well();
            Said log = story.quietly(bella, "slices ai log " + id).well();

            assertThat(submit.err())
                    .contains("[N-COMMAND-PIP]")
                    .contains("fairlead image create NAME --base fairlead/python:3 --pip einops");
            assertThat(log.out()).contains("einops 0.8.1 from /home/bella/.local");

            story.tell("Nothing of it is left: the next job has to install it again, or an image has it.");
            Said without = story.type(bella, "fairlead run -c 1 -m 1g fairlead/python:3 -- python -c 'import einops'")
                    .with(1);
            assertThat(without.both()).contains("No module named 'einops'");
            try (Stream<Path> files = Files.walk(share)) {
                assertThat(files.map(Path::toString).filter(path -> path.contains("einops")))
                        .allMatch(path -> path.endsWith(".whl"));
            }
            story.guide();
        }
    }

    @Test
    void by_others_with_other_packages_and_with_a_slip() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(2, "pip in the command")) {
            story.server().start();
            story.programs("slices");
            Somebody one = story.person("p" + chance.nextInt(1000, 9999), 0);
            String name = "lib" + chance.nextInt(100);
            share(story, one, name, "1." + chance.nextInt(9));
            String install = chance.nextBoolean() ? "pip install " : "python -m pip install --quiet ";
            String job = JOB.replace("pip install einops", install + name)
                    .replace("/project_ghent/train.py", "-c 'import " + name + "'");
            story.file(one, "job.json", job);

            Said submit = story.quietly(one, "slices ai submit job.json").well();
            Said end = story.quietly(one, "fairlead wait " + submit.word()).well();

            assertThat(submit.err()).contains("--pip " + name);
            assertThat(end.err()).contains("finished");

            story.file(one, "slip.json", job.replace("\"command\"", "\"comand\""));
            Said slip = story.quietly(one, "slices ai submit slip.json").with(2);
            assertThat(slip.err()).contains("comand").contains("did you mean command?");
        }
    }

    /** The person's project share, with the script in it and a folder that stands for an index. */
    private static Path share(Story story, Somebody of, String name, String version)
            throws IOException, InterruptedException {
        String group = story.quietly(of, "id -gn").well().word();
        Path share = story.server().folder().resolve("volumes/ghent").resolve(group);
        String id = story.quietly(of, "fairlead run --detach -c 1 -m 1g -v /project_ghent fairlead/python:3 -- true")
                .well()
                .word();
        story.quietly(of, "fairlead wait " + id + " && fairlead rm " + id).well();
        Wheel.write(share.resolve("index"), name, version);
        Files.writeString(share.resolve("train.py"), TRAIN);
        for (String part : List.of("index", "train.py")) {
            Docker.shell("chown -R " + of.uid() + ":" + of.gid() + " '" + share.resolve(part) + "'");
        }
        return share;
    }
}
