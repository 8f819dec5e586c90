package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static SequencedMap<String, Integer> written() {
        SequencedMap<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        map.put("c", 3);
        return map;
    }

    @Test
    void a_copy_is_equal_and_keeps_the_order() {
        SequencedMap<String, Integer> copy = InOrder.copy(written());

        assertThat(copy).isEqualTo(written()).hasSameHashCodeAs(written());
        assertThat(written()).isEqualTo(copy);
        assertThat(copy.keySet()).containsExactly("b", "a", "c");
        assertThat(copy.reversed().sequencedKeySet()).containsExactly("c", "a", "b");
        assertThat(copy.firstEntry()).isEqualTo(Map.entry("b", 1));
        assertThat(copy.get("a")).isEqualTo(2);
        assertThat(copy.containsKey("d")).isFalse();
    }

    @Test
    void a_copy_does_not_change_with_what_it_was_made_of_nor_otherwise() {
        SequencedMap<String, Integer> map = written();
        SequencedMap<String, Integer> copy = InOrder.copy(map);
        map.put("d", 4);

        assertThat(copy).hasSize(3);
        assertThatThrownBy(() -> copy.put("d", 4)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(copy::pollFirstEntry).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void all_empty_ones_are_one_and_a_copy_is_its_own() {
        SequencedMap<String, Integer> copy = InOrder.copy(written());

        assertThat(InOrder.copy(copy)).isSameAs(copy);
        assertThat(InOrder.copy(new LinkedHashMap<String, Integer>())).isSameAs(InOrder.copy(new LinkedHashMap<>()));
    }
}
