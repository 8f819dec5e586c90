package io.fairlead.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.Problem;
import org.junit.jupiter.api.Test;

/** Dockerfiles by hand. */
class DockerfileTextTest {
    @Test
    void the_base_is_found_through_earlier_stages_and_pinned_without_moving_a_line() {
        String text = "ARG TAG=3\n# first\nFROM fairlead/python:${TAG} AS Build\nRUN true \\\n  # within\n  && true\n\n"
                + "FROM build\nCOPY --from=0 /a /b\nCOPY --from=Build /a /b\nRUN x\n";
        DockerfileText read = DockerfileText.of(text);

        assertThat(read.base().orElseThrow().text()).isEqualTo("fairlead/python:3");
        assertThat(read.images()).extracting(DockerfileText.Source::text).containsExactly("fairlead/python:3");
        assertThat(read.pinned("fairlead/python:3", "sha256:abc"))
                .isEqualTo(text.replace("FROM fairlead/python:${TAG} AS Build", "FROM sha256:abc AS build"));
        assertThat(read.step(3).orElseThrow().line()).isEqualTo(4);
        assertThat(read.step(4).orElseThrow().line()).isEqualTo(8);
        assertThat(read.needsContext()).isFalse();
    }

    @Test
    void everything_that_files_are_taken_from_is_seen() {
        DockerfileText read = DockerfileText.of(
                "FROM a\nCOPY --from=ds01-1002/secret:1 /x /y\nONBUILD COPY --chown=1 --from=other /x /y\nADD x /x\n");

        assertThat(read.images())
                .extracting(DockerfileText.Source::text)
                .containsExactly("a", "ds01-1002/secret:1", "other");
        assertThat(read.needsContext()).isTrue();
    }

    @Test
    void what_cannot_be_looked_up_beforehand_is_refused_with_its_line() {
        assertThat(RecipeCheck.of(DockerfileText.of("# nothing\n")))
                .extracting(Problem::code)
                .containsExactly("E-DOCKERFILE-NO-FROM");
        assertThat(RecipeCheck.of(DockerfileText.of("FROM $BASE\nLABEL a=b \\\n io.fairlead.job=x\n")))
                .extracting(Problem::message)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("line 1").contains("$BASE"),
                        two -> assertThat(two).startsWith("line 2"));
        assertThat(RecipeCheck.of(DockerfileText.of("FROM scratch\n")))
                .extracting(Problem::code)
                .containsExactly("E-DOCKERFILE-SCRATCH");
        assertThat(RecipeCheck.of(DockerfileText.of("FROM a\nFROM UPPER/x\n")))
                .extracting(Problem::message)
                .singleElement()
                .satisfies(it -> assertThat(it).startsWith("line 2 of the Dockerfile:"));
    }

    @Test
    void names_say_whose_an_image_is() {
        assertThat(OwnImage.of(ImageReference.parse("fairlead-1001/x:2")).orElseThrow())
                .isEqualTo(new OwnImage(OwnImage.Kind.FAIRLEAD, "1001", "x"));
        assertThat(OwnImage.of(ImageReference.parse("ds01-alice/x"))
                        .orElseThrow()
                        .repositoryOf(7))
                .isEqualTo("ds01-7/x");
        assertThat(OwnImage.of(ImageReference.parse("aime/pytorch:work._.1001"))
                        .orElseThrow()
                        .owner())
                .isEqualTo("1001");
        assertThat(OwnImage.of(ImageReference.parse("fairlead/python:3"))).isEmpty();
        assertThat(OwnImage.of(ImageReference.parse("registry.example.org/ds01-1/x")))
                .isEmpty();
    }

    @Test
    void the_user_is_written_in_by_lines_and_never_by_a_tool_that_grows_with_the_uid() {
        String text = new BakedUser("h-baker-at-hertie-school-lan", 1722830498, 1722830498).dockerfile();

        assertThat(text)
                .contains("h-baker-at-hertie-school-lan:x:1722830498:1722830498::/home/h-baker-at-hertie-school-lan")
                .contains("LABEL aime.mlc.DS01_HAS_USER_SETUP=true aime.mlc.DS01_USER_ID=1722830498")
                .doesNotContain("useradd", "adduser", "lastlog");
    }
}
