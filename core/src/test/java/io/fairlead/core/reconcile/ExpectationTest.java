package io.fairlead.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Expect;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.Content;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.volume.MountTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExpectationTest {
    private static final MountTarget MODEL = new MountTarget("/data/model.bin");
    private static final Expect ALL = new Expect(List.of(0, 3), List.of(MODEL), Optional.of("accuracy: 0"));

    private static RunRecord record(boolean matched, Output... outputs) {
        return new RunRecord(
                new Surroundings("docker 20.10", "runc", "6.1", Optional.empty(), Optional.empty(), List.of()),
                Optional.empty(),
                Optional.of(matched),
                List.of(outputs),
                List.of());
    }

    private static Output there() {
        return Output.read(MODEL.path(), true, new Content(3, "0a".repeat(32)));
    }

    @Test
    void a_job_that_predicts_nothing_fails_by_its_exit_code_alone() {
        assertThat(Expectation.unmet(Expect.NONE, 0, Optional.empty())).isEmpty();
        assertThat(Expectation.unmet(Expect.NONE, 3, Optional.empty()).map(Problem::code))
                .hasValue("E-EXIT-CODE");
    }

    @Test
    void what_is_all_as_predicted_is_no_problem_whichever_of_the_codes_it_ended_with() {
        for (int code : ALL.exitCodes()) {
            assertThat(Expectation.unmet(ALL, code, Optional.of(record(true, there()))))
                    .isEmpty();
        }
    }

    @Test
    void all_differences_are_told_in_one_problem() {
        Output missing = Output.missing(MODEL.path(), "is not there");

        Problem problem =
                Expectation.unmet(ALL, 1, Optional.of(record(false, missing))).orElseThrow();

        assertThat(problem.code()).isEqualTo("E-EXPECTATION-UNMET");
        assertThat(problem.message())
                .contains("exit code 1 instead of 0 or 3")
                .contains("/data/model.bin is not there")
                .contains("no line of its log matches accuracy: 0");
        assertThat(Reconcile.isUnmet(problem)).isTrue();
    }

    @Test
    void a_code_that_was_predicted_to_be_another_is_a_failure_although_it_is_0() {
        Expect three = new Expect(List.of(3), List.of(), Optional.empty());

        assertThat(Expectation.unmet(three, 0, Optional.empty()).map(Problem::message))
                .hasValueSatisfying(text -> assertThat(text).endsWith("exit code 0 instead of 3"));
    }

    @Test
    void what_could_not_be_looked_at_counts_as_not_met() {
        assertThat(Expectation.unmet(ALL, 0, Optional.empty()).map(Problem::message))
                .hasValueSatisfying(text -> assertThat(text).contains("could not be looked at", "no line"));
    }
}
