package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Dependency.On;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DependencyTest {
    @Test
    void each_end_is_met_by_the_states_that_its_word_says() {
        assertThat(ends(On.FINISHED)).containsExactly(JobState.FINISHED, JobState.FAILED, JobState.CANCELLED);
        assertThat(ends(On.SUCCEEDED)).containsExactly(JobState.FINISHED);
        assertThat(ends(On.FAILED)).containsExactly(JobState.FAILED, JobState.CANCELLED);
    }

    private static Stream<JobState> ends(On on) {
        return Stream.of(JobState.FINISHED, JobState.FAILED, JobState.CANCELLED).filter(on::isMet);
    }
}
