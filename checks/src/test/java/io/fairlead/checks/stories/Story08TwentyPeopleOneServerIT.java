package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.SubmitOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Twenty people on one server: whatever some of them do, the others' work ends as if they were alone. */
@Timeout(400)
class Story08TwentyPeopleOneServerIT {
    private static final int PEOPLE = 20;
    private static final String JOB = """
            {"name": "NAME", "request": {
              "resources": {"cpus": 0.2, "gpus": GPUS, "cpuMemoryGb": MEMORY, "scratchGb": 0.05},
              "docker": {"image": "IMAGE", "command": ["sh", "-c", "SCRIPT"], ENVIRONMENT
                "storage": ["/project_local"]}}}
            """;

    /** Says what it has, sees and can reach; then works for a moment. */
    private static final String QUIET =
            "echo $USER > /project_local/mine; sleep 3; echo I am $(cat /project_local/mine);"
                    + " echo $(ls /project_local | wc -l) files, $(ls -d /proc/[0-9]* | wc -l) processes;"
                    + " cat /project_local/../*/mine 2> /dev/null | wc -l";

    private static byte[] job(String name, String script) {
        return job(name, script, "0", "");
    }

    private static byte[] job(String name, String script, String gpus, String environment) {
        boolean python = script.startsWith("pip");
        return JOB.replace("NAME", name)
                .replace("GPUS", gpus)
                .replace("MEMORY", python ? "0.5" : "0.06")
                .replace("IMAGE", python ? "fairlead/python:3" : "fairlead/test-busybox:1")
                .replace("SCRIPT", script)
                .replace("ENVIRONMENT", environment)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] install(String version) {
        return job(
                "version-" + version,
                "pip install -q shared==" + version + " && python -c 'import shared; print(shared.__version__)'",
                "0",
                "\"environment\": {\"PIP_NO_INDEX\": 1, \"PIP_FIND_LINKS\": \"/project_local/index\"},");
    }

    private static byte[] device(String name) {
        return job(
                name,
                "echo device $NVIDIA_VISIBLE_DEVICES; sleep 3",
                "1",
                "\"environment\": {\"NVIDIA_VISIBLE_DEVICES\": 0},");
    }

