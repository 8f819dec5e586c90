package io.fairlead.wire.dialect.ds01;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.Frameworks.Framework;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
    private static Catalogue.Result read(String text) {
        return Catalogue.read(new LimitsFile.Text("ml_images.repo", text.getBytes(UTF_8)));
    }

    @Test
    void lines_of_both_versions_are_read_and_the_first_of_two_holds() {
        Catalogue.Result result = read("# a comment\r\n\r\nPytorch,  2.9.1, [CUDA_ADA],vendor/pytorch:2.9.1\r\n"
                + "Pytorch, 2.9.1, CUDA_ADA, vendor/pytorch:other\r\n"
                + "Tensorflow, 2.4.1, CUDA, vendor/tensorflow:2.4.1\nJax, 0.4, vendor/jax");

        assertThat(result.problems()).isEmpty();
        assertThat(result.frameworks().all())
                .containsExactly(
                        new Framework("Pytorch", "2.9.1", "CUDA_ADA", "vendor/pytorch:2.9.1"),
                        new Framework("Tensorflow", "2.4.1", "CUDA", "vendor/tensorflow:2.4.1"),
                        new Framework("Jax", "0.4", "", "vendor/jax"));
    }

    @Test
    void every_line_that_is_no_entry_is_told_with_its_number() {
        Catalogue.Result result =
                read("Pytorch 2.9.1\nPytorch, 2, vendor/pytorch\n, 2, [CUDA], x\nA, 1, [CUDA], No Image\nA,1,2,3,x");

        assertThat(result.frameworks().all()).hasSize(1);
        assertThat(result.problems())
                .extracting(it -> it.code() + " " + it.message().replaceFirst(": line.*", ""))
                .containsExactly(
                        "E-DS01-CATALOGUE ml_images.repo:1",
                        "E-DS01-CATALOGUE ml_images.repo:3",
                        "E-DS01-CATALOGUE ml_images.repo:4",
                        "E-DS01-CATALOGUE ml_images.repo:5");
    }
}
