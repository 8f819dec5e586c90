package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import io.fairlead.core.port.ReservedLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 5. Deploy at once, as oneself. */
final class Story05DeployAtOnceAsOneselfIT {
    private static final String TITLE = "Deploy at once, as oneself";
    private static final String ANY = "fairlead/python:3";
    private static final String OLD = "mlc/images:old._.1722830498";

    /** The person's, and those made of a container of this server's: such an image keeps the container's labels. */
    private static List<String> images(Story story) throws IOException {
        List<String> all = new ArrayList<>();
        Docker.cli("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")
                .lines()
                .filter(line -> line.startsWith("ds01-1722830498/") || line.contains("test-project"))
                .sorted()
                .forEach(all::add);
        String ours = "label=" + ReservedLabels.INSTANCE + "=" + story.server().instance();
        Docker.cli("images", "-aq", "--filter", ours).lines().forEach(all::add);
        return all;
    }

    @Test
    void under_ones_own_name_from_any_image_and_no_image_is_made() throws Exception {
        try (Story story = Story.begin(5, TITLE)) {
            story.server().start();
            story.programs(Ds01Words.PROGRAMS).programs("docker");
            Somebody baker = story.person("h.baker@hertie-school.lan", 1722830498L);
            Ds01Words.image(ANY, baker.uid(), "test-project", baker.uid());
            Docker.shell("printf 'FROM " + ANY + "\\nLABEL old=yes\\n' | docker build -q -t " + OLD + " - > /dev/null");
            List<String> before = images(story);
            Ds01Words.varies(story, baker);
            story.tell(
                    "Your login is `h.baker@hertie-school.lan`, and there is an image of yours, `test-project`. A container"
                            + " of it is there at once: nothing is run and committed first, whatever the image.");

            story.type(baker, "container-deploy test-project --cpu-only --dry-run")
                    .well();
            story.type(baker, "container-deploy test-project --cpu-only --background")
                    .well();
            Said who = story.type(
                            baker,
                            "container-open test-project -- sh -c 'whoami; id -u; echo $HOME; pwd; echo from inside > made.txt'")
                    .well();
            story.type(baker, "stat -c '%U %n' workspace/test-project/*").well();

            assertThat(who.out().lines())
                    .containsExactly(
                            "h-baker-at-hertie-school-lan",
                            "1722830498",
                            "/home/h-baker-at-hertie-school-lan",
                            "/workspace");
            Path made = baker.home().resolve("workspace/test-project/made.txt");
            assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(1722830498);
            assertThat(images(story)).isEqualTo(before);

            story.tell("An image that was never prepared for anyone is as good.");
            story.type(baker, "container-deploy other --image " + ANY + " --cpu-only --background")
                    .well();
            Said other = story.type(baker, "container-open other -- whoami").well();
            story.type(baker, "container-list").well();

            assertThat(other.word()).isEqualTo("h-baker-at-hertie-school-lan");
            assertThat(images(story)).isEqualTo(before);

            story.tell("One that somebody else had made for themselves gets a notice, and works.");
            Ds01Words.image(ANY, baker.uid(), "theirs", 1001);
            Said theirs = story.type(baker, "container-deploy theirs --cpu-only --background")
                    .well();
            assertThat(theirs.err()).contains("made for uid 1001").contains("image-create");
            assertThat(story.quietly(baker, "container-open theirs -- whoami").word())
                    .isEqualTo("h-baker-at-hertie-school-lan");
            story.type(baker, "container-retire test-project other theirs").well();
            assertThat(Files.readString(made)).isEqualTo("from inside\n");
            story.tell("`image-create NAME --force` makes it anew, for you. Images that were once committed from"
                    + " containers are made no more; old ones are found.");
            story.type(baker, "image-create theirs --force --base " + ANY + " 2>&1 | tail -n 1")
                    .well();
            Said anew = story.type(
                            baker,
                            "docker inspect -f '{{index .Config.Labels \"aime.mlc.DS01_USER_ID\"}}' ds01-" + baker.uid()
                                    + "/theirs")
                    .well();
            Said orphaned =
                    story.type(baker, "fairlead image list --orphaned -o name").well();
            assertThat(anew.word()).isEqualTo("1722830498");
            assertThat(orphaned.out().lines()).contains(OLD).noneMatch(line -> line.contains("theirs"));
            assertThat(story.quietly(baker, "docker images").out().lines())
                    .filteredOn(line -> line.contains("._."))
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("mlc/images "));
            story.guide();
        } finally {
            Docker.shell("docker rmi " + OLD + " > /dev/null 2>&1 || true");
            Ds01Words.remove(1722830498L);
            for (String name : List.of("test-project", "theirs")) {
                Ds01Words.remove(1722830498L, name);
            }
        }
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(5, TITLE)) {
            story.server().with("limits", "{defaults: {user: {containers: 2}}}").start();
            story.programs(Ds01Words.PROGRAMS);
            Somebody one = story.person(
                    chance.nextInt(100_000, 999_999) + "@uni.test", 1_700_000_000L + chance.nextInt(99_999));
            Somebody two = story.person("J.Doe" + chance.nextInt(1000, 9999), 0);
            String name = "run-" + chance.nextInt(1000);
            for (Somebody somebody : List.of(one, two)) {
                String deploy = chance.nextBoolean() ? "container-deploy" : "container deploy";
                String flags = chance.nextBoolean() ? "--background --no-gpu" : "--cpu-only --background";
                String line = chance.nextBoolean()
                        ? deploy + " " + flags + " --image=" + ANY + " " + name
                        : deploy + " " + name + " " + ANY + " " + flags;
                story.quietly(somebody, line).well();
                assertThat(story.quietly(somebody, "container-open " + name + " -- id -u")
                                .well()
                                .word())
                        .isEqualTo(Long.toString(somebody.uid()));
            }
            assertThat(story.quietly(one, "container-list --format simple")
                            .out()
                            .lines())
                    .hasSize(1);
            assertThat(story.quietly(one, "container-open " + name + " -- whoami")
                            .word())
                    .startsWith("u");

            Said taken = story.quietly(one, "container-deploy " + name + " " + ANY + " --background");
            assertThat(taken.code()).isNotZero();
            assertThat(taken.err()).contains("container-open " + name);
            Said missing = story.quietly(one, "container-deploy nothing-" + name + " --cpu-only --background");
            assertThat(missing.code()).isNotZero();
            assertThat(missing.err()).contains("image-create nothing-" + name);
            story.quietly(one, "container-deploy second " + ANY + " --cpu-only --background")
                    .well();
            Said limit = story.quietly(one, "container-deploy third " + ANY + " --cpu-only --background");
            assertThat(limit.code()).isEqualTo(1);
            assertThat(limit.err()).contains("2 of your 2 containers").contains("defaults");
            Said flag = story.quietly(one, "container-deploy x --backgroud").with(2);
            assertThat(flag.err()).contains("--backgroud").contains("--background");
            Said verb = story.quietly(one, "container delpoy x").with(2);
            assertThat(verb.err()).contains("delpoy").contains("container-deploy");
            story.quietly(one, "container-retire " + name + " second").well();
            story.quietly(two, "container retire " + name).well();
        }
    }
}
