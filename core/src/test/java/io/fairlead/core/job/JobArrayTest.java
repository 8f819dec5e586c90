package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of arrays and their ids. */
final class JobArrayTest {
    private static final JobId ARRAY = new JobId("4x9k2m7q1d");

    @Test
    void a_member_has_the_id_of_its_array_and_its_index() {
        JobId member = ARRAY.member(12);

        assertThat(member.text()).isEqualTo("4x9k2m7q1d.12");
        assertThat(member.array()).isEqualTo(ARRAY);
        assertThat(member.index()).hasValue(12);
        assertThat(member.isMember()).isTrue();
        assertThat(ARRAY.array()).isEqualTo(ARRAY);
        assertThat(ARRAY.index()).isEmpty();
        assertThat(ARRAY.isMember()).isFalse();
        assertThat(member.member(3)).isEqualTo(ARRAY.member(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4x9k2m7q1d.",
                "4x9k2m7q1d.03",
                "4x9k2m7q1d.-1",
                "4x9k2m7q1d.8001",
                "4x9k2m7q1d.99999",
                "4x9k2m7q1.3",
                "4x9k2m7q1d.3.4",
                "4x9k2m7q1dd",
                "4X9K2M7Q1D.3"
            })
    void anything_else_is_no_id(String text) {
        assertThat(JobId.isWellFormed(text)).isFalse();
    }

    @Test
    void members_are_ordered_by_index_as_a_number_and_arrays_stay_together() {
        List<JobId> ids = new ArrayList<>(List.of(
                new JobId("0000000000"), ARRAY.member(0), ARRAY.member(2), ARRAY.member(10), new JobId("zzzzzzzzzz")));
        List<JobId> mixed = new ArrayList<>(ids);
        Collections.reverse(mixed);
        Collections.sort(mixed);

        assertThat(mixed).isEqualTo(ids);
    }

    @Test
    void indexes_are_written_as_ranges() {
        assertThat(JobArray.words(List.of(7, 0, 1, 2, 3))).isEqualTo("0-3,7");
        assertThat(JobArray.words(List.of(5))).isEqualTo("5");
        assertThat(JobArray.words(List.of(1, 2))).isEqualTo("1-2");
        assertThat(JobArray.words(List.of())).isEmpty();
    }

    @Test
    void one_member_can_be_taken_out_of_an_array_with_what_it_is_told() {
        JobArray array = new JobArray(
                List.of(
                        new JobArray.Member(3, new LinkedHashMap<>(Map.of("LR", "0.1"))),
                        new JobArray.Member(7, new LinkedHashMap<>(Map.of("LR", "0.2")))),
                Optional.of(1));

        assertThat(array.place(7)).isEqualTo(1);
        assertThat(array.place(4)).isEqualTo(-1);
        assertThat(array.variables(7)).containsExactly(Map.entry("LR", "0.2"));
        assertThat(array.variables(4)).isEmpty();
        assertThat(array.isCounted()).isFalse();
        assertThat(array.only(7).members()).containsExactly(array.members().getLast());
        assertThat(JobArray.ofSize(3, Optional.empty()).isCounted()).isTrue();
    }
}
