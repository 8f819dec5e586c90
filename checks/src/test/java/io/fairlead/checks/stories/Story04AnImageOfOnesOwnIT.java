package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 4. An image of one's own. */
@Timeout(240)
final class Story04AnImageOfOnesOwnIT {
    private static final String TITLE = "An image of one's own";
    private static final String BASE = "aimehub/pytorch:2.8.0-cuda12.6.3";

    @Test
    void from_flags_and_from_the_wizard_with_labels_and_files_that_say_what_it_is_made_of() throws Exception {
        long uid = 0;
        try (PackageIndex index = new PackageIndex();
                Story story = Story.begin(4, TITLE)) {
            index.base(BASE);
            PackageIndex.varies(story);
            story.server().with("network", "bridge").start();
            story.programs(Ds01Words.PROGRAMS).programs("docker");
            Somebody diana = story.person("diana", 0);
            uid = diana.uid();
            story.varies("\\b" + uid + "\\b", "1001").varies("\\b" + diana.gid() + "\\b", "1001");
            story.tell(
                    "You want einops, the packages for language work, and yourself in the image. The build is a job: it"
                            + " has a log, and an end.");

            story.type(diana, "image-create my-project --base " + BASE + " -t nlp -p 'einops numpy<2'")
                    .well();
            Said list = story.type(diana, "image-list | grep -e IMAGE -e my-project")
                    .well();
            Said labels = story.type(
                            diana, "docker inspect --format '{{.Config.Labels}}' ds01-" + uid + "/my-project:latest")
                    .well();
            story.tell(
                    "What it was made from lies in your home. Edit the first of the two, and `image-update my-project"
                            + " --rebuild` builds it.");
            Said files = story.type(diana, "cat dockerfiles/my-project.Dockerfile; ls .ds01-config/images")
                    .well();

            assertThat(list.out()).contains("fairlead-" + uid + "/my-project").contains("1, latest");
            assertThat(labels.out())
                    .startsWith("map[aime.mlc.DS01_GROUP_ID:" + diana.gid()
                            + " aime.mlc.DS01_HAS_USER_SETUP:true aime.mlc.DS01_USERNAME:diana aime.mlc.DS01_USER_ID:"
                            + uid);
            assertThat(files.out())
                    .contains("FROM " + BASE, "'transformers' 'datasets'", "'einops' 'numpy<2'", "my-project.json");
            story.type(diana, "container-deploy my-project --cpu-only --background")
                    .well();
            Said inside = story.type(
                            diana,
                            "container-open my-project -- python3 -c 'import einops, numpy, peft; print(einops.__version__)'")
                    .well();
            story.type(diana, "container-retire my-project").well();
            assertThat(inside.out()).isEqualTo("2.4.0\n");

            story.tell(
                    "Without flags, on a terminal, it asks. Enter takes what stands in brackets, and what you said is"
                            + " printed as flags, for the next time.");
            wizard(story, diana);
            story.guide();
        } finally {
            Ds01Words.remove(uid);
        }
    }

