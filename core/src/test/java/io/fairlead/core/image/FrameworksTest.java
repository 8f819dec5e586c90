package io.fairlead.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.Frameworks.Framework;
import io.fairlead.core.unit.CudaVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameworksTest {
    private static final Frameworks CATALOGUE = new Frameworks(List.of(
            new Framework("Pytorch", "2.9.1", "CUDA_BLACKWELL", "vendor/pytorch:2.9.1-b"),
            new Framework("Pytorch", "2.9.1", "CUDA_ADA", "vendor/pytorch:2.9.1-a"),
            new Framework("Pytorch", "1.8", "CUDA_AMPERE", "vendor/pytorch:1.8"),
            new Framework("Pytorch", "2.9.0", "ROCM6", "vendor/pytorch:rocm"),
            new Framework("Jax", "", "", "vendor/jax")));

    @ParameterizedTest
    @CsvSource({
        "pytorch, vendor/pytorch:2.9.1-b",
        "PYTORCH:2.9.1, vendor/pytorch:2.9.1-b",
        "pytorch:1.8, vendor/pytorch:1.8",
        "jax, vendor/jax",
        "pytorch:2, ''",
        "torch, ''",
    })
    void a_name_means_the_first_version_and_case_does_not_count(String word, String image) {
        assertThat(CATALOGUE.find(word).map(Framework::image).orElse("")).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"13.0, vendor/pytorch:2.9.1-b", "12.4, vendor/pytorch:2.9.1-a", "11.8, vendor/pytorch:1.8"})
    void what_the_driver_is_too_old_for_is_not_offered(String cuda, String image) {
        String[] parts = cuda.split("\\.", -1);
        var version = new CudaVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));

        Frameworks fit = CATALOGUE.fit(Optional.of(version));

        assertThat(fit.find("pytorch").map(Framework::image)).contains(image);
        assertThat(fit.find("jax")).isPresent();
    }

    @Test
    void without_a_driver_all_but_other_makers_devices_are_offered() {
        assertThat(CATALOGUE.fit(Optional.empty()).all())
                .extracting(Framework::architecture)
                .containsExactly("CUDA_BLACKWELL", "CUDA_ADA", "CUDA_AMPERE", "");
    }
}
