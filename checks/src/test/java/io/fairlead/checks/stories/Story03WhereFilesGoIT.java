package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices: what stays of the files that a job writes, and where its storage is. */
@Timeout(300)
class Story03WhereFilesGoIT {
    private static final String JOB = """
            {
              "name": "where",
              "request": {
                "resources": {"gpus": 0, "cpus": 1, "cpuMemoryGb": 1},
                "docker": {
                  "image": "fairlead/python:3",
                  "command": "mkdir -p /project_ghent/checkpoints; for place in /tmp /root /project_ghent/checkpoints /project_scratch /fast; do echo $place > $place/x; done",
                  "storage": [
                    "/project_ghent",
                    "/project_scratch",
                    {"hostPath": "tmpfs", "containerPath": "/fast", "sizeGb": 0.1}
                  ]
                }
              }
            }
            """;

    private static Story begin() throws Exception {
        Story story = Story.begin(3, "Where files go");
        story.server()
                .with("sites", "{ghent: {clusters: 0-99}, antwerp: {clusters: 100-199}}")
                .with("clusters", "[{id: 0, name: ghent}, {id: 100, name: antwerp}]")
                .start();
        return story.programs("slices");
    }

    @Test
    void what_is_on_a_volume_stays_and_the_rest_is_told_and_kept_for_a_while() throws Exception {
        try (Story story = begin()) {
            Somebody clara = story.person("clara", 0);
            story.tell("Each volume says what it promises. Clusters 0 to 99 are in Ghent here, 100 to 199 in Antwerp.");
            Said volumes = story.type(clara, "fairlead volume list").well();
            assertThat(volumes.out()).contains("/project_ghent", "/project_antwerp", "/project_scratch", "tmpfs");

            story.tell("One script writes to five places.");
            story.file(clara, "job.json", JOB);
            String id = story.type(clara, "slices ai submit job.json").well().word();
            story.type(clara, "slices ai wait " + id).well();
            Said show = story.quietly(clara, "fairlead show " + id).well();
            story.type(clara, "fairlead show " + id + " | grep '^left'").well();

            assertThat(show.out())
                    .contains("2 files outside of volumes", "/tmp/x", "/home/clara/x", "fairlead rescue " + id)
                    .contains("what lay in memory at /fast is gone");
            Path volumesFolder = story.server().folder().resolve("volumes");
            for (String kept : new String[] {"ghent/clara/checkpoints/x", "scratch/clara/x"}) {
                Path file = volumesFolder.resolve(kept);
                assertThat(file).exists();
                assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo((int) clara.uid());
            }

            story.tell("What was on volumes the next job sees; what was not can be had again for a day.");
            Said second = story.type(
                            clara,
                            "fairlead run -c 1 -m 1g -v /project_ghent -v /project_scratch fairlead/python:3 --"
                                    + " cat /project_ghent/checkpoints/x /project_scratch/x")
                    .well();
            assertThat(second.out()).isEqualTo("/project_ghent/checkpoints\n/project_scratch\n");
            story.type(clara, "fairlead rescue " + id + " --to back && cat back/tmp/x back/home/clara/x")
                    .well();
            assertThat(Files.readString(clara.home().resolve("back/home/clara/x")))
                    .isEqualTo("/root\n");

            story.tell("Storage of Ghent is not seen from a cluster in Antwerp, and no place has both.");
            story.file(clara, "far.json", JOB.replace("\"gpus\": 0", "\"clusterId\": 100, \"gpus\": 0"));
            Said far = story.type(clara, "slices ai submit far.json").with(2);
            assertThat(far.err())
                    .contains("/project_ghent is at ghent (clusters 0–99), and cluster 100 is at antwerp")
                    .contains("mount /project_antwerp instead");
            story.file(clara, "both.json", JOB.replace("\"/project_scratch\"", "\"/project_antwerp\""));
            Said both = story.type(clara, "slices ai submit both.json").with(2);
            assertThat(both.err()).contains("/project_ghent is at ghent").contains("/project_antwerp is at antwerp");
            story.guide();
        }
    }

    @Test
    void by_others_at_the_other_site_and_with_a_slip_in_a_path() throws Exception {
        Random chance = Story.chance();
        try (Story story = begin()) {
            Somebody one = story.person("w" + chance.nextInt(1000, 9999), 0);
            Somebody two = story.person("x.y" + chance.nextInt(1000, 9999), 0);
            String job = JOB.replace("project_ghent", "project_antwerp");
            story.file(one, "job.json", job);
            story.file(two, "job.json", job.replace("\"gpus\": 0", "\"clusterId\": \"antwerp\", \"gpus\": 0"));
            String first =
                    story.quietly(one, "slices ai submit job.json").well().word();
            String second =
                    story.quietly(two, "slices ai submit job.json").well().word();
            story.quietly(one, "slices ai wait " + first).well();
            story.quietly(two, "slices ai wait " + second).well();

            assertThat(story.quietly(two, "fairlead rescue " + first).code()).isEqualTo(1);
            story.quietly(one, "fairlead rescue --to " + chance.nextInt(10) + " " + first + " /tmp")
                    .well();
            story.file(one, "slip.json", job.replace("\"/project_antwerp\"", "\"/project_antwrep\""));
            Said slip = story.quietly(one, "slices ai submit slip.json").with(2);
            assertThat(slip.err()).contains("/project_antwrep").contains("/project_antwerp");
        }
    }
}