    private static void wizard(Story story, Somebody diana) throws Exception {
        Said asked = story.terminal(
                diana,
                "image-create",
                "1/6 Name of the image [my-project]: ",
                "second",
                "2/6 Base image [fairlead/python:3]: ",
                BASE,
                "3/6 Requirements file",
                "",
                "git, curl, wget, vim, htop?",
                "n",
                "Jupyter?",
                "n",
                "Data science",
                "y",
                "Use cases",
                "nplp",
                "there is no use case nplp",
                "rl",
                "5/6 Further Python packages",
                "einops>=1,<2",
                "6/6 Further packages of the distribution",
                "",
                "Build it now? [Y/n]: ",
                "");
        asked.well();
        assertThat(asked.out())
                .contains("fairlead image create second --base " + BASE
                        + " --set data-science --set rl --pip 'einops>=1,<2'")
                .contains("Installing collected packages: seaborn, scipy, scikit-learn, pandas, matplotlib")
                .contains("fairlead-" + diana.uid() + "/second:1");
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        long first = 0;
        long second = 0;
        try (PackageIndex index = new PackageIndex();
                Story story = Story.begin(4, TITLE)) {
            index.base(BASE);
            story.server().with("network", "bridge").start();
            story.programs(Ds01Words.PROGRAMS).programs("docker");
            Somebody one = story.person("j.doe" + chance.nextInt(1000, 9999), 0);
            Somebody two = story.person("p" + chance.nextInt(1000, 9999), 31_000 + chance.nextInt(1000));
            first = one.uid();
            second = two.uid();
            String name = List.of("my-project", "exp_1", "a.b", "net2").get(chance.nextInt(4));
            Files.writeString(one.home().resolve("reqs.txt"), "einops>=2\n# why\nnumpy<2 ; python_version > '3'\n");
            String line = "image-create " + name + " --base=" + BASE + " -r reqs.txt";
            if (chance.nextBoolean()) {
                line = "image create -r reqs.txt -b " + BASE + " " + name;
            }
            story.quietly(one, line).well();
            String written = one.name().replace(".", "-");
            String format = chance.nextBoolean() ? "--format " : "-f ";
            for (String owner : List.of("ds01-" + first, "fairlead-" + first)) {
                Said label = story.quietly(
                                one,
                                "docker image inspect " + format
                                        + "'{{index .Config.Labels \"aime.mlc.DS01_USERNAME\"}}' " + owner + "/" + name)
                        .well();
                assertThat(label.word()).isEqualTo(written);
            }
            // A login with a dot would be the host of a registry there.
            assertThat(story.quietly(two, "docker images ds01-" + two.name() + "/" + name)
                            .well()
                            .out())
                    .hasLineCount(1);
            Files.writeString(two.home().resolve("Dockerfile"), "FROM " + BASE + "\nRUN echo two > /who\n");
            story.quietly(two, "image-create " + name + " --dockerfile Dockerfile")
                    .well();
            assertThat(Files.readString(two.home().resolve("dockerfiles/" + name + ".Dockerfile")))
                    .isEqualTo("FROM " + BASE + "\nRUN echo two > /who\n");
            assertThat(story.quietly(two, "docker inspect -f '{{.Os}}' ds01-" + two.name() + "/" + name)
                            .well()
                            .out())
                    .isEqualTo("linux\n");
            assertThat(story.quietly(one, "docker images").well().out())
                    .contains("ds01-" + first + "/" + name)
                    .doesNotContain(Long.toString(second));
            assertThat(story.quietly(two, "image-list").well().out()).doesNotContain(Long.toString(first));
            wrong(story, one, two, name);
        } finally {
            Ds01Words.remove(first);
            Ds01Words.remove(second);
        }
    }

    private static void wrong(Story story, Somebody one, Somebody two, String name) throws Exception {
        assertThat(story.quietly(one, "docker inspect ds01-" + two.uid() + "/" + name)
                        .with(1)
                        .err())
                .contains("neither a container nor an image ds01-" + two.uid() + "/" + name + " of yours");
        assertThat(story.quietly(one, "image-create new --base " + BASE + " -t nplp")
                        .with(2)
                        .err())
                .contains("there is no package set nplp; did you mean nlp?");
        assertThat(story.quietly(one, "image-create new --base " + BASE + " --packges einops")
                        .with(2)
                        .err())
                .contains("unknown flag --packges")
                .contains("did you mean --packages?");
        assertThat(story.quietly(one, "image craete new").with(2).err())
                .contains("craete")
                .contains("image-create");
        assertThat(story.quietly(one, "image-create " + name + " --base " + BASE)
                        .both())
                .contains("you have an image " + name + " already");
        Files.writeString(one.home().resolve("bad.txt"), "einops\n\nnumpy=1.0\n");
        assertThat(story.quietly(one, "image-create new --base " + BASE + " -r bad.txt")
                        .with(2)
                        .err())
                .contains("bad.txt line 3: \"numpy=1.0\"");
        Files.writeString(one.home().resolve("Bad"), "FROM " + BASE + "\n\nRUN cd /nowhere\n");
        assertThat(story.quietly(one, "image-create new --dockerfile Bad")
                        .with(1)
                        .err())
                .contains("line 3 of the Dockerfile (RUN cd /nowhere)");
        assertThat(story.quietly(one, "image-list").out()).doesNotContain("/new");
    }
}
