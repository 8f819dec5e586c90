package io.fairlead.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.unit.CudaVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CudaDemandTest {
    /** As in an image of CUDA 12.2, shortened. */
    private static final String REAL =
            "cuda>=12.2 brand=tesla,driver>=470,driver<471 brand=unknown,driver>=525,driver<526";

    @ParameterizedTest
    @CsvSource({
        "12, 2, 535.54, true",
        "12, 4, 550.1, true",
        "11, 4, 470.129, true",
        "11, 6, 510.47, false",
        "12, 0, 525.60, true",
        "12, 1, '', false"
    })
    void one_alternative_that_holds_is_enough(int major, int minor, String driver, boolean met) {
        CudaDemand demand = CudaDemand.of(List.of("PATH=/bin", "NVIDIA_REQUIRE_CUDA=" + REAL))
                .orElseThrow();

        assertThat(demand.isMet(
                        new CudaVersion(major, minor), Optional.of(driver).filter(it -> !it.isEmpty())))
                .isEqualTo(met);
    }

    @Test
    void an_image_that_says_only_what_it_was_built_with_demands_its_major_version() {
        CudaDemand demand = CudaDemand.of(List.of("CUDA_VERSION=12.8.1")).orElseThrow();

        assertThat(demand.isMet(new CudaVersion(12, 2), Optional.empty())).isTrue();
        assertThat(demand.isMet(new CudaVersion(11, 8), Optional.empty())).isFalse();
        assertThat(demand.words()).isEqualTo("CUDA 12.0");
    }

    @Test
    void an_image_without_a_demand_runs_on_any_driver() {
        assertThat(CudaDemand.of(List.of("PATH=/bin", "CUDA_VERSION=latest", "NVIDIA_REQUIRE_CUDA=")))
                .isEmpty();
    }
}
