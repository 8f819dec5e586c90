package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 7. A Dockerfile by hand, and tags for experiments. */
@Timeout(240)
final class Story07DockerfileByHandAndTagsIT {
    private static final String TITLE = "A Dockerfile by hand, and tags for experiments";
    private static final String BASE = "henrycgbaker/aime-pytorch:2.8.0-cuda12.4-ubuntu22.04";
    private static final String DOCKERFILE = "FROM " + BASE + "\nWORKDIR /workspace\nRUN pip install einops==1.2.0\n";
    private static final String VERSION = " -- python3 -c 'import einops; print(einops.__version__)'";

    @Test
    void only_what_changed_is_built_and_a_tag_stays_that_exact_environment() throws Exception {
        long uid = 0;
        try (PackageIndex index = new PackageIndex();
                Story story = Story.begin(7, TITLE)) {
            index.base(BASE);
            PackageIndex.varies(story);
            story.server().with("network", "bridge").start();
            story.programs(Ds01Words.PROGRAMS).programs("docker");
            Somebody fiona = story.person("fiona", 0);
            uid = fiona.uid();
            story.varies("\\b" + uid + "\\b", "1001");
            story.tell("Three lines, written by hand:");
            story.file(fiona, "project.Dockerfile", DOCKERFILE);
            story.type(fiona, "image-create project --dockerfile project.Dockerfile")
                    .well();
            story.tell(
                    "From now on it lies in `~/dockerfiles`. Give this version a name for the experiment, edit, and build"
                            + " again: only the changed layer is built, and the old version stays.");
            story.type(fiona, "docker tag ds01-fiona/project:latest ds01-fiona/project:experiment-42")
                    .well();
            story.type(fiona, "sed -i 's/einops==1.2.0/einops==2.4.0/' dockerfiles/project.Dockerfile")
                    .well();
            Said rebuilt = story.type(fiona, "image-update project --rebuild").well();
            Said list = story.type(fiona, "docker images ds01-fiona/project").well();

            assertThat(rebuilt.err())
                    .contains("WORKDIR /workspace\n ---> Using cache\n")
                    .contains("RUN pip install einops==2.4.0\n ---> Running in")
                    .contains("Successfully installed einops-2.4.0");
            assertThat(list.out().lines().skip(1).map(line -> line.split(" +", 3)[1]))
                    .containsExactlyInAnyOrder("1", "2", "latest", "experiment-42");

            story.tell("Later, `experiment-42` is that exact environment.");
            story.type(fiona, "container-deploy --image ds01-fiona/project:experiment-42 --cpu-only --background")
                    .well();
            Said then = story.type(fiona, "container-open project" + VERSION).well();
            Said used = story.type(fiona, "image-delete project").with(1);
            story.type(fiona, "docker ps").well();
            story.type(fiona, "container-retire project").well();

            assertThat(then.out()).isEqualTo("1.2.0\n");
            assertThat(used.err()).contains("project is used by job ");
            others(story, fiona);
            story.guide();
        } finally {
            Ds01Words.remove(uid);
        }
    }

    /** What somebody else sees and may do of it: nothing. */
    private static void others(Story story, Somebody fiona) throws Exception {
        Somebody bob = story.person("bob", 0);
        story.quietly(fiona, "container-deploy project --cpu-only --background").well();
        story.tell("Somebody else sees nothing of it, whatever they ask for.");
        Said containers = story.type(bob, "docker ps").well();
        Said images = story.type(bob, "docker images").well();
        Said logs = story.type(bob, "docker logs project").with(1);
        Said tagged = story.type(bob, "docker tag ds01-fiona/project:latest ds01-bob/mine:latest")
                .with(1);
        assertThat(containers.out()).startsWith("CONTAINER ID").hasLineCount(1);
        assertThat(images.out()).startsWith("REPOSITORY").hasLineCount(1);
        assertThat(logs.err()).contains("no such container: project");
        assertThat(tagged.err()).contains("there is no image ds01-fiona/project:latest that you may use");
        story.quietly(fiona, "container-retire project").well();
        story.quietly(fiona, "docker rmi ds01-fiona/project:experiment-42").well();
        assertThat(story.quietly(fiona, "docker images -q ds01-fiona/project:experiment-42")
                        .out())
                .isEmpty();
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        long first = 0;
        long second = 0;
        try (PackageIndex index = new PackageIndex();
                Story story = Story.begin(7, TITLE)) {
            index.base(BASE);
            story.server().with("network", "bridge").start();
            story.programs(Ds01Words.PROGRAMS).programs("docker");
            Somebody one = story.person("k_lm" + chance.nextInt(1000, 9999), 0);
            Somebody two = story.person("q" + chance.nextInt(1000, 9999), 32_000 + chance.nextInt(1000));
            first = one.uid();
            second = two.uid();
            String name = List.of("project", "exp.1", "run_7").get(chance.nextInt(3));
            Path file = one.home().resolve("D");
            Files.writeString(file, "FROM " + BASE + "\nRUN echo one > /which\n");
            story.quietly(one, "image-create " + name + " --dockerfile=D").well();
            Path kept = one.home().resolve("dockerfiles/" + name + ".Dockerfile");
            Files.writeString(kept, Files.readString(kept).replace("one", "two"));
            story.quietly(
                            one,
                            chance.nextBoolean()
                                    ? "image update " + name + " --rebuild"
                                    : "image-update --rebuild " + name)
                    .well();
            String owner = List.of("ds01-" + first, "ds01-" + one.name(), "fairlead-" + first, "fairlead-" + one.name())
                    .get(chance.nextInt(4));
            String tag = "experiment-" + chance.nextInt(100);
            story.quietly(
                            one,
                            (chance.nextBoolean() ? "docker tag " : "docker image tag ") + owner + "/" + name + ":1 "
                                    + owner + "/" + name + ":" + tag)
                    .well();
            story.quietly(
                            one,
                            "container-deploy work --cpu-only --background --image " + owner + "/" + name + ":" + tag)
                    .well();
            assertThat(story.quietly(one, "container-open work -- cat /which").out())
                    .isEqualTo("one\n");
            assertThat(story.quietly(two, "docker images -q").well().out()).isEmpty();
            assertThat(story.quietly(
                                    two,
                                    "container-deploy w --cpu-only --background --image ds01-" + first + "/" + name)
                            .with(2)
                            .err())
                    .contains("ds01-" + first + "/" + name);
            wrong(story, one, owner + "/" + name, tag);
            story.quietly(one, "container-retire work").well();
        } finally {
            Ds01Words.remove(first);
            Ds01Words.remove(second);
        }
    }

    private static void wrong(Story story, Somebody one, String image, String tag) throws Exception {
        assertThat(story.quietly(one, "docker rmi " + image + ":latst").with(1).err())
                .contains("there is no image " + image + ":latst");
        assertThat(story.quietly(one, "docker tag " + image + " " + image + ":7")
                        .with(2)
                        .err())
                .contains("\"7\" is no tag of one's own");
        assertThat(story.quietly(one, "docker tag " + image + " nvidia/cuda:" + tag)
                        .with(1)
                        .err())
                .contains("you may not give an image the name nvidia/cuda:" + tag);
        assertThat(story.quietly(one, "image-update " + image + " --rebiuld")
                        .with(2)
                        .err())
                .contains("--rebiuld")
                .contains("--rebuild");
        assertThat(story.quietly(one, "docker imgaes").with(2).err())
                .contains("unknown command docker imgaes; did you mean images?");
    }
}