    @Test
    void the_work_of_the_others_ends_as_if_they_were_alone_and_the_guilty_are_told() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(8, "Twenty people, one server")) {
            story.server()
                    .with(
                            "node",
                            "{cores: 16, memoryGb: 16, simulatedGpus: [{model: NVIDIA A100, count: 2, memoryGb: 80}]}")
                    .with("jobs", "{pids: 64}")
                    .start();
            List<Somebody> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                people.add(story.person("t" + (10 + i) + chance.nextInt(100, 999), 0));
            }
            Map<String, byte[]> work = new LinkedHashMap<>();
            work.put("memory", job("memory", "dd if=/dev/zero of=/dev/null bs=400M count=1"));
            work.put("forks", job("forks", "while :; do sleep 100 & done"));
            work.put("disk", job("disk", "while :; do head -c 9000000 /dev/zero >> /tmp/x; sleep 0.1; done"));
            work.put("gpu one", device("one"));
            work.put("gpu two", device("two"));
            work.put("version 1.0", install("1.0"));
            work.put("version 2.0", install("2.0"));
            for (int i = work.size(); i < PEOPLE; i++) {
                work.put("quiet " + i, job("quiet-" + i, QUIET));
            }
            indexes(story, people.get(5), people.get(6));

            Map<String, String> ids = new LinkedHashMap<>();
            List<String> words = new ArrayList<>(work.keySet());
            for (int i = 0; i < PEOPLE; i++) {
                String name = people.get(i).name();
                byte[] definition = work.get(words.get(i));
                SubmitResponse made =
                        story.server().ask(client -> client.submit(definition, SubmitOptions.PLAIN.as(name)));
                ids.put(words.get(i), made.id());
            }

            ends(story, ids, people);
            guilty(story, ids);
            told(story, ids, people);
            story.guide();
        }
    }

    /** What some of them see when they look, and what one of them is told who wants more. */
    private static void told(Story story, Map<String, String> ids, List<Somebody> people) throws Exception {
        for (int i = 0; i < PEOPLE; i++) {
            story.varies("\\b" + people.get(i).name() + "\\b", "user" + (i + 1));
        }
        story.varies("(?<=wrote )[0-9.]+(?= MiB)", "95.8")
                .varies("[3-6] processes(?<gap>\\s+)[01]\\b", "5 processes${gap}1");
        story.tell(
                "Twenty people hand in a job each, at once. Whoever eats all memory, forks without end, or fills the disk"
                        + " is told so, each by themselves:");
        story.type(people.get(0), "fairlead wait " + ids.get("memory")).with(137);
        story.type(people.get(1), "fairlead logs " + ids.get("forks") + " | sort -u | tail -n 1")
                .well();
        Said disk = story.type(people.get(2), "fairlead wait " + ids.get("disk"));
        story.tell("Two wanted device 0; each had one of its own, and sees it as it asked for it. Two wanted different"
                + " versions of a library. For everybody else it was as if they were alone:");
        story.type(people.get(5), "fairlead logs " + ids.get("version 1.0") + " | tail -n 1")
                .well();
        story.type(people.get(6), "fairlead logs " + ids.get("version 2.0") + " | tail -n 1")
                .well();
        story.type(people.get(7), "fairlead logs " + ids.get("quiet 7")).well();

        story.tell("Nobody reads what belongs to somebody else, in a job or about one.");
        String theirs = story.server()
                .folder()
                .resolve("volumes/local/" + people.get(5).name())
                .toString();
        Said path = story.type(
                        people.get(7), "fairlead run -v " + theirs + ":/theirs fairlead/test-busybox:1 -- ls /theirs")
                .with(2);
        Said project = story.type(
                people.get(7),
                "fairlead run --project " + people.get(5).name()
                        + " -v /project_local fairlead/test-busybox:1 -- ls /project_local");
        Said log = story.type(people.get(7), "fairlead logs " + ids.get("memory"));
        assertThat(disk.err()).contains("outside of volumes");
        assertThat(path.err()).contains(theirs);
        assertThat(project.code()).isIn(1, 2);
        assertThat(project.err()).contains(people.get(5).name());
        assertThat(log.code()).isEqualTo(1);
        assertThat(log.err()).contains(ids.get("memory"));
        Said word = story.quietly(people.get(7), "fairlead run --memroy 1 fairlead/test-busybox:1 -- true")
                .with(2);
        assertThat(word.err()).contains("--memroy").contains("did you mean --memory?");
    }

    /** What stands for a package index, in the share of each of the two. */
    private static void indexes(Story story, Somebody... both) throws Exception {
        for (Somebody somebody : both) {
            Path share = story.server().folder().resolve("volumes/local").resolve(somebody.name());
            Path index = share.resolve("index");
            Wheel.write(index, "shared", "1.0");
            Wheel.write(index, "shared", "2.0");
            Docker.shell("chmod 755 '" + share.getParent() + "'; chown -R " + somebody.uid() + ":" + somebody.gid()
                    + " '" + share + "'; chmod 2770 '" + share + "'");
        }
    }

    private static void ends(Story story, Map<String, String> ids, List<Somebody> people) throws Exception {
        List<String> words = new ArrayList<>(ids.keySet());
        for (int i = 7; i < PEOPLE; i++) {
            String id = ids.get(words.get(i));
            String name = people.get(i).name();
            assertThat(story.server().over(id).job().state()).as(words.get(i)).isEqualTo("FINISHED");
            assertThat(story.server().log(id).lines().toList())
                    .as(words.get(i))
                    .satisfiesExactly(
                            own -> assertThat(own).isEqualTo("I am " + name),
                            // Its own, and no process of anybody else.
                            seen -> assertThat(seen).matches("1 files, [3-6] processes"),
                            reached -> assertThat(reached).isIn("0", "1"));
        }
        for (String version : List.of("1.0", "2.0")) {
            String id = ids.get("version " + version);
            assertThat(story.server().over(id).job().state()).isEqualTo("FINISHED");
            assertThat(story.server().log(id)).contains(version);
        }
        String one = ids.get("gpu one");
        String two = ids.get("gpu two");
        assertThat(story.server().over(one).job().state()).isEqualTo("FINISHED");
        assertThat(story.server().over(two).job().state()).isEqualTo("FINISHED");
        assertThat(story.server().log(one))
                .startsWith("device ")
                .isNotEqualTo(story.server().log(two));
    }

    private static void guilty(Story story, Map<String, String> ids) throws Exception {
        assertThat(reason(story, ids.get("memory"))).isEqualTo("E-OUT-OF-MEMORY");
        assertThat(reason(story, ids.get("disk"))).isEqualTo("E-SCRATCH-EXCEEDED");
        JobDetail forks = story.server().over(ids.get("forks"));
        assertThat(forks.job().state()).isEqualTo("FAILED");
        assertThat(story.server().log(ids.get("forks"))).contains("can't fork");
        JobDetail disk = story.server().over(ids.get("disk"));
        assertThat(disk.job().reason().orElseThrow().message()).contains("outside of volumes", "51.2 MiB");
    }

    private static String reason(Story story, String id) throws Exception {
        JobDetail job = story.server().over(id);
        assertThat(job.job().state()).isEqualTo("FAILED");
        return job.job().reason().orElseThrow().code();
    }
}
