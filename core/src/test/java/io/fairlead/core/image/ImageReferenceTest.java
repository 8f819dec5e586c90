package io.fairlead.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "debian,docker.io,library/debian,latest",
        "debian:12-slim,docker.io,library/debian,12-slim",
        "labx/trainer:2.3,docker.io,labx/trainer,2.3",
        "localhost/x:1,localhost,x,1",
        "localhost:5000/x:1,localhost:5000,x,1",
        "registry.example/a/b/c_d/e__f-g.h:V_1.0-x,registry.example,a/b/c_d/e__f-g.h,V_1.0-x",
        "host:5000/x,host:5000,x,latest",
        "[::1]:5000/x:1,[::1]:5000,x,1",
        "127.0.0.1:5000/x,127.0.0.1:5000,x,latest",
        "a---b:1,docker.io,library/a---b,1",
    })
    void a_reference_is_taken_apart(String text, String registry, String repository, String tag) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.tagOrDigest()).isEqualTo(tag);
        assertThat(reference).hasToString(text);
    }

    @Test
    void a_digest_goes_before_a_tag() {
        ImageReference reference = ImageReference.parse("labx/trainer:2.3@" + DIGEST);

        assertThat(reference.tag()).hasValue("2.3");
        assertThat(reference.tagOrDigest()).isEqualTo(DIGEST);
        assertThat(reference).hasToString("labx/trainer:2.3@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "Labx/Upper:1,Labx",
        "x:tag:tag,tag:tag",
        "x@sha256:xyz,sha256:xyz",
        "x@md5:1,md5:1",
        "http://x,http://",
        "x;rm,x;rm",
        "x:,tag",
        "-x,-x",
        "x_,x_",
        "x___y,x___y",
        "x..y,x..y",
        "a//b,empty part",
        "a/,empty part",
        "host:99999/x,host:99999",
        "host:/x,host:",
        "-h.example/x,-h.example",
        "h-.example/x,h-.example",
        "x:.1,.1",
        "x@sha256,sha256",
    })
    void a_refusal_names_the_part_that_is_wrong(String text, String part) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("E-IMAGE-REFERENCE")
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\tb",
                "a\u0000b",
                "é",
                "a:é",
                "🚀",
                "@",
                ":",
                "/",
                "sha256:",
                "a@",
                "[/x",
                "[x]/y"
            })
    void what_is_no_reference_is_refused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void names_and_tags_are_bounded() {
        assertThat(ImageReference.parse("a".repeat(255)).path()).hasSize(255);
        assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).isPresent();
        assertThatThrownBy(() -> ImageReference.parse("a".repeat(256))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129))).isInstanceOf(ProblemException.class);
    }
}
